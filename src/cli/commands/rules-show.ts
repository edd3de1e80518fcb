/** `sovaudit rules show <id>`: an entry as it is loaded, where it was written, and what rules of one's own changed. */
import { Document, isMap, isScalar, type Pair } from 'yaml';
import type { RawEntry } from '../../knowledge/entry.ts';
import { applyExtends } from '../../knowledge/extend.ts';
import { loadKnowledge, type RuleFile } from '../../knowledge/index.ts';
import { loadBuiltInEntries } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import type * as input from '../../knowledge/schema.ts';
import { SINGULAR } from '../../knowledge/schema-name.ts';
import { didYouMean } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';
import { jsonText } from '../../util/json-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { isRecord, positionOf } from '../../util/yaml-problems.ts';

/** A value of an entry that a rule of the user's own set. */
interface Change {
  readonly key: string;
  /** Where it is written now. */
  readonly file: string;
  readonly line: number;
  /** Null: it was not there. */
  readonly was: unknown;
}

/** An entry as loaded. */
interface Shown {
  readonly id: string;
  readonly entry: RawEntry;
  /** Where it was written first, and everything that refined it. */
  readonly written: readonly { readonly file: string; readonly line: number; readonly pack: string | null }[];
  readonly changes: readonly Change[];
}

/** The entry as YAML with its changes as comments, or as JSON. `id` is `services/openai`, or the id alone where it is the only one of its name. */
export async function showRule(id: string, files: readonly RuleFile[], json: boolean): Promise<string> {
  if (files.length > 0) await loadKnowledge([], [], files);
  const raw = [...loadBuiltInEntries(), ...parseRuleFiles(files).entries];
  const { entries } = applyExtends(raw);
  const found = named(entries, id);
  if (found.length === 0) throw new UsageError(`no entry "${id}"${didYouMean(id, entries.flatMap(idsOf))}`, 'sovaudit rules list <kind> has them all');
  if (found.length > 1 && json)
    throw new UsageError(`"${id}" names ${found.length} entries`, `say which: ${found.map(({ kind }) => `${kind}/${id}`).join(', ')}`);
  const shown = found.map((entry) => describe(id, entry, raw));
  return json ? jsonText(plain(shown[0] as Shown)) : shown.map(text).join('\n');
}

function idsOf({ kind, id, value }: RawEntry): string[] {
  return kind === 'models' ? [id, ...versionsOf(value)] : [id];
}

function versionsOf(value: unknown): string[] {
  const { developer, versions } = value as input.ModelFamily;
  return Object.keys(versions).map((key) => `${developer}/${key}`);
}

/** Entries of that id; `service/openai` and `services/openai` say the kind. A version of a model stands in its family. */
function named(entries: readonly RawEntry[], id: string): RawEntry[] {
  const exact = entries.filter((entry) => id === `${entry.kind}/${entry.id}` || id === `${SINGULAR[entry.kind]}/${entry.id}`);
  if (exact.length > 0) return exact;
  const same = entries.filter((entry) => entry.id === id);
  return same.length > 0 ? same : entries.filter(({ kind, value }) => kind === 'models' && versionsOf(value).includes(id));
}

function describe(id: string, entry: RawEntry, raw: readonly RawEntry[]): Shown {
  const own = raw.filter((each) => each.kind === entry.kind && each.id === entry.id);
  const refining = own.filter(({ value }) => isRecord(value) && value.extends === entry.id);
  const before = refining.length === 0 ? null : applyExtends(raw.filter((each) => !refining.includes(each))).entries.find(same(entry));
  const place = (each: RawEntry) => ({ file: each.file, line: positionOf(each, [], each.base.length > 0).line, pack: each.pack ?? null });
  const value = entry.value as Record<string, unknown>;
  const version = entry.kind === 'models' && versionsOf(value).includes(id) ? id.slice(id.indexOf('/') + 1) : null;
  const narrowed = version === null ? value : { ...value, versions: { [version]: (value as unknown as input.ModelFamily).versions[version] } };
  return {
    id: `${entry.kind}/${entry.id}`,
    entry: { ...entry, value: narrowed },
    written: own.map(place),
    changes: before ? changesOf(before.value as Record<string, unknown>, refining) : [],
  };
}

function same({ kind, id }: RawEntry): (other: RawEntry) => boolean {
  return (other) => other.kind === kind && other.id === id;
}

/** Keys that refinements set to something else; the last one that names a key set it. */
function changesOf(before: Readonly<Record<string, unknown>>, refining: readonly RawEntry[]): Change[] {
  const changes = new Map<string, Change>();
  for (const entry of refining) {
    for (const [key, value] of Object.entries(entry.value as Record<string, unknown>)) {
      if (key === 'extends' || JSON.stringify(value) === JSON.stringify(before[key])) continue;
      changes.set(key, { key, file: entry.file, line: positionOf(entry, [key], true).line, was: before[key] ?? null });
    }
  }
  return [...changes.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function text({ id, entry, written, changes }: Shown): string {
  const [first, ...later] = written;
  const where = ({ file, line, pack }: Shown['written'][number]): string => `${file}:${line}${pack === null ? '' : ` (pack ${pack})`}`;
  const head = [`# ${id}`, `# ${entry.custom && later.length === 0 ? 'yours: ' : ''}${first === undefined ? '' : where(first)}`];
  for (const each of later) head.push(`# refined in ${where(each)}`);
  // As readers of YAML 1.1 need it: `no` and dates are quoted.
  const document = new Document(entry.value, { schema: 'yaml-1.1' });
  for (const { key, file, line, was } of changes) comment(document, key, ` ${file}:${line}, was: ${was === null ? 'not set' : JSON.stringify(was)}`);
  const body = document.toString({ lineWidth: 160 });
  return `${[...head.map(terminalText), ...body.trimEnd().split('\n').map(terminalText)].join('\n')}\n`;
}

function comment(document: Document, key: string, words: string): void {
  if (!isMap(document.contents)) return;
  const pair = document.contents.items.find((item: Pair) => isScalar(item.key) && item.key.value === key);
  if (pair && isScalar(pair.key)) pair.key.commentBefore = words;
}

function plain({ id, entry, written, changes }: Shown): Record<string, unknown> {
  return { id, custom: entry.custom, written, changes, value: entry.value };
}
