/** Why a usage is judged otherwise than before, as far as two reports can tell. */
import type { Cause, ComparedReport, ComparedUsage, Difference } from '../model/difference.ts';
import { LAYERS } from '../model/layer.ts';

/** What differs between the two audits themselves, in the order it is printed. */
export function conditionsOf(before: ComparedReport, after: ComparedReport): Difference['conditions'] {
  const pairs: readonly (readonly [Cause, string, string])[] = [
    ['code', before.audit.revision ?? 'unknown', after.audit.revision ?? 'unknown'],
    ['knowledge', knowledge(before), knowledge(after)],
    ['time', before.audit.asOf, after.audit.asOf],
    ['profile', profile(before), profile(after)],
    ['tool', before.tool.version, after.tool.version],
  ];
  return pairs.filter(([, old, now]) => old !== now).map(([cause, old, now]) => ({ cause, before: old, after: now }));
}

function knowledge({ knowledge: { version, customRules } }: ComparedReport): string {
  return [version, ...customRules.map(({ id }) => id)].join(' + ');
}

function profile({ audit: { profile: id, profileScope, scopes } }: ComparedReport): string {
  return `${id}${profileScope === null ? '' : `:${profileScope}`} over ${scopes.join(', ')}`;
}

/**
 * Causes of a change of one usage. What the code shows differs: the code, unless both audits read the same revision. Else what differs
 * between the audits; a dated restriction that came or went tells knowledge and time apart. Several are left where nothing tells.
 */
export function usageCauses(first: ComparedUsage | null, second: ComparedUsage | null, before: ComparedReport, after: ComparedReport): Cause[] {
  const conditions = conditionsOf(before, after).map(({ cause }) => cause);
  const sameRevision = before.audit.revision !== null && before.audit.revision === after.audit.revision;
  if (!first || !second || shown(first) !== shown(second)) {
    const others = conditions.filter((cause) => cause === 'knowledge' || cause === 'tool');
    return sameRevision && others.length > 0 ? others : ['code'];
  }
  if (declared(first) !== declared(second)) return ['declarations'];
  const outer = conditions.filter((cause) => cause !== 'code');
  const told = outer.includes('knowledge') && outer.includes('time') ? dated(first, second, before.audit.asOf, after.audit.asOf) : null;
  if (told !== null) return [told, ...outer.filter((cause) => cause !== 'knowledge' && cause !== 'time')].sort();
  return outer.length > 0 ? outer.sort() : ['code'];
}

/** What the code itself shows of a usage; lines may move. */
function shown(usage: ComparedUsage): string {
  const { purpose, scope, sdk, model, dynamicModel, configurable, fallbackGroup, evidence, weights } = usage;
  const seen = [...new Set(evidence.map(({ path, kind, value }) => `${path} ${kind} ${value}`))].sort();
  return JSON.stringify([purpose, scope, sdk?.purl ?? null, model?.requested ?? null, dynamicModel, configurable, fallbackGroup, weights, seen]);
}

/** What is declared behind the levels. */
function declared({ layers }: ComparedUsage): string {
  const claims = LAYERS.flatMap((layer) => layers[layer].facts.flatMap(({ basis, claim }) => (basis === 'declared' ? [`${layer} ${claim}`] : [])));
  return claims.join('\n');
}

/** A restriction that began or ended between the two dates is time; one dated before both and not known is knowledge. Null: nothing tells. */
function dated(first: ComparedUsage, second: ComparedUsage, from: string, to: string): Cause | null {
  const [old, now] = [statesOf(first), statesOf(second)];
  const [early, late] = from <= to ? [from, to] : [to, from];
  const different = [...[...now].filter(([state]) => !old.has(state)), ...[...old].filter(([state]) => !now.has(state))];
  const dates = different.flatMap(([, days]) => days);
  if (dates.length === 0) return null;
  return dates.some((date) => early < date && date <= late) ? 'time' : 'knowledge';
}

/** The states of events on record for a usage, each with the days it began and ends. */
function statesOf({ restrictions }: ComparedUsage): Map<string, readonly string[]> {
  return new Map(restrictions.map(({ by, level, from, to, status }) => [`${by} ${level} ${status} ${from} ${to}`, [from, to].filter((day) => day !== null)]));
}
