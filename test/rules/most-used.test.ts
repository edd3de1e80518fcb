import { describe, expect, test } from 'vitest';
import { factsOf } from '../../src/knowledge/facts.ts';
import { mostUsed } from '../../src/knowledge/most-used.ts';
import { compiledRules } from './rules-folder.ts';

/** Deciding facts nobody could read, each with what was tried. Take a line out as soon as the document turns up. */
const NOT_READ: Readonly<Record<string, string>> = {
  'services/cohere location': 'neither the documentation nor the terms at hand say where the shared service runs',
  'services/cohere location of api.cohere.com': 'neither the documentation nor the terms at hand say where the shared service runs',
};

const { entries } = compiledRules();
const used = mostUsed(
  entries,
  entries.flatMap((entry) => factsOf(entry)),
);
const deciding = used.flatMap(({ id, facts }) => facts.map(({ name, fact }) => ({ key: `${id} ${name}`, fact })));

describe('the entries met most often', () => {
  test('are sixty', () => {
    expect(used.filter(({ listed }) => listed).length).toBe(60);
  });

  test('all have facts that decide a level', () => {
    expect(used.filter(({ facts }) => facts.length === 0).map(({ id }) => id)).toEqual([]);
  });

  test('have every deciding fact read for itself, but for those that say why not', () => {
    const unread = deciding.filter(({ fact }) => fact.basis !== 'read' && !fact.unknown).map(({ key }) => key);
    expect(unread.sort()).toEqual(Object.keys(NOT_READ).sort());
  });

  test('say of an unknown deciding fact why nobody knows it', () => {
    const silent = deciding.filter(({ fact }) => fact.unknown && !noteOf(fact.entry.value, fact.path));
    expect(silent.map(({ key }) => key)).toEqual([]);
  });
});

function noteOf(value: unknown, path: readonly (string | number)[]): unknown {
  const at = path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
  return (at as { note?: string }).note;
}
