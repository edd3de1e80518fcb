import { didYouMean } from '../util/closest.ts';
import { readPlainYaml } from '../util/plain-yaml.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { isRecord, positionOf } from '../util/yaml-problems.ts';
import { readYaml } from '../util/yaml-text.ts';
import { yamlTraps } from '../util/yaml-traps.ts';
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

/** What rule files hold. */
export interface ParsedFiles {
  readonly entries: RawEntry[];
  readonly problems: Problem[];
  /** Some file could not be read at all: ids that are named elsewhere may stand in it. */
  readonly partial: boolean;
}

/** Splits rule files into raw entries. A file at `<kind>/<id>.yaml` is one entry; any other file is a pack with the kinds as keys. */
export function parseRuleFiles(files: readonly RuleFile[]): ParsedFiles {
  const entries: RawEntry[] = [];
  const problems: Problem[] = [];
  let partial = false;
  for (const file of files) if (parseRuleFile(file, entries, problems) === 'unread') partial = true;
  return { entries, problems, partial };
}

function parseRuleFile(file: RuleFile, entries: RawEntry[], problems: Problem[]): 'read' | 'unread' {
  const read = readPlain(file) ?? readWhole(file, problems);
  if (read === null) return 'unread';
  const { value } = read;
  const own = { file: file.shown, custom: file.custom, ...ofPack(file), ...read };
  const named = kindAndId(file.path);
  if (named) {
    entries.push({ ...own, ...named, base: [] });
    return 'read';
  }
  const add = (kind: Kind, id: string, entry: unknown): void => void entries.push({ ...own, kind, id, value: entry, base: [kind, id] });
  const at = (path: string[], message: string): void => {
    problems.push({ file: file.shown, ...positionOf({ ...own, base: [] }, path, path.length > 0), message });
  };
  splitPack(value, add, at);
  return 'read';
}

type Read = Pick<RawEntry, 'value' | 'document' | 'lines' | 'locate'>;

/** Most rules are plain, and then they have no places until there is something to say about one. */
function readPlain(file: RuleFile): Read | null {
  const plain = readPlainYaml(file.text);
  if (plain === null) return null;
  let parsed: ReturnType<typeof readYaml> | null = null;
  const locate = (): ReturnType<typeof readYaml> => {
    parsed ??= readYaml(file.shown, file.text);
    return parsed;
  };
  return { value: plain.value, document: null, lines: null, locate };
}

function readWhole(file: RuleFile, problems: Problem[]): Read | null {
  const { document, lines, problems: broken } = readYaml(file.shown, file.text);
  problems.push(...broken);
  if (document === null) return null;
  const traps = yamlTraps(document, lines);
  for (const { line, column, message } of traps) problems.push({ file: file.shown, line, column, message });
  // An alias bomb is refused here, before it is opened: rules need no aliases at all.
  if (traps.some(({ alias }) => alias)) return null;
  return { value: document.toJS({ maxAliasCount: 0 }), document, lines };
}

function ofPack({ pack }: RuleFile): { readonly pack?: string } {
  return pack === undefined ? {} : { pack };
}

function splitPack(value: unknown, add: (kind: Kind, id: string, entry: unknown) => void, problem: (path: string[], message: string) => void): void {
  const kinds = Object.keys(KINDS);
  if (!isRecord(value)) {
    problem([], `expected a rule pack: a mapping with ${kinds.join(', ')}, found ${Array.isArray(value) ? 'a list' : 'a text'}`);
    return;
  }
  if ('name' in value && !kinds.some((kind) => kind in value)) {
    problem([], 'this looks like one entry: in a pack it stands under its kind and its id (checks, then my-rule), or its file is called <kind>/<id>.yaml');
    return;
  }
  for (const [kind, entries] of Object.entries(value)) {
    if (!Object.hasOwn(KINDS, kind)) {
      problem([kind], `unknown key "${kind}"${didYouMean(kind, kinds) || `, expected one of ${kinds.join(', ')}`}`);
    } else if (!isRecord(entries)) {
      problem(
        [kind],
        `expected a mapping of ids to entries under "${kind}", found ${Array.isArray(entries) ? 'a list: write each entry under its id' : 'none'}`,
      );
    } else {
      for (const [id, entry] of Object.entries(entries)) {
        const wrong = idProblem(kind as Kind, id);
        if (wrong === null) add(kind as Kind, id, entry);
        else problem([kind, id], wrong);
      }
    }
  }
}

/** Ids stand in reports, suppressions and other files: they are written in one way. Sets may be called like blocs, `EU`. */
function idProblem(kind: Kind, id: string): string | null {
  if (/^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9.-]*)*$/.test(id) || (kind === 'sets' && /^[A-Z][A-Z0-9-]*$/.test(id))) return null;
  const meant = id
    .toLowerCase()
    .replace(/[^a-z0-9./-]+/g, '-')
    .replace(/^[-./]+|[-./]+$/g, '');
  return `"${id}" is no id: expected small letters, digits, "-", "." and "/"${meant === '' ? '' : `, such as "${meant}"`}`;
}

function kindAndId(path: string): { kind: Kind; id: string } | null {
  const slash = path.indexOf('/');
  if (slash < 0) return null;
  const kind = path.slice(0, slash);
  if (!Object.hasOwn(KINDS, kind)) return null;
  return { kind: kind as Kind, id: path.slice(slash + 1).replace(/\.ya?ml$/, '') };
}
