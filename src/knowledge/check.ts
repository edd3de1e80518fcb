import { type Problem, schemaProblems } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { KINDS } from './schema.ts';

/** Checks the shape of every entry. Returns all problems, in file order. */
export function checkShapes(entries: readonly RawEntry[]): Problem[] {
  return entries.flatMap((entry) => schemaProblems(entry, KINDS[entry.kind]));
}
