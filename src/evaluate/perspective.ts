import type { Policy, TransferBasis } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { type DeclaredView, NOTHING_DECLARED } from './declared.ts';
import type { Supposition } from './supposition.ts';

/** A policy with its country sets opened, at a date: what every table asks. */
export interface Perspective {
  readonly policy: Policy;
  readonly scope: string | null;
  /** ISO date; it means the end of that day, UTC. */
  readonly asOf: string;
  /** Whether a country or bloc lies wholly within the home set. Unknown, `global` and `premises` do not. */
  readonly isHome: (place: string | null) => boolean;
  readonly isDataHome: (place: string | null) => boolean;
  readonly isAdverse: (country: string | null) => boolean;
  /** Whether a country is one of these, or in one of these blocs. */
  readonly among: (names: readonly string[], country: string | null) => boolean;
  /** The transfer basis in force for a country at the date; null when none is recorded. */
  readonly transferBasis: (country: string) => TransferBasis | null;
  /** Short name of the home set for messages: "EU", "US", "the home set (none)". */
  readonly homeName: string;
  /** True when nobody is at home (profile `global`). */
  readonly homeless: boolean;
  /** What the user declares, as far as it holds at the date. */
  readonly declared: DeclaredView;
  /** What is supposed to have happened (`simulate`); empty in an audit. */
  readonly supposed: readonly Supposition[];
}

/** Opens a policy. `scope` picks one of its scopes (us-federal: civ, dod, ic). */
export function perspective(
  index: Index,
  policy: Policy,
  scope: string | null,
  asOf: string,
  declared: DeclaredView = NOTHING_DECLARED,
  supposed: readonly Supposition[] = [],
): Perspective {
  const home = expand(index, policy.home);
  const dataHome = expand(index, policy.dataHome);
  const adverse = expand(index, policy.adverse);
  const bases = policy.transfers === null ? [] : (index.transfers.get(policy.transfers) ?? []);
  const within = (set: ReadonlySet<string>, place: string | null): boolean => {
    if (place === null || place === 'global' || place === 'premises') return false;
    const members = index.blocs.get(place) ?? [place];
    return members.length > 0 && members.every((country) => set.has(country));
  };
  return {
    policy,
    scope: scope ?? policy.defaultScope,
    asOf,
    isHome: (place) => within(home, place),
    isDataHome: (place) => within(dataHome, place),
    isAdverse: (country) => country !== null && adverse.has(country),
    transferBasis: (country) => bases.find((basis) => basis.country === country && basis.from <= asOf && (basis.to === null || asOf < basis.to)) ?? null,
    homeName: policy.home.length > 0 ? policy.home.join(', ') : 'no home jurisdiction',
    among: (names, country) => country !== null && names.some((name) => name === country || (index.blocs.get(name) ?? []).includes(country)),
    homeless: home.size === 0,
    declared,
    supposed,
  };
}

function expand(index: Index, names: readonly string[]): Set<string> {
  return new Set(names.flatMap((name) => index.blocs.get(name) ?? [name]));
}

/** Milliseconds of the last instant of a day, UTC: an event dated that day counts. */
export function endOfDay(date: string): number {
  return Date.parse(`${date}T23:59:59.999Z`);
}

/** Whether the half-open interval `[from, to)` holds at the end of a day. A bare date means its first instant, UTC. */
export function holdsAt(from: string, to: string | null, asOf: string): boolean {
  const at = endOfDay(asOf);
  return instant(from) <= at && (to === null || at < instant(to));
}

function instant(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
}

/** Whole days between two ISO dates. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
