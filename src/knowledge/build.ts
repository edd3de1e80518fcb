/** Compiles a rules folder for the build, and checks it. Used by the build script and by `rules validate`. */
import type { Index } from '../model/knowledge.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { compile } from './compile.ts';
import { writeEntries } from './entry-store.ts';
import { loadRuleFiles } from './load.ts';
import { parseRuleFiles } from './parse.ts';
import { writeIndex } from './serialize.ts';

/** A complete rules folder, by itself. */
export function buildKnowledge(folder: string): {
  index: Index | null;
  problems: Problem[];
  entries: number;
  files: { name: string; text: string | Uint8Array }[];
  literals: readonly string[];
} {
  const { entries, problems } = parseRuleFiles(loadRuleFiles(folder, false));
  const result = compile(entries);
  const all = [...problems, ...result.problems];
  if (result.index === null || all.length > 0) return { index: null, problems: all, entries: entries.length, files: [], literals: [] };
  return {
    index: result.index,
    problems: [],
    entries: entries.length,
    files: [
      { name: 'knowledge.bin', text: writeIndex(result.index) },
      { name: 'entries.bin', text: writeEntries(entries) },
    ],
    literals: result.index.literals,
  };
}
