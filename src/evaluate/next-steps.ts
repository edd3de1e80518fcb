/** Concrete next steps from the knowledge base, each judged: the levels the call path and the whole repository would then have. */
import type { Index } from '../model/knowledge.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { LevelChange, NextStep, Outlook } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { assess } from './assess.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';
import { type Option, optionsFor } from './replace/options.ts';
import { unitsOf } from './units.ts';
import { layerReports, verdictOf } from './verdict.ts';

/** Steps told, options per cause, and causes looked at: a repository of hundreds of calls still answers at once. */
const MOST = 12;
const PER_CAUSE = 4;
const MOST_CAUSES = 40;
/** Lines of code changes told of one step. */
const MOST_LINES = 6;

/** Usages that are judged alike: what helps one helps all. */
interface Cause {
  readonly first: Judged;
  readonly members: readonly Judged[];
}

/** An option that helps, for the members of one cause or, joined, of several. */
interface Draft extends Pick<NextStep, 'levels' | 'code' | 'leaves'> {
  readonly option: Option;
  /** Names of what it changes. */
  readonly what: readonly string[];
  readonly members: readonly Judged[];
  readonly after: readonly Judged[];
  readonly urgent: boolean;
}

/** Next steps for the audited usages, those that lift most first, and the repository after the best of each cause together. */
export function nextSteps(usages: readonly Judged[], index: Index, view: Perspective): { steps: NextStep[]; after: Outlook | null } {
  const causes = causesOf(usages, index, view).slice(0, MOST_CAUSES);
  const drafts = causes.map((cause) => draftsFor(cause, index, view));
  const told = joined(drafts.flat()).map((draft) => ({ draft, step: stepOf(draft, usages, index, view) }));
  const best = drafts.flatMap((options) => [...options].sort(liftsMore).slice(0, 1));
  const shown = causes.flatMap(({ first: { usage } }) => showStep(usage));
  const ordered = told.sort((a, b) => mostFirst(a.draft, b.draft)).map(({ step }) => step);
  const after = best.length === 0 ? null : outlook(replaced(usages, best), index, view);
  const same = after !== null && JSON.stringify(after) === JSON.stringify(outlook(usages, index, view));
  return { steps: [...ordered, ...merged(shown)].slice(0, MOST), after: same ? null : after };
}

function lifted({ levels }: Pick<NextStep, 'levels'>): Layer[] {
  return levels.filter(({ before, after }) => after.low > before.low).map(({ layer }) => layer);
}

function liftsMore(a: Draft, b: Draft): number {
  return lifted(b).length - lifted(a).length;
}

function mostFirst(a: Draft, b: Draft): number {
  const [left, right] = [a.option.text, b.option.text];
  return Number(b.urgent) - Number(a.urgent) || liftsMore(a, b) || b.members.length - a.members.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** The same change for several causes is one step: the levels from the worst before to the worst after. */
function joined(drafts: readonly Draft[]): Draft[] {
  const groups = new Map<string, Draft>();
  for (const draft of drafts) {
    const known = groups.get(draft.option.key);
    groups.set(draft.option.key, known ? union(known, draft) : draft);
  }
  return [...groups.values()];
}

function union(a: Draft, b: Draft): Draft {
  const levels = LAYERS.flatMap((layer): LevelChange[] => {
    const both = [a, b].flatMap((draft) => draft.levels.find((change) => change.layer === layer) ?? []);
    const [first] = both;
    if (!first) return [];
    const span = (end: 'before' | 'after'): LevelChange['before'] => ({
      low: Math.min(...both.map((change) => change[end].low)),
      high: Math.max(...both.map((change) => change[end].high)),
    });
    return [{ layer, before: span('before'), after: span('after') }];
  });
  return {
    ...a,
    what: [...new Set([...a.what, ...b.what])],
    levels,
    members: [...a.members, ...b.members],
    after: [...a.after, ...b.after],
    leaves: [...new Set([...a.leaves, ...b.leaves])],
    code: [...new Set([...a.code, ...b.code])],
    urgent: a.urgent || b.urgent,
  };
}

function stepOf(draft: Draft, usages: readonly Judged[], index: Index, view: Perspective): NextStep {
  const { option, what, members, levels, leaves } = draft;
  const more = draft.code.length - MOST_LINES;
  const code = more > 0 ? [...draft.code.slice(0, MOST_LINES), `and ${more} more like these`] : draft.code;
  return {
    text: option.text.replace('{what}', () => listWords(what)).replace('{where}', () => where(members)),
    layers: lifted(draft),
    usages: members.map(({ usage }) => usage.id),
    levels,
    stack: outlook(replaced(usages, [draft]), index, view),
    code,
    leaves,
  };
}

/** Usages below a floor that no stand-in holds, by what makes them so; most usages first. */
function causesOf(usages: readonly Judged[], index: Index, view: Perspective): Cause[] {
  const held = new Set(
    LAYERS.flatMap((layer) =>
      unitsOf(usages, layer, index, view).flatMap(({ members, level }) =>
        members.length > 1 && level.low >= view.policy.floors[layer] ? members.map(({ usage }) => `${layer} ${usage.id}`) : [],
      ),
    ),
  );
  const groups = new Map<string, Judged[]>();
  for (const judged of usages) {
    const { usage, assessment } = judged;
    const missing = LAYERS.some((layer) => assessment.layers[layer].low < view.policy.floors[layer] && !held.has(`${layer} ${usage.id}`));
    if (!missing && usage.weights !== 'pulled') continue;
    const { model, service, endpoint, weights, route, endpointBasis, fallbackGroup } = usage;
    const key = [model?.id ?? model?.requested, service?.id ?? endpoint?.host, endpoint?.place, weights, route, endpointBasis, fallbackGroup].join('\u0000');
    addTo(groups, key, judged);
  }
  return [...groups.values()].map((members) => ({ first: members[0] as Judged, members })).sort((a, b) => b.members.length - a.members.length);
}

function draftsFor(cause: Cause, index: Index, view: Perspective): Draft[] {
  const drafts: Draft[] = [];
  const kinds = new Set<string>();
  for (const option of optionsFor(cause.first.usage, index, view)) {
    // Of candidates for one change the likest that helps is enough.
    const kind = `${option.beside !== null} ${option.instead?.model?.id === cause.first.usage.model?.id} ${option.instead?.route}`;
    if (kinds.has(kind)) continue;
    const draft = judge(option, cause, index, view);
    if (!draft) continue;
    kinds.add(kind);
    drafts.push(draft);
    if (drafts.length === PER_CAUSE) break;
  }
  return drafts;
}

/** An option judged like any usage; null when it lifts nothing, lowers something to below its floor, or is barred itself. */
function judge(option: Option, { first, members }: Cause, index: Index, view: Perspective): Draft | null {
  const after = members.flatMap(({ usage }) => applied(option, usage, index, view));
  const barred = ({ usage, assessment }: Judged): boolean =>
    usage.id.includes('+') && assessment.restrictions.some(({ level }) => level === 'prohibited' || level === 'conditional');
  if (after.some(barred)) return null;
  const mine = after.filter(({ usage }) => usage.id === first.usage.id || usage.id.startsWith(`${first.usage.id}+`));
  const levels = changes(first, mine, index, view);
  const { floors } = view.policy;
  if (lifted({ levels }).length === 0 || levels.some(({ layer, before, after: now }) => now.low < before.low && now.low < floors[layer])) return null;
  const leaves = [...stillMissing(mine, index, view), ...option.leaves];
  return { option, what: [option.what], members, after, levels, code: option.code, leaves, urgent: first.assessment.revocability === 'R4' };
}

/** What is declared of a usage is not declared of what would replace it: it gets an id of its own. */
function applied({ instead, beside }: Option, usage: Usage, index: Index, view: Perspective): Judged[] {
  const group = beside === null ? usage.fallbackGroup : (usage.fallbackGroup ?? `step ${usage.id}`);
  const asIs =
    instead?.model?.id === usage.model?.id && instead?.service === usage.service && instead?.endpoint === usage.endpoint && instead?.weights === usage.weights;
  const own: Usage = {
    ...(instead ?? usage),
    id: asIs ? usage.id : `${usage.id}+`,
    scope: usage.scope,
    evidence: usage.evidence,
    purpose: usage.purpose,
    fallbackGroup: group,
  };
  const both = beside === null ? [own] : [own, { ...beside, id: `${usage.id}+fallback`, scope: usage.scope, fallbackGroup: group }];
  return both.map((one) => ({ usage: one, assessment: assess(one, index, view) }));
}

/** Levels of one member before and after; a fallback list counts as one where it stands in. */
function changes({ assessment }: Judged, mine: readonly Judged[], index: Index, view: Perspective): LevelChange[] {
  return LAYERS.flatMap((layer): LevelChange[] => {
    const before = assessment.layers[layer];
    const units = unitsOf(mine, layer, index, view).map(({ level }) => level);
    const now = { low: Math.min(...units.map(({ low }) => low)), high: Math.min(...units.map(({ high }) => high)) };
    if (now.low === before.low && now.high === before.high) return [];
    return [{ layer, before: { low: before.low, high: before.high }, after: now }];
  });
}

function stillMissing(mine: readonly Judged[], index: Index, view: Perspective): string[] {
  const below = LAYERS.flatMap((layer): string[] => {
    const low = Math.min(...unitsOf(mine, layer, index, view).map(({ level }) => level.low));
    return low < view.policy.floors[layer] ? [`${layer} ${low}`] : [];
  });
  return below.length === 0 ? [] : [`Still below the floor: ${below.join(', ')}.`];
}

function replaced(usages: readonly Judged[], drafts: readonly Draft[]): Judged[] {
  const gone = new Set(drafts.flatMap(({ members }) => members));
  return [...usages.filter((judged) => !gone.has(judged)), ...drafts.flatMap(({ after }) => after)];
}

function outlook(usages: readonly Judged[], index: Index, view: Perspective): Outlook {
  const layers = layerReports(usages, index, view);
  const { level, missingLayers } = verdictOf(usages, layers, view);
  return { verdict: level, missingLayers, levels: layers.map(({ layer, level: range }) => ({ layer, level: range })) };
}

/** `A, B and 3 more`. */
function listWords(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}

/** ` (app/a.py:3 and 8 more places)`. */
function where(members: readonly Judged[]): string {
  const first = members[0]?.usage.evidence[0];
  if (!first) return '';
  const more = members.length - 1;
  return ` (${first.path}:${first.line}${more === 0 ? '' : ` and ${more} more ${more === 1 ? 'call path' : 'call paths'}`})`;
}

/** What is not shown here leaves ranges: saying it closes them. */
function showStep(usage: Usage): NextStep[] {
  if (usage.confidence === 'low') return [];
  const step = (text: string, layers: readonly Layer[]): NextStep => ({ text, layers, usages: [usage.id], levels: [], stack: null, code: [], leaves: [] });
  const first = usage.evidence[0];
  const place = first ? ` (${first.path}:${first.line})` : '';
  const what = usage.sdk?.name ?? usage.service?.name ?? 'this client';
  if (usage.endpointBasis === 'unknown')
    return [step(`Show where ${what} sends its requests${place}: the endpoint is set outside this repository, so its levels are ranges.`, ['data', 'cloud'])];
  if (usage.model === null && usage.dynamicModel !== null && usage.purpose !== 'vector-store')
    return [
      step(`Name the model ${what} is asked for, in a file of settings${place}: it is chosen at run time, so its levels are ranges.`, ['model', 'license']),
    ];
  return [];
}

/** One step for all of one kind: the first place and how many more. */
function merged(steps: readonly NextStep[]): NextStep[] {
  const kinds = new Map<string, NextStep[]>();
  for (const step of steps) kinds.set(step.layers.join(), [...(kinds.get(step.layers.join()) ?? []), step]);
  return [...kinds.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const more = group.length - 1;
    const text = more === 0 ? first.text : first.text.replace(/\(([^)]*)\): /, (_, place: string) => `(${place} and ${more} more): `);
    return [{ ...first, text, usages: group.flatMap(({ usages }) => usages) }];
  });
}
