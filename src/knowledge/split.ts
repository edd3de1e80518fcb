/** Rule files -> raw entries, whatever reads their YAML. */
import { didYouMean } from '../util/closest.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { isRecord, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import type { Kind } from './schema.ts';
import { SINGULAR } from './schema-name.ts';

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

/** What a reader of YAML makes of a file, with its places or the way to them. */
export type ReadFile = Pick<RawEntry, 'value' | 'document' | 'lines' | 'locate'>;

/** Reads the YAML of a file; null, and what is wrong with it, where that cannot be done. */
export type FileReader = (file: RuleFile, problems: Problem[]) => ReadFile | null;

/** Splits rule files into raw entries. A file at `<kind>/<id>.yaml` is one entry; any other file is a pack with the kinds as keys. */
export function splitFiles(files: readonly RuleFile[], read: FileReader): ParsedFiles {
  const entries: RawEntry[] = [];
  const problems: Problem[] = [];
  let partial = false;
  for (const file of files) if (splitFile(file, read(file, problems), entries, problems) === 'unread') partial = true;
  return { entries, problems, partial };
}

function splitFile(file: RuleFile, read: ReadFile | null, entries: RawEntry[], problems: Problem[]): 'read' | 'unread' {
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

function ofPack({ pack }: RuleFile): { readonly pack?: string } {
  return pack === undefined ? {} : { pack };
}

function splitPack(value: unknown, add: (kind: Kind, id: string, entry: unknown) => void, problem: (path: string[], message: string) => void): void {
  const kinds = Object.keys(SINGULAR);
  if (!isRecord(value)) {
    problem([], `expected a rule pack: a mapping with ${kinds.join(', ')}, found ${Array.isArray(value) ? 'a list' : 'a text'}`);
    return;
  }
  if ('name' in value && !kinds.some((kind) => kind in value)) {
    problem([], 'this looks like one entry: in a pack it stands under its kind and its id (checks, then my-rule), or its file is called <kind>/<id>.yaml');
    return;
  }
  for (const [kind, entries] of Object.entries(value)) {
    if (!Object.hasOwn(SINGULAR, kind)) {
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
  if (!Object.hasOwn(SINGULAR, kind)) return null;
  return { kind: kind as Kind, id: path.slice(slash + 1).replace(/\.ya?ml$/, '') };
}
