/** What a scan adds up to, collected in whatever order threads answer and given in the order of the files. */
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileMatch } from '../model/evidence.ts';
import type { Report } from '../model/report.ts';
import type { Suppression } from '../model/suppression.ts';
import type { Listing } from '../sources/list.ts';
import type { FileResult } from './cache.ts';
import type { Look, Task, Todo } from './look.ts';
import type { ScanMemory } from './memory.ts';
import type { Plan } from './plan.ts';

/** What reading every file gave. */
export interface Scan {
  readonly matches: readonly FileMatch[];
  /** Suppressions in comments, in the order of the files. */
  readonly suppressions: readonly Suppression[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Report['coverage'];
}

/** The sum of one scan. */
export interface Tally {
  /** A job gave this. */
  readonly take: (todo: Todo, task: Task, look: Look) => void;
  /** A result that no job gave. */
  readonly put: (number: number, result: FileResult | undefined) => void;
  /** Of these files, and of those that were only looked at and have something in them, the ones whose earlier result does not hold. */
  readonly withoutResult: (known: readonly Todo[]) => Todo[];
  readonly scan: () => Scan;
}

/** Jobs between two reports of progress. */
const STRIDE = 200;

/** Nothing yet but what the plan says. */
export function createTally(listing: Listing, plan: Plan, memory: ScanMemory | null, progress: (done: number, total: number) => void): Tally {
  const total = listing.files.length;
  const results: (FileResult | undefined)[] = [];
  const suppressions = new Map<number, readonly Suppression[]>();
  const diagnostics: Diagnostic[] = [];
  const skipped = new Map(listing.skipped.map(({ reason, count }) => [reason, count]));
  const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const looked: Todo[] = [];
  let { read } = plan;
  let done = total - plan.unknown.length;
  for (const reason of plan.skipped) skip(reason);
  return {
    take: (todo, task, look) => {
      const { number, path, kind } = todo;
      diagnostics.push(...(look.diagnostics ?? []));
      if (look.skipped !== undefined) skip(look.skipped);
      if (look.verdict !== undefined) read++;
      if (look.suppressions) suppressions.set(number, look.suppressions);
      if (look.record) memory?.note(path, look.record);
      if (look.examined) {
        results[number] = look.examined.result;
        memory?.keep(path, kind, look.examined);
      } else if (task === 'look' && (look.verdict === 'hit' || look.verdict === 'always')) looked.push(todo);
      if (task !== 'examine' && ++done % STRIDE === 0) progress(done, total);
    },
    put: (number, result) => {
      results[number] = result;
    },
    withoutResult: (known) =>
      [...known, ...looked]
        .sort((a, b) => a.number - b.number)
        .filter(({ number, path }) => {
          const known = memory?.resultOf(path);
          if (known) results[number] = known;
          return known === undefined;
        }),
    scan: () => {
      const found = results.filter((result) => result !== undefined);
      const matches = found.map(({ match }) => match).filter(({ evidence, sites }) => evidence.length > 0 || sites.length > 0);
      const counts = [...skipped].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
      progress(total, total);
      return {
        matches,
        suppressions: [...suppressions].sort(([a], [b]) => a - b).flatMap(([, own]) => own),
        diagnostics: [...diagnostics, ...found.flatMap((result) => result.diagnostics)],
        coverage: { files: total, read, matched: matches.length, skipped: counts },
      };
    },
  };
}
