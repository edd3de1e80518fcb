import type { Index } from '../model/knowledge.ts';
import { digest } from '../util/digest.ts';
import { InputError } from '../util/errors.ts';
import type { RawEntry } from './entry.ts';
import type { Layered } from './layer.ts';
import { loadBuildId, loadBuiltIn, loadBuiltInEntries, loadBuiltInPrefilter, loadEntryStore, loadRuleFiles } from './load.ts';
import type { PatternEngine } from './patterns.ts';
import type { RuleFile } from './split.ts';

export type { RuleFile } from './split.ts';

/** What an audit needs to know: the index, the prefilter built for the built-in rules, and the literals custom rules add to it. */
export interface Knowledge {
  readonly index: Index;
  readonly prefilter: Uint8Array;
  readonly moreLiterals: readonly string[];
  /** Changes with everything a scan hangs on besides the files: the build of this program, its rules, and those somebody brings. */
  readonly digest: () => string;
}

/** The knowledge base for an audit: built in alone, or with custom rules (from disk, or as `files` already read) and `more` entries on top. Throws `InputError` with every problem of every file. */
export async function loadKnowledge(customPaths: readonly string[], more: readonly RawEntry[] = [], files: readonly RuleFile[] = []): Promise<Knowledge> {
  const prefilter = loadBuiltInPrefilter();
  if (customPaths.length + more.length + files.length === 0) return { index: loadBuiltIn(), prefilter, moreLiterals: [], digest: loadBuildId };
  const all = [...customPaths.flatMap((path) => loadRuleFiles(path, true)), ...files];
  const patterns = await patternEngineFor(all);
  const { index, ownLiterals } = (await laidOn(all, more, patterns)) ?? (await compileAll(all, more, patterns));
  return {
    index,
    prefilter,
    moreLiterals: ownLiterals,
    digest: () =>
      digest([loadBuildId(), ...all.flatMap(({ path, text }) => [path, text]), JSON.stringify(more.map(({ kind, id, value }) => [kind, id, value]))]),
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
