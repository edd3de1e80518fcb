/** What the rules cover, generated from them: so that gaps are visible and nothing has to be believed. */
import type { RawEntry } from './entry.ts';
import { type EntryFact, factsOf } from './facts.ts';
import { mostUsed } from './most-used.ts';
import type * as input from './schema.ts';
import { KINDS } from './schema.ts';
import { plainValue } from './select.ts';
import { factDates, splitPurl } from './tables.ts';

const FACTS_NOTE = `By the basis of the source each rests on. "Read for this fact" counts those of "read" that name their source themselves; the others
take the default of their entry, whose quote may be about a neighbouring fact. Unknown facts say why.`;

/** The coverage page as Markdown. Deterministic: it says nothing of the day it was made. Entries have the right shape. */
export function coveragePage(entries: readonly RawEntry[]): string {
  const facts = entries.flatMap(factsOf);
  const { newestFact, oldestFact } = factDates(entries);
  const seats = new Map(of(entries, 'organizations').map(({ id, value }) => [id, String(plainValue((value as input.Organization).seat))]));
  return `${[
    '# What the knowledge base covers',
    'Generated from the data by `npm run coverage`; do not edit.',
    `Version ${version(entries)}. Sources were read between ${oldestFact} and ${newestFact}.`,
    '## Entries',
    entryTable(entries),
    '## Models',
    'Versions, by the seat of their developer and what they do.',
    modelTable(entries, seats),
    weightsTable(entries),
    '## Services',
    'By the seat of their operator. Self-hosted software has none: its user operates it.',
    serviceTable(entries, seats),
    '## Packages',
    ecosystemTable(entries),
    '## Facts',
    FACTS_NOTE,
    factTable(facts),
    '## The entries met most often',
    'The facts that decide a level there, and how each is known.',
    mostUsedTable(entries, facts),
  ].join('\n\n')}\n`;
}

function of(entries: readonly RawEntry[], kind: RawEntry['kind']): RawEntry[] {
  return entries.filter((entry) => entry.kind === kind);
}

function version(entries: readonly RawEntry[]): string {
  return (
    of(entries, 'vocab')
      .map(({ value }) => (value as input.Vocabulary).version)
      .find((text) => text !== undefined) ?? 'unknown'
  );
}

function versions(entries: readonly RawEntry[]): { family: input.ModelFamily; version: input.ModelFamily['versions'][string] }[] {
  return of(entries, 'models').flatMap(({ value }) => {
    const family = value as input.ModelFamily;
    return Object.values(family.versions).map((item) => ({ family, version: item as input.ModelFamily['versions'][string] }));
  });
}

function entryTable(entries: readonly RawEntry[]): string {
  const rows = Object.keys(KINDS).map((kind) => [kind === 'models' ? 'model families' : kind, String(of(entries, kind as RawEntry['kind']).length)]);
  const at = rows.findIndex(([name]) => name === 'model families');
  const developers = new Set(versions(entries).map(({ family }) => family.developer)).size;
  rows.splice(at + 1, 0, ['model versions', String(versions(entries).length)], ['model developers', String(developers)]);
  return table(['kind', 'entries'], rows);
}

function modelTable(entries: readonly RawEntry[], seats: ReadonlyMap<string, string>): string {
  return crossTable(
    'country',
    versions(entries).map(({ family, version: item }) => [seats.get(family.developer) ?? 'unknown', item?.modality ?? family.modality]),
  );
}

function weightsTable(entries: readonly RawEntry[]): string {
  return crossTable(
    'weights',
    versions(entries).map(({ family, version: item }) => [String(plainValue(item?.weights)), item?.origin ?? family.origin]),
  );
}

function serviceTable(entries: readonly RawEntry[], seats: ReadonlyMap<string, string>): string {
  return crossTable(
    'country',
    of(entries, 'services').map(({ value }) => {
      const { operator, self_hosted: own, category } = value as input.Service;
      return [own ? 'self-hosted' : (seats.get(String(plainValue(operator))) ?? 'unknown'), category];
    }),
  );
}

function ecosystemTable(entries: readonly RawEntry[]): string {
  return crossTable(
    'ecosystem',
    of(entries, 'packages').flatMap(({ value }) => {
      const { purls, role } = value as input.Package;
      return purls.map((purl): [string, string] => [splitPurl(purl).type, role]);
    }),
  );
}

const BASES = ['read', 'catalogue', 'background'] as const;

function factTable(facts: readonly EntryFact[]): string {
  const kinds = [...new Set(facts.map(({ entry }) => entry.kind))];
  const row = (name: string, some: readonly EntryFact[]): string[] => {
    const known = some.filter(({ unknown }) => !unknown);
    const dates = known
      .map(({ source }) => source?.as_of)
      .filter((date) => date !== undefined)
      .sort();
    const shares = BASES.map((basis) => String(known.filter(({ source }) => source?.basis === basis).length));
    const named = known.filter((fact) => fact.named && fact.source?.basis === 'read').length;
    return [name, String(some.length), String(named), ...shares, String(some.length - known.length), dates[0] ?? '', dates.at(-1) ?? ''];
  };
  const rows = kinds.map((kind) =>
    row(
      kind,
      facts.filter(({ entry }) => entry.kind === kind),
    ),
  );
  return table(['kind', 'facts', 'read for this fact', ...BASES, 'unknown', 'oldest', 'newest'], [...rows, row('all', facts)]);
}

function mostUsedTable(entries: readonly RawEntry[], facts: readonly EntryFact[]): string {
  const used = mostUsed(entries, facts);
  const deciding = used.flatMap((entry) => entry.facts);
  const read = deciding.filter(({ fact }) => fact.source?.basis === 'read').length;
  const rows = used.map(({ id, facts: own }) => [
    `\`${id}\``,
    own.length === 0 ? 'run by its user' : own.map(({ name, fact }) => `${name} ${fact.unknown ? 'unknown' : (fact.source?.basis ?? 'no source')}`).join(', '),
  ]);
  return `${read} of ${deciding.length} deciding facts were read.\n\n${table(['entry', 'facts'], rows)}`;
}

/** Counts of pairs: rows by the first, most frequent first; columns by the second. */
function crossTable(corner: string, pairs: readonly (readonly [string, string])[]): string {
  const rows = byFrequency(pairs.map(([row]) => row));
  const columns = byFrequency(pairs.map(([, column]) => column));
  const body = rows.map(([row, total]) => [
    row,
    String(total),
    ...columns.map(([column]) => String(pairs.filter((pair) => pair[0] === row && pair[1] === column).length || '')),
  ]);
  const sums = ['all', String(pairs.length), ...columns.map(([, total]) => String(total))];
  return table([corner, 'all', ...columns.map(([column]) => column)], [...body, sums]);
}

function byFrequency(words: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (rows.every((cells) => /^\d*$/.test(cells[at] ?? '')) ? '--:' : '---'))), ...rows.map(line)].join('\n');
}
