/** One scan judged at many days: which days anything changes, and by which event. Pure. */
import type { Declarations } from '../model/declaration.ts';
import type { History, HistoryCause, HistoryPoint } from '../model/history.ts';
import type { Index } from '../model/knowledge.ts';
import { LAYERS } from '../model/layer.ts';
import type { Usage } from '../model/usage.ts';
import { countryInText } from '../util/country-name.ts';
import { eventsFor } from './events.ts';
import { type EvaluationOptions, judge } from './index.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';
import { layerReports, scored, verdictOf } from './verdict.ts';

/** The points of a history: every day given, or with `changesOnly` the first, the last and those that differ from the one before. */
export function historyOf(
  usages: readonly Usage[],
  index: Index,
  days: readonly string[],
  options: EvaluationOptions,
  changesOnly: boolean,
): Pick<History, 'points' | 'notes'> {
  const points: HistoryPoint[] = [];
  let before: Day | null = null;
  for (const [at, asOf] of days.entries()) {
    const day = judgeDay(usages, index, { ...options, asOf });
    const point = pointOf(day, before);
    if (changesOnly && before !== null && at < days.length - 1 && point.causes.length === 0 && point.changed.length === 0) continue;
    points.push(point);
    before = day;
  }
  return { points, notes: notesOf(usages, index, days[0] ?? options.asOf, options.scopes) };
}

/** Days within `[from, to]` on which a dated fact of the knowledge base, or a declaration, begins or ends; with both ends, sorted. */
export function daysOfChange(index: Index, view: Perspective, declarations: Declarations | null, from: string, to: string): string[] {
  const instants = [...index.events.values()].flatMap(({ segments }) => segments.flatMap((segment) => [segment.from, segment.to]));
  const bases = (index.transfers.get(view.policy.transfers ?? '') ?? []).flatMap((basis) => [basis.from, basis.to]);
  const licenses = [...index.regimes.values()].flatMap(({ accelerators }) => accelerators.flatMap((rule) => [rule.from, rule.to]));
  const days = [...instants, ...bases, ...licenses].filter((text) => text !== null).map(dayOf);
  const within = [...days, ...expiries(declarations)].filter((day) => from < day && day < to);
  return [...new Set([from, ...within, to])].sort();
}

/** The day, UTC, at whose end an instant lies behind. */
function dayOf(text: string): string {
  return text.length === 10 ? text : new Date(text).toISOString().slice(0, 10);
}

/** The first day on which a declaration no longer holds. */
function expiries(declarations: Declarations | null): string[] {
  if (!declarations) return [];
  const { endpoints, transfers, qualified, hosting, exitTest } = declarations;
  const last = [...endpoints, ...transfers, ...qualified, ...hosting].flatMap(({ expires }) => expires ?? []);
  const tested = exitTest === null ? [] : [exitTest.date];
  const over = exitTest === null ? [] : [`${Number(exitTest.date.slice(0, 4)) + 1}${exitTest.date.slice(4)}`];
  return [...tested, ...[...last, ...over].map((day) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10))];
}

interface Day {
  readonly asOf: string;
  readonly deciding: readonly Judged[];
  readonly layers: ReturnType<typeof layerReports>;
  readonly verdict: ReturnType<typeof verdictOf>;
  /** Key of a state -> what it is and the usages it is about. */
  readonly states: ReadonlyMap<string, HistoryCause>;
}

function judgeDay(usages: readonly Usage[], index: Index, options: EvaluationOptions): Day {
  const { judged, view } = judge(usages, index, options);
  const deciding = scored(judged, options.scopes);
  const layers = layerReports(deciding, index, view);
  return { asOf: options.asOf, deciding, layers, verdict: verdictOf(deciding, layers, view), states: statesOf(deciding, index, view) };
}

/** States of the world and of the declarations that bear on these usages at one day. */
function statesOf(deciding: readonly Judged[], index: Index, view: Perspective): Map<string, HistoryCause> {
  const states = new Map<string, HistoryCause>();
  const add = (key: string, id: string | null, text: string, usage: Usage): void => {
    const known = states.get(key);
    const first = usage.evidence[0];
    states.set(key, {
      id,
      text,
      usages: [...(known?.usages ?? []), usage.id],
      place: known?.place ?? (first ? `${first.path}:${first.line}` : null),
    });
  };
  for (const { usage, assessment } of deciding) {
    for (const { event, segment } of eventsFor(usage, index, view).active)
      add(`${event.id} ${segment.from}`, event.id, `${event.name}: ${segment.status.replaceAll('_', ' ')} since ${segment.from.slice(0, 10)}`, usage);
    const operator = usage.service?.operator.controller ?? usage.service?.operator.country ?? null;
    const basis = operator === null || view.isHome(operator) ? null : view.transferBasis(operator);
    if (basis)
      add(`basis ${basis.country} ${basis.from}`, view.policy.transfers, `transfer basis for ${countryInText(basis.country)} since ${basis.from}`, usage);
    for (const { facts } of Object.values(assessment.layers))
      for (const { basis: how, claim } of facts) if (how === 'declared' && !states.get(claim)?.usages.includes(usage.id)) add(claim, null, claim, usage);
  }
  return states;
}

function pointOf(day: Day, before: Day | null): HistoryPoint {
  const { level, range, missingLayers, riskIndex, restriction, revocability } = day.verdict;
  return {
    asOf: day.asOf,
    verdict: { level, range, missingLayers, riskIndex, restriction, revocability },
    layers: day.layers.map(({ layer, level: levels, floor }) => ({ layer, level: levels, floor })),
    causes: before === null ? [] : causesOf(day, before),
    changed: LAYERS.flatMap((layer, at) => {
      const [old, now] = [before?.layers[at], day.layers[at]];
      if (!old || !now || (old.level.low === now.level.low && old.level.high === now.level.high)) return [];
      return [{ layer, before: old.level, after: now.level, reason: now.answer }];
    }),
  };
}

/** States that are new, and states that are gone without another of the same event in their place. */
function causesOf(day: Day, before: Day): HistoryCause[] {
  const begun = [...day.states].filter(([key]) => !before.states.has(key)).map(([, cause]) => cause);
  const replaced = new Set([...day.states.values()].map(({ id }) => id).filter((id) => id !== null));
  const gone = [...before.states].filter(([key, { id }]) => !day.states.has(key) && (id === null || !replaced.has(id)));
  return [...begun, ...gone.map(([, cause]) => ({ ...cause, text: `over: ${cause.text}` }))].sort((a, b) => (a.text < b.text ? -1 : 1));
}

/** Models that did not exist on the first day: the code of today cannot have called them then. */
function notesOf(usages: readonly Usage[], index: Index, first: string, scopes: readonly string[]): string[] {
  const later = new Map<string, string>();
  for (const { model, scope } of usages) {
    const released = index.models.get(model?.id ?? '')?.released.value ?? null;
    if (model && scopes.includes(scope) && released !== null && released > first) later.set(model.name, released);
  }
  if (later.size === 0) return [];
  const list = [...later].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, released]) => `${name} (${released})`);
  return [`The code as it is today is judged at every day. Not yet released on the first: ${list.join(', ')}.`];
}
