import type { Index } from '../model/knowledge.ts';
import type { Problem } from '../util/yaml-problems.ts';
import { checkShapes } from './check.ts';
import { collect } from './collect.ts';
import { compile, joinProblems } from './compile.ts';
import type { RawEntry } from './entry.ts';
import { applyExtends } from './extend.ts';
import { parseRuleFiles, type RuleFile } from './parse.ts';
import type { PatternEngine } from './patterns.ts';
import { checkSense } from './sense.ts';

/** What the checks of a complete rules folder leave: its entries, the index when it compiles, and everything that is wrong. */
export interface RulesCheck {
  readonly entries: readonly RawEntry[];
  /** Null when shape, references or claims are wrong: then no signature can be tried. */
  readonly index: Index | null;
  readonly problems: Problem[];
}

/** Shape, graph and sense of rule files that stand by themselves. Pure; `today` is the day nothing can have been read after. */
export function checkRules(files: readonly RuleFile[], today: string, patterns: PatternEngine | null = null): RulesCheck {
  const parsed = parseRuleFiles(files);
  const { index, problems } = compile(parsed.entries, { patterns, partial: parsed.partial });
  const { entries } = applyExtends(parsed.entries);
  const { sound } = checkShapes(entries);
  return {
    entries,
    index: parsed.problems.length > 0 ? null : index,
    problems: joinProblems(parsed.problems, [...problems, ...checkSense(sound, collect(sound), today)]),
  };
}
