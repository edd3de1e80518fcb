import type { Index } from '../model/knowledge.ts';
import { digest } from '../util/digest.ts';
import { InputError } from '../util/errors.ts';
import type { RawEntry } from './entry.ts';
import { loadBuildId, loadBuiltIn, loadBuiltInEntries, loadBuiltInPrefilter, loadRuleFiles } from './load.ts';
import type { RuleFile } from './parse.ts';
import type { PatternEngine } from './patterns.ts';

export type { RuleFile } from './parse.ts';

/** What an audit needs to know: the index, the prefilter built for the built-in rules, and the literals custom rules add to it. */
export interface Knowledge {
  readonly index: Index;
  readonly prefilter: Uint8Array;
  readonly moreLiterals: readonly string[];
  /** Changes with everything a scan hangs on besides the files: the build of this program, its rules, and those somebody brings. */
  readonly digest: () => string;
}

/** The knowledge base for an audit: built in alone, or with custom rules (from disk, or as `files` already read) and `more` entries compiled on top. Throws `InputError` with every problem of every file. */
export async function loadKnowledge(customPaths: readonly string[], more: readonly RawEntry[] = [], files: readonly RuleFile[] = []): Promise<Knowledge> {
  const prefilter = loadBuiltInPrefilter();
  if (customPaths.length + more.length + files.length === 0) return { index: loadBuiltIn(), prefilter, moreLiterals: [], digest: loadBuildId };
  // YAML and the schemas load only when somebody brings rules of their own.
  const [{ parseRuleFiles }, { compile, joinProblems }] = await Promise.all([import('./parse.ts'), import('./compile.ts')]);
  const all = [...customPaths.flatMap((path) => loadRuleFiles(path, true)), ...files];
  const parsed = parseRuleFiles(all);
  const builtIn = loadBuiltInEntries();
  const { index, problems } = compile([...builtIn.entries, ...parsed.entries, ...more], { patterns: await patternEngineFor(all), partial: parsed.partial });
  if (index === null || parsed.problems.length > 0) throw new InputError(joinProblems(parsed.problems, problems));
  const known = new Set(builtIn.literals);
  return {
    index,
    prefilter,
    moreLiterals: index.literals.filter((literal) => !known.has(literal)),
    digest: () =>
      digest([loadBuildId(), ...all.flatMap(({ path, text }) => [path, text]), JSON.stringify(more.map(({ kind, id, value }) => [kind, id, value]))]),
  };
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
