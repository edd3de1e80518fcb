import { expect, it } from 'vitest';
import { mapStrings } from '../../src/util/map-strings.ts';

it('changes every string at any depth and nothing else', () => {
  const source = { name: 'a', list: ['b', { deep: 'c', number: 1, none: null, flag: true }] };
  expect(mapStrings(source, (text) => text.toUpperCase())).toEqual({
    name: 'A',
    list: ['B', { deep: 'C', number: 1, none: null, flag: true }],
  });
  expect(source.name).toBe('a');
});
