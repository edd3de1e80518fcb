import { expect, it } from 'vitest';
import { printParts } from '../../src/cli/streams.ts';

it('prints no faster than somebody reads', async () => {
  const waiting: string[] = [];
  let drained = (): void => {};
  const output = {
    write: (part: string) => waiting.push(part) < 2,
    once: (_: 'drain', listener: () => void) => {
      drained = listener;
    },
  };
  const printed = printParts(['a', 'b', 'c'], output);
  await Promise.resolve();
  expect(waiting).toEqual(['a', 'b']);
  waiting.length = 0;
  drained();
  await printed;
  expect(waiting).toEqual(['c']);
});
