import { expect, test } from 'vitest';
import { checkFolder } from '../../src/cli/commands/rules-check.ts';

// A day far ahead: what was read tomorrow must not break the build of today. `npm run rules:check` knows the present day.
const FAR = '9999-12-31';

test('the built-in rules have no problems, and every signature leads through the whole pipeline to its own entry', { timeout: 180_000 }, async () => {
  const { problems, samples } = await checkFolder('rules', FAR);
  expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual([]);
  expect(samples).toBeGreaterThan(20_000);
});
