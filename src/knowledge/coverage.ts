/** What the rules cover, generated from them: so that gaps are visible and nothing has to be believed. */
import type { RawEntry } from './entry.ts';
import { type EntryFact, factsOf } from './facts.ts';
import { type DecidingFact, type MostUsed, mostUsed } from './most-used.ts';
import type * as input from './schema.ts';
import { KINDS } from './schema.ts';
import { plainValue } from './select.ts';
import { factDates, splitPurl } from './tables.ts';

const FACTS_NOTE = `How each is known. "Read": it names a document that was read for it. "Inherited": it names none, and the document its entry rests on was
read for something else the entry says, so nobody vouches that it says this, too. Unknown facts say why.`;

const DECIDING_NOTE = `The facts that decide a level in the entries met most often (\`vocab/most-used.yaml\` says how they were chosen), and how each is known. Below the
line: the entries those rest on, the operator of a service and its owners, the developer and the license of a model.`;

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
    '### Data practices',
    'What operators say they do with what they are sent: services where it is written down, and how each fact is known.',
    practiceTable(facts),
    '## Packages',
    ecosystemTable(entries),
    '## Facts',
    FACTS_NOTE,
    factTable(facts),
    '## The entries met most often',
    DECIDING_NOTE,
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

const BASES = ['read', 'inherited', 'catalogue', 'background'] as const;

function factTable(facts: readonly EntryFact[]): string {
  const kinds = [...new Set(facts.map(({ entry }) => entry.kind))];
  const row = (name: string, some: readonly EntryFact[]): string[] => {
    const known = some.filter(({ unknown }) => !unknown);
    const dates = known
      .map(({ source }) => source?.as_of)
      .filter((date) => date !== undefined)
      .sort();
    const shares = BASES.map((basis) => String(known.filter((fact) => fact.basis === basis).length));
    return [name, String(some.length), ...shares, String(some.length - known.length), dates[0] ?? '', dates.at(-1) ?? ''];
  };
  const rows = kinds.map((kind) =>
    row(
      kind,
      facts.filter(({ entry }) => entry.kind === kind),
    ),
  );
  return table(['kind', 'facts', ...BASES, 'unknown', 'oldest', 'newest'], [...rows, row('all', facts)]);
}

const PRACTICES = 'data_practices.';

/** Facts about data practices by how they are known; nothing when no service has any. */
function practiceTable(facts: readonly EntryFact[]): string {
  const found = facts.filter(({ name }) => name.startsWith(PRACTICES));
  const names = [...new Set(found.map(({ name }) => name))].sort();
  const rows = names.map((name) => {
    const some = found.filter((fact) => fact.name === name);
    const known = some.filter(({ unknown }) => !unknown);
    const shares = BASES.map((basis) => String(known.filter((fact) => fact.basis === basis).length));
    return [name.slice(PRACTICES.length).replaceAll('_', ' '), String(some.length), ...shares, String(some.length - known.length)];
  });
  return rows.length === 0 ? 'None yet.' : table(['practice', 'services', ...BASES, 'unknown'], rows);
}

function mostUsedTable(entries: readonly RawEntry[], facts: readonly EntryFact[]): string {
  const used = mostUsed(entries, facts);
  const deciding = used.flatMap((entry) => entry.facts);
  const read = deciding.filter(({ fact }) => fact.basis === 'read').length;
  const tableOf = (some: readonly MostUsed[]): string =>
    table(
      ['entry', 'facts'],
      some.map(({ id, facts: own }) => [`\`${id}\``, own.map(howKnown).join(', ')]),
    );
  const [listed, others] = [used.filter((entry) => entry.listed), used.filter((entry) => !entry.listed)];
  return [`${read} of ${deciding.length} deciding facts were read.`, tableOf(listed), ...(others.length > 0 ? ['---', tableOf(others)] : [])].join('\n\n');
}

/** `weights read`, `location unknown (read)`. */
function howKnown({ name, fact }: DecidingFact): string {
  const basis = fact.basis ?? 'no source';
  return `${name} ${fact.unknown ? `unknown (${basis})` : basis}`;
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
