import { expect, test } from 'vitest';
import { addTo } from '../../src/util/add-to.ts';

test('items of one key stand together, in the order they came', () => {
  const lists = new Map<string, number[]>();
  addTo(lists, 'even', 2);
  addTo(lists, 'odd', 3);
  addTo(lists, 'even', 4);
  expect([...lists]).toEqual([
    ['even', [2, 4]],
    ['odd', [3]],
  ]);
});
