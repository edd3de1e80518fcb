/** What the results of one thread hang on: listens to the look-ups of extractors, and tells after each file what was new. */
import type { PathQuestion, Trail } from '../model/file.ts';
import { folderOf } from '../util/folder.ts';
import { textHash } from '../util/text-hash.ts';

/** Look-ups that a file hangs on, as far as they were not told before: questions by number, files that were looked at for an answer. */
export interface TrailPart {
  /** Questions and files that were added to a key. */
  readonly keys: readonly (readonly [key: string, questions: readonly number[], files: readonly string[]])[];
  /** Files that asked for the answers of a key. */
  readonly links: readonly (readonly [path: string, key: string])[];
}

/** The trail of one thread. */
export interface TrailRecorder {
  readonly trail: Trail;
  /** The paths of the tree; asking for one is heard. */
  readonly paths: ReadonlySet<string>;
  /** A file was looked at. */
  readonly used: (path: string) => void;
  /** What is asked from now on is asked for this file, where nobody says for whom. */
  readonly begin: (path: string) => void;
  /** What is new since it was asked last. */
  readonly take: () => TrailPart;
}

interface Asked {
  readonly questions: Set<number>;
  readonly files: Set<string>;
}

/** A recorder for a listing. `manifest` reads one of its manifests. */
export function createTrail(listed: readonly string[], manifest: Trail['manifest']): TrailRecorder {
  const known = new Map<string, Asked>();
  const linked = new Map<string, Set<string>>();
  let keys = new Map<string, { questions: number[]; files: string[] }>();
  let links: [string, string][] = [];
  let current = '';
  const of = (key: string): Asked => {
    let asked = known.get(key);
    if (asked === undefined) known.set(key, (asked = { questions: new Set(), files: new Set() }));
    return asked;
  };
  const news = (): { questions: number[]; files: string[] } => {
    let added = keys.get(current);
    if (added === undefined) keys.set(current, (added = { questions: [], files: [] }));
    return added;
  };
  const ask = (question: number): void => {
    const { questions } = of(current);
    if (questions.has(question)) return;
    questions.add(question);
    news().questions.push(question);
  };
  const link = (from: string, key: string): void => {
    if (from === key) return;
    let own = linked.get(from);
    if (own === undefined) linked.set(from, (own = new Set()));
    if (own.has(key)) return;
    own.add(key);
    links.push([from, key]);
  };
  return {
    trail: {
      lookUp: (from, key, answer) => {
        const outer = current;
        current = key;
        link(from, key);
        try {
          return answer();
        } finally {
          current = outer;
        }
      },
      asked: (question, name) => ask(questionOf(question, name)),
      every: listed,
      manifest,
    },
    paths: heard(listed, ask),
    used: (path) => {
      // A file that is looked at for an answer of one's own is told with the result.
      if (!current.includes('\0')) return;
      const { files } = of(current);
      if (files.has(path)) return;
      files.add(path);
      news().files.push(path);
    },
    begin: (path) => {
      current = path;
    },
    take: () => {
      const part: TrailPart = { keys: [...keys].map(([key, { questions, files }]) => [key, questions, files]), links };
      keys = new Map();
      links = [];
      return part;
    },
  };
}

/** A set that tells what it is asked for. Who goes through all of it asks for everything. */
function heard(listed: readonly string[], ask: (question: number) => void): ReadonlySet<string> {
  const paths = new Set(listed);
  const has = paths.has.bind(paths);
  const all = paths.values.bind(paths);
  const everything = (): ReturnType<typeof all> => {
    ask(EVERYTHING);
    return all();
  };
  return Object.assign(paths, {
    has: (path: string) => {
      ask(pathQuestion(path));
      return has(path);
    },
    values: everything,
    keys: everything,
    [Symbol.iterator]: everything,
  });
}

/** Asked by whoever went through all paths. */
const EVERYTHING = textHash('everything');

/** Whether there is a path, under whatever ending: endings of one name are tried one after the other. */
function pathQuestion(path: string): number {
  const dot = path.lastIndexOf('.');
  return textHash(path, dot > path.lastIndexOf('/') ? dot : path.length);
}

/** The number of a question about all paths. */
export function questionOf(question: PathQuestion | 'infrastructure', name: string): number {
  return textHash(`${question}\0${name}`);
}

/** Every question that can be answered in another way when a path comes or goes. */
export function questionsAbout(path: string): number[] {
  const folder = folderOf(path);
  const name = path.slice(folder === '' ? 0 : folder.length + 1);
  return [
    EVERYTHING,
    pathQuestion(path),
    questionOf('folder', folder),
    questionOf('folders', folder.slice(folder.lastIndexOf('/') + 1)),
    questionOf('file', name),
    questionOf('stem', name.replace(/\.\w+$/, '')),
    ...(name.endsWith('.rs') ? foldersAround(folder).map((above) => questionOf('crate', above)) : []),
    ...(INFRASTRUCTURE.test(name) ? [questionOf('infrastructure', '')] : []),
  ];
}

/** A folder and all above it. */
function foldersAround(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; at !== ''; folders.push(at)) at = folderOf(at);
  return folders;
}

/** What the readers of infrastructure look for in the whole tree. */
const INFRASTRUCTURE = /\.(?:tf|tofu|tfvars|bicep|bicepparam|json)$/i;
