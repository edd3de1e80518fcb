/** What results hang on, put together from what the threads of a scan told and from what an earlier scan left. */
import { goModulesIn, isSignpost, workspacesIn } from '../extract/code/signposts.ts';
import { textHash } from '../util/text-hash.ts';
import type { Facts, PathTrail } from './cache.ts';
import { questionOf, questionsAbout, type TrailPart } from './trail.ts';

/** The trail of one scan. */
export interface ScanTrail {
  /** A thread tells what it learned. */
  readonly add: (part: TrailPart) => void;
  /** All files a result hangs on that looked at some: those, and the ones that look-ups for any of them looked at. */
  readonly closed: (path: string, seen: readonly string[]) => string[];
  /** What was asked for these files in this scan and, for `before`, in the earlier one. */
  readonly written: (listing: readonly string[], files: Iterable<string>, before: ReadonlySet<string>, earlier: PathTrail | null) => PathTrail;
}

/** A trail nobody told of anything yet. */
export function createScanTrail(): ScanTrail {
  const keys = new Map<string, { readonly questions: Set<number>; readonly files: Set<string> }>();
  const links = new Map<string, Set<string>>();
  const keysOf = (path: string): string[] => [path, ...(links.get(path) ?? [])];
  return {
    add: (part) => {
      for (const [key, questions, files] of part.keys) {
        let known = keys.get(key);
        if (known === undefined) keys.set(key, (known = { questions: new Set(), files: new Set() }));
        for (const question of questions) known.questions.add(question);
        for (const file of files) known.files.add(file);
      }
      for (const [path, key] of part.links) {
        const known = links.get(path);
        if (known) known.add(key);
        else links.set(path, new Set([key]));
      }
    },
    closed: (path, seen) => {
      const all = new Set([path, ...seen]);
      for (const at of all) for (const key of keysOf(at)) for (const file of keys.get(key)?.files ?? []) all.add(file);
      all.delete(path);
      return [...all];
    },
    written: (listing, files, before, earlier) => {
      const sets: Int32Array[] = [];
      const positions = new Map<string, number>();
      const positionOf = (questions: Int32Array): number => {
        const name = textHash(questions.join()).toString(36) + questions.length;
        const known = positions.get(name);
        if (known !== undefined && sameNumbers(sets[known], questions)) return known;
        const position = sets.push(questions) - 1;
        if (known === undefined) positions.set(name, position);
        return position;
      };
      const asked = new Map<string, readonly number[]>();
      for (const path of files) {
        const now = keysOf(path).map((key) => Int32Array.from(keys.get(key)?.questions ?? []).sort());
        const then = before.has(path) ? (earlier?.asked.get(path) ?? []).map((position) => earlier?.sets[position] ?? new Int32Array()) : [];
        const own = [...now, ...then].filter(({ length }) => length > 0).map(positionOf);
        if (own.length > 0) asked.set(path, [...new Set(own)]);
      }
      return { listing, sets, asked };
    },
  };
}

function sameNumbers(a: Int32Array | undefined, b: Int32Array): boolean {
  return a !== undefined && a.length === b.length && a.every((number, at) => number === b[at]);
}

/** Questions whose answer may be another one, because paths came or went. */
export function questionsBetween(before: readonly string[], now: readonly string[]): Set<number> {
  const then = new Set(before);
  const today = new Set(now);
  const changed = new Set<number>();
  for (const path of before) if (!today.has(path)) for (const question of questionsAbout(path)) changed.add(question);
  for (const path of now) if (!then.has(path)) for (const question of questionsAbout(path)) changed.add(question);
  return changed;
}

/** Which files asked one of some questions. */
export function createAskedOne({ sets, asked }: PathTrail, changed: ReadonlySet<number>): (path: string) => boolean {
  const hit = sets.map((questions) => questions.some((question) => changed.has(question)));
  return (path) => (asked.get(path) ?? []).some((position) => hit[position] === true);
}

/** The manifests among paths that say where names lead. */
export function signpostsAmong(paths: readonly string[]): string[] {
  return paths.filter(isSignpost);
}

/** What manifests say of names. */
export function factsFrom(signposts: readonly string[], read: (path: string) => string | null): Facts {
  const packages = [...workspacesIn(signposts, read)].map(([name, folder]) => [questionOf('package', name), folder] as const);
  const modules = goModulesIn(signposts, read);
  return { from: signposts, answers: modules.length > 0 ? [...packages, [questionOf('modules', ''), JSON.stringify(modules)]] : packages };
}

/** Questions that manifests answer in another way than before. */
export function questionsOfFacts(before: Facts, now: Facts): number[] {
  const then = new Map(before.answers);
  const today = new Map(now.answers);
  return [...new Set([...then.keys(), ...today.keys()])].filter((question) => then.get(question) !== today.get(question));
}
