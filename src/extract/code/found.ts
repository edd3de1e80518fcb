import { bound } from '../../model/bounds.ts';
import type { Unit } from './program.ts';
import type { Call, Expression } from './tree.ts';

/** What a name stands for: an expression of some file, and the names below it that could not be followed. */
export interface Found {
  readonly unit: Unit;
  readonly expression: Expression;
  readonly rest: readonly string[];
  /** Choices made on the way: `path:chain=index`. Two things found by different choices of one chain never hold together. */
  readonly tags?: readonly string[];
  /** The name that led to an import. */
  readonly via?: { readonly unit: Unit; readonly expression: Expression };
}

/** The same, found by one more choice. */
export function tagged(found: Found[], tag: string | null): Found[] {
  return tag === null ? found : found.map((item) => ({ ...item, tags: item.tags ? [...item.tags, tag] : [tag] }));
}

/** The state of one search: it ends after so many steps, and looks at nothing twice. Most searches take a few steps: plain lists, made when needed. */
export interface Walk {
  readonly shared: {
    budget: number;
    /** Calls whose callee is being looked for: a name bound to a call on itself must not go round in a circle. */
    pending: Call[] | null;
    stars: Set<string> | null;
    /** What was found for the callees of calls by searches before. */
    readonly memo: Memo | null;
    /** Something was not looked at, because of what this search has seen or spent. */
    cut: boolean;
    /** The deepest that was looked. */
    deepest: number;
    /** Something was left out because of a bound: whatever was found, there can be more. */
    lost: boolean;
  };
  /** What was looked at, and with which names below. */
  seen: Expression[] | null;
  below: (readonly string[])[] | null;
  depth: number;
}

const MAX_DEPTH = 40;

/** What a search found that was cut nowhere, with the steps it took and how deep it went. */
export interface Recorded {
  readonly found: readonly Found[];
  readonly steps: number;
  readonly depth: number;
  readonly lost: boolean;
}

/** What is remembered while the values of one file are read: the callees of calls, and names by what decides alone what they stand for. */
export interface Memo {
  readonly calls: Map<Call, Recorded>;
  /** `name`: the one that was followed. */
  readonly names: Map<object, Map<string, Recorded & { readonly name: Expression }>>;
}

/** Nothing remembered yet. */
export function newMemo(): Memo {
  return { calls: new Map(), names: new Map() };
}

/** A fresh search. `memo`: what searches before it found. */
export function newWalk(memo: Memo | null = null): Walk {
  return {
    shared: { budget: Math.ceil(bound('steps') / 800), pending: null, stars: null, memo, cut: false, deepest: 0, lost: false },
    seen: null,
    below: null,
    depth: 0,
  };
}

/** Charges a search for what was recorded; false when it could not have found all of it by itself. */
export function recall({ shared, depth }: Walk, { steps, depth: deep, lost }: Recorded): boolean {
  if (shared.budget < steps || depth + deep >= MAX_DEPTH) return false;
  shared.budget -= steps;
  shared.deepest = Math.max(shared.deepest, depth + deep);
  shared.lost ||= lost;
  return true;
}

/** The state of a search before a part of it that is to be recorded. */
export interface Begun {
  readonly budget: number;
  readonly cut: boolean;
  readonly deepest: number;
  readonly lost: boolean;
}

/** Begins to record a part of a search. */
export function beginRecord({ shared, depth }: Walk): Begun {
  const { budget, cut, deepest, lost } = shared;
  shared.cut = false;
  shared.lost = false;
  shared.deepest = depth;
  return { budget, cut, deepest, lost };
}

/** Ends a part of a search. Null when it was cut somewhere: another search may find more. */
export function endRecord({ shared, depth }: Walk, { budget, cut, deepest, lost }: Begun, found: readonly Found[]): Recorded | null {
  const record = shared.cut ? null : { found, steps: budget - shared.budget, depth: shared.deepest - depth, lost: shared.lost };
  shared.cut ||= cut;
  shared.lost ||= lost;
  shared.deepest = Math.max(shared.deepest, deepest);
  return record;
}

/** The first of a list a search may look at; that there are more is remembered. */
export function fewOf<T>(shared: Walk['shared'], list: readonly T[], most: number = bound('alternatives')): readonly T[] {
  if (list.length <= most) return list;
  shared.lost = true;
  return list.slice(0, most);
}

/** A search within a search: it may see again what the outer one saw, but not spend more. */
export function innerWalk({ shared, depth }: Walk): Walk {
  return { shared, seen: null, below: null, depth };
}

/** Begins an expression; false when this search has looked at it, or enough was looked at. */
export function enter(walk: Walk, expression: Expression, rest: readonly string[]): boolean {
  const { shared, depth } = walk;
  if (shared.budget <= 0 || depth >= MAX_DEPTH) {
    shared.cut = true;
    shared.lost = true;
    return false;
  }
  if (depth > shared.deepest) shared.deepest = depth;
  const { seen, below } = walk;
  if (seen === null || below === null) {
    walk.seen = [expression];
    walk.below = [rest];
  } else {
    for (let at = 0; at < seen.length; at++) if (seen[at] === expression && sameNames(below[at] as readonly string[], rest)) return false;
    seen.push(expression);
    below.push(rest);
  }
  shared.budget--;
  return true;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
