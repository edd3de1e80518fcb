import type { Index } from '../model/knowledge.ts';
import { digest } from '../util/digest.ts';
import { InputError } from '../util/errors.ts';
import type { RawEntry } from './entry.ts';
import type { Layered } from './ground.ts';
import { loadBuildId, loadBuiltIn, loadBuiltInEntries, loadBuiltInPrefilter, loadEntryStore, loadRuleFiles } from './load.ts';
import type { PatternEngine } from './patterns.ts';
import { withPatterns } from './revive.ts';
import { readIndex, writeIndex } from './serialize.ts';
import type { RuleFile } from './split.ts';

export type { RawEntry } from './entry.ts';
export type { RuleFile } from './split.ts';

/** What an audit needs to know: the index, the prefilter built for the built-in rules, and the literals custom rules add to it. */
export interface Knowledge {
  readonly index: Index;
  readonly prefilter: Uint8Array;
  readonly moreLiterals: readonly string[];
  /** A prefilter over these that is made already. */
  readonly ownPrefilter?: Uint8Array;
  /** Changes with everything a scan hangs on besides the files: the build of this program, its rules, and those somebody brings. */
  readonly digest: () => string;
}

/** The knowledge base for an audit: built in alone, or with custom rules (from disk, or as `files` already read) and `more` entries on top. Throws `InputError` with every problem of every file. */
export async function loadKnowledge(customPaths: readonly string[], more: readonly RawEntry[] = [], files: readonly RuleFile[] = []): Promise<Knowledge> {
  const prefilter = loadBuiltInPrefilter();
  if (customPaths.length + more.length + files.length === 0) return { index: loadBuiltIn(), prefilter, moreLiterals: [], digest: loadBuildId };
  const all = ownRuleFiles(customPaths, files);
  const patterns = await patternEngineFor(all);
  const { index, ownLiterals } = (await laidOn(all, more, patterns)) ?? (await compileAll(all, more, patterns));
  return {
    index,
    prefilter,
    moreLiterals: ownLiterals,
    digest: () => ownDigest(all, more),
  };
}

/** Files of own rules: those at paths, then those that are read already. */
export function ownRuleFiles(paths: readonly string[], files: readonly RuleFile[]): RuleFile[] {
  return [...paths.flatMap((path) => loadRuleFiles(path, true)), ...files];
}

/** Changes with everything that knowledge with own rules is made from: the names that reports show included. */
export function ownDigest(files: readonly RuleFile[], more: readonly RawEntry[]): string {
  const texts = files.flatMap(({ path, shown, pack = '', text }) => [path, shown, pack, text]);
  return digest([loadBuildId(), ...texts, JSON.stringify(more.map(({ kind, id, file, value }) => [kind, id, file, value]))]);
}

/** Knowledge with own rules as bytes, for a later run of the same build with the same rules. */
export function storeKnowledge(index: Index, ownPrefilter: Uint8Array): Uint8Array[] {
  const body = writeIndex(index);
  const head = `${STORED}${String(body.length).padStart(12, '0')} ${digest([body, ownPrefilter])}\n`;
  return [Buffer.from(head, 'latin1'), body, ownPrefilter];
}

const STORED = 'sovaudit-own 1 ';
/** The mark, a length, a blank, a hash and the end of the line. */
const HEAD_BYTES = STORED.length + 12 + 1 + 64 + 1;

/** What `storeKnowledge` made of these rules; null when it is not whole. */
export async function restoreKnowledge(bytes: Buffer, files: readonly RuleFile[], more: readonly RawEntry[]): Promise<Knowledge | null> {
  const [, length, hash] = /^sovaudit-own 1 (\d{12}) ([0-9a-f]{64})\n$/.exec(bytes.toString('latin1', 0, HEAD_BYTES)) ?? [];
  const [from, to] = [HEAD_BYTES, HEAD_BYTES + Number(length)];
  if (length === undefined || hash !== digest([bytes.subarray(from, to), bytes.subarray(to)])) return null;
  const index = readIndex((start, end) => bytes.subarray(from + start, from + end));
  const patterns = await patternEngineFor(files);
  return {
    index: patterns === null ? index : withPatterns(index, patterns),
    prefilter: loadBuiltInPrefilter(),
    moreLiterals: [],
    ownPrefilter: Uint8Array.from(bytes.subarray(to)),
    digest: () => ownDigest(files, more),
  };
}

/** Own entries on top of the built index. Null where that cannot be done, or something is wrong: nothing knows places here. */
async function laidOn(files: readonly RuleFile[], more: readonly RawEntry[], patterns: PatternEngine | null): Promise<Layered | null> {
  const [{ splitFiles }, { layOn }, { readPlainYaml }] = await Promise.all([import('./split.ts'), import('./layer.ts'), import('../util/plain-yaml.ts')]);
  const plain = new Map(files.map((file) => [file, readPlainYaml(file.text)] as const));
  // The whole reader of YAML takes a while to load, and few rules need it.
  const whole = [...plain.values()].includes(null) ? (await import('./parse.ts')).readWhole : null;
  const nowhere = { document: null, lines: null };
  const { entries, problems } = splitFiles(files, (file, told) => {
    const read = plain.get(file);
    return read ? { value: read.value, ...nowhere, locate: () => nowhere } : (whole?.(file, told) ?? null);
  });
  return problems.length > 0 ? null : layOn({ index: loadBuiltIn(), store: loadEntryStore() }, [...entries, ...more], patterns);
}

/** Everything from the beginning: slower, and it says what is wrong. */
export async function compileAll(files: readonly RuleFile[], more: readonly RawEntry[], patterns: PatternEngine | null): Promise<Layered> {
  const [{ parseRuleFiles }, { compile, joinProblems }] = await Promise.all([import('./parse.ts'), import('./compile.ts')]);
  const parsed = parseRuleFiles(files);
  const { index, problems, ownLiterals } = compile([...loadBuiltInEntries(), ...parsed.entries, ...more], { patterns, partial: parsed.partial });
  if (index === null || parsed.problems.length > 0) throw new InputError(joinProblems(parsed.problems, problems));
  return { index, ownLiterals };
}

/** The engine of patterns, where a rule has one; null otherwise: it is large, and few rules need it. */
export async function patternEngineFor(files: readonly RuleFile[]): Promise<PatternEngine | null> {
  if (!files.some(({ text }) => /\bmatches["']?\s*:/.test(text))) return null;
  return (await import('./patterns.ts')).compilePattern;
}

/** Entries of a file with supposed events: a single event, which gets an id of its own, or a pack. Throws `InputError` when it cannot be read. */
export async function loadEvents(path: string): Promise<RawEntry[]> {
  const { parseRuleFiles } = await import('./parse.ts');
  const files = loadRuleFiles(path, true).map((file) =>
    /^segments:/m.test(file.text) ? { ...file, path: `events/supposed-${file.path.replaceAll('/', '-')}` } : file,
  );
  const { entries, problems } = parseRuleFiles(files);
  if (problems.length > 0) throw new InputError(problems);
  return entries;
}
