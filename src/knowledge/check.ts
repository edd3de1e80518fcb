import { isWritten, type Problem, schemaProblems } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { KINDS } from './schema.ts';

/** What the shape check leaves: entries that later checks can rely on, and the problems of the others. */
export interface ShapeResult {
  readonly sound: RawEntry[];
  readonly problems: Problem[];
}

/** Checks the shape of every entry against its schema. Precompiled entries (no document) were checked at build and pass as they are. */
export function checkShapes(entries: readonly RawEntry[]): ShapeResult {
  const sound: RawEntry[] = [];
  const problems: Problem[] = [];
  for (const entry of entries) {
    const found = !isWritten(entry) ? [] : schemaProblems(entry, KINDS[entry.kind]);
    if (found.length === 0) sound.push(entry);
    else problems.push(...found);
  }
  return { sound, problems };
}
