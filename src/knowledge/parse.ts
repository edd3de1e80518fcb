import { type Document, type LineCounter, visit } from 'yaml';
import { didYouMean } from '../util/closest.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { isRecord, positionOf } from '../util/yaml-problems.ts';
import { readYaml } from '../util/yaml-text.ts';
import type { RawEntry } from './entry.ts';
import { KINDS, type Kind } from './schema.ts';

/** A rule file as read from disk. `path` is relative to its rules folder and names kind and id (`services/openai.yaml`). */
export interface RuleFile {
  readonly path: string;
  /** Path to print in messages. */
  readonly shown: string;
  readonly text: string;
  readonly custom: boolean;
  /** Name of the pack it belongs to; absent for files that were named themselves. */
  readonly pack?: string;
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
    problems.push({ file: file.shown, ...firstAlias(document, lines), message: 'aliases (*name) are not allowed in rules: write the value out' });
    return;
  }
  const named = kindAndId(file.path);
  if (named) {
    entries.push({ ...named, file: file.shown, custom: file.custom, ...ofPack(file), value, base: [], document, lines });
    return;
  }
  const add = (kind: Kind, id: string, entry: unknown): void => {
    entries.push({ kind, id, file: file.shown, custom: file.custom, ...ofPack(file), value: entry, base: [kind, id], document, lines });
  };
  const at = (path: string[], message: string): void => {
    problems.push({ file: file.shown, ...positionOf({ file: file.shown, value, base: [], document, lines }, path, path.length > 0), message });
  };
  splitPack(value, add, at);
}

function ofPack({ pack }: RuleFile): { readonly pack?: string } {
  return pack === undefined ? {} : { pack };
}

function firstAlias(document: Document, lines: LineCounter): { line: number; column: number } {
  let offset = 0;
  visit(document, {
    Alias(_, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function splitPack(value: unknown, add: (kind: Kind, id: string, entry: unknown) => void, problem: (path: string[], message: string) => void): void {
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
