import { didYouMean } from '../util/closest.ts';
import { isRecord } from '../util/yaml-problems.ts';
import { readYaml } from '../util/yaml-text.ts';
import type { Problem } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { KINDS, type Kind } from './schema.ts';

/** A rule file as read from disk. `path` is relative to its rules folder and names kind and id (`services/openai.yaml`). */
export interface RuleFile {
  readonly path: string;
  /** Path to print in messages. */
  readonly shown: string;
  readonly text: string;
  readonly custom: boolean;
}

/** Splits rule files into raw entries. A file at `<kind>/<id>.yaml` is one entry; any other file is a pack with the kinds as keys. */
export function parseRuleFiles(files: readonly RuleFile[]): { entries: RawEntry[]; problems: Problem[] } {
  const entries: RawEntry[] = [];
  const problems: Problem[] = [];
  for (const file of files) parseRuleFile(file, entries, problems);
  return { entries, problems };
}

function parseRuleFile(file: RuleFile, entries: RawEntry[], problems: Problem[]): void {
  const { document, lines, problems: broken } = readYaml(file.shown, file.text);
  problems.push(...broken);
  if (document === null) return;
  let value: unknown;
  try {
    // An alias bomb throws here: rules need no aliases at all.
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    problems.push({ file: file.shown, line: 1, column: 1, message: 'aliases (*name) are not allowed in rules: write the value out' });
    return;
  }
  const named = kindAndId(file.path);
  if (named) {
    entries.push({ ...named, file: file.shown, custom: file.custom, value, base: [], document, lines });
    return;
  }
  const add = (kind: Kind, id: string, entry: unknown): void => {
    entries.push({ kind, id, file: file.shown, custom: file.custom, value: entry, base: [kind, id], document, lines });
  };
  const at = (path: string[], message: string): void => {
    const raw: RawEntry = { kind: 'vocab', id: '', file: file.shown, custom: file.custom, value, base: [], document, lines };
    const pair = path.length > 0 ? document.get(path[0] as string, true) : null;
    const offset = (pair as { range?: number[] } | null)?.range?.[0] ?? 0;
    const position = lines.linePos(offset);
    problems.push({ file: raw.file, line: position.line, column: position.col, message });
  };
  splitPack(value, add, at);
}

function splitPack(
  value: unknown,
  add: (kind: Kind, id: string, entry: unknown) => void,
  problem: (path: string[], message: string) => void,
): void {
  if (!isRecord(value)) {
    problem([], `expected a rule pack: a mapping with ${Object.keys(KINDS).join(', ')}`);
    return;
  }
  for (const [kind, entries] of Object.entries(value)) {
    if (!Object.hasOwn(KINDS, kind)) {
      problem([kind], `unknown key "${kind}"${didYouMean(kind, Object.keys(KINDS)) || `, expected one of ${Object.keys(KINDS).join(', ')}`}`);
    } else if (!isRecord(entries)) {
      problem([kind], `expected a mapping of ids to entries under "${kind}"`);
    } else {
      for (const [id, entry] of Object.entries(entries)) add(kind as Kind, id, entry);
    }
  }
}

function kindAndId(path: string): { kind: Kind; id: string } | null {
  const slash = path.indexOf('/');
  if (slash < 0) return null;
  const kind = path.slice(0, slash);
  if (!Object.hasOwn(KINDS, kind)) return null;
  return { kind: kind as Kind, id: path.slice(slash + 1).replace(/\.ya?ml$/, '') };
}
