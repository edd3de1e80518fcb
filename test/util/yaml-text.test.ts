import { expect, test, vi } from 'vitest';
import { readYaml } from '../../src/util/yaml-text.ts';

test('a key that is a list is reported by who asked for the text, never straight to the console', () => {
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const { document, problems } = readYaml('sovaudit.yaml', '? [ "\u202eharbour" ]\n: high\n');
  expect([Object.keys(document?.toJS() ?? {}), problems, warned.mock.calls]).toEqual([['[ "\u202eharbour" ]'], [], []]);
  warned.mockRestore();
});

test('what is wrong is still told', () => {
  expect(readYaml('sovaudit.yaml', 'fail_on: [high\n').problems.map(({ line }) => line)).toEqual([2]);
});
