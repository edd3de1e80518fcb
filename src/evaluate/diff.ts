/** Two reports of one repository: what is new, gone, better or worse, and whether code, knowledge or time made it so. Pure. */
import type { Cause, Change, ComparedFinding, ComparedReport, ComparedUsage, Difference, Direction } from '../model/difference.ts';
import { SEVERITIES } from '../model/entity.ts';
import { LAYERS, type LevelRange } from '../model/layer.ts';
import { conditionsOf, usageCauses } from './diff-causes.ts';

const VERDICTS = ['none', 'sovereign', 'dependency', 'access'] as const;
const RESTRICTIONS = ['none', 'watch', 'conditional', 'prohibited'] as const;

/** Compares what two audits of one repository found. */
export function compareReports(before: ComparedReport, after: ComparedReport): Difference {
  const conditions = conditionsOf(before, after);
  const usages = usageChanges(before, after);
  const causes = new Map(usages.map(({ usage, causes: why }) => [usage, why]));
  const below = unite([...causes.values()]);
  // A sum changes by what changed below it; when nothing did, by what differs between the audits.
  const whole = below.length > 0 ? below : outer(conditions.map(({ cause }) => cause));
  const layers = layerChanges(before, after, usages, whole);
  const findings = findingChanges(before, after, causes, whole);
  const verdict = ordered(VERDICTS, before.verdict.level, after.verdict.level, whole);
  const restriction = ordered(RESTRICTIONS, before.verdict.restriction, after.verdict.restriction, whole);
  const worse = [verdict, restriction, ...layers].some((change) => change?.direction === 'worse') || findings.some(isWorse);
  const riskIndex = { before: before.verdict.riskIndex, after: after.verdict.riskIndex };
  return { schemaVersion: '1.0', conditions, verdict, riskIndex, restriction, layers, usages, findings, worse };
}

function isWorse({ direction, severity }: Difference['findings'][number]): boolean {
  return (direction === 'new' || direction === 'worse') && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf('medium');
}

/** Another revision alone explains nothing about a call path that reads the same. */
function outer(causes: readonly Cause[]): Cause[] {
  return causes.length > 1 ? causes.filter((cause) => cause !== 'code') : [...causes];
}

function unite(lists: readonly (readonly Cause[])[]): Cause[] {
  return [...new Set(lists.flat())].sort();
}

function ordered<T extends string>(order: readonly T[], before: T, after: T, causes: readonly Cause[]): (Change & { before: T; after: T }) | null {
  if (before === after) return null;
  return { direction: order.indexOf(after) > order.indexOf(before) ? 'worse' : 'better', causes, before, after };
}

/** The pessimistic end decides; where it is the same, the other. Null: the same. */
function directionOf(before: LevelRange, after: LevelRange): Direction | null {
  if (before.low === after.low && before.high === after.high) return null;
  const low = after.low - before.low;
  return (low === 0 ? after.high - before.high : low) > 0 ? 'better' : 'worse';
}

function usageChanges(before: ComparedReport, after: ComparedReport): Difference['usages'] {
  const old = new Map(before.usages.map((usage) => [usage.id, usage]));
  const now = new Map(after.usages.map((usage) => [usage.id, usage]));
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  return ids.flatMap((id): Difference['usages'] => {
    const [first, second] = [old.get(id), now.get(id)];
    const one = second ?? first;
    if (!one) return [];
    const causes = usageCauses(first ?? null, second ?? null, before, after);
    const base = { usage: id, name: one.model?.name ?? one.service?.name ?? one.id, place: placeOf(one), causes };
    if (!first || !second) return [{ ...base, direction: first ? 'gone' : 'new', layers: [] }];
    return changed(first, second, base);
  });
}

function changed(first: ComparedUsage, second: ComparedUsage, base: Omit<Difference['usages'][number], 'direction' | 'layers'>): Difference['usages'] {
  const layers = LAYERS.flatMap((layer) => {
    const [before, after] = [range(first.layers[layer]), range(second.layers[layer])];
    return directionOf(before, after) === null ? [] : [{ layer, before, after }];
  });
  const ways = new Set(layers.map((change) => directionOf(change.before, change.after)));
  const restricted = ordered(RESTRICTIONS, worst(first), worst(second), []);
  if (restricted) ways.add(restricted.direction);
  if (ways.size === 0) return [];
  return [{ ...base, direction: ways.size > 1 ? 'changed' : ways.has('worse') ? 'worse' : 'better', layers }];
}

function range({ low, high }: LevelRange): LevelRange {
  return { low, high };
}

function worst({ restrictions }: ComparedUsage): (typeof RESTRICTIONS)[number] {
  return RESTRICTIONS.findLast((known) => restrictions.some(({ level }) => level === known)) ?? 'none';
}

function placeOf({ evidence }: Pick<ComparedFinding, 'evidence'>): string | null {
  const first = evidence[0];
  return first ? `${first.path}:${first.line}` : null;
}

function layerChanges(before: ComparedReport, after: ComparedReport, usages: Difference['usages'], whole: readonly Cause[]): Difference['layers'] {
  return LAYERS.flatMap((layer) => {
    const was = before.layers.find((entry) => entry.layer === layer)?.level;
    const is = after.layers.find((entry) => entry.layer === layer)?.level;
    const direction = was && is ? directionOf(was, is) : null;
    if (!was || !is || direction === null) return [];
    const behind = usages.filter((change) => change.direction === 'new' || change.direction === 'gone' || change.layers.some((entry) => entry.layer === layer));
    const causes = unite(behind.map((change) => change.causes));
    return [{ layer, direction, causes: causes.length > 0 ? causes : whole, before: range(was), after: range(is) }];
  });
}

function findingChanges(
  before: ComparedReport,
  after: ComparedReport,
  causes: ReadonlyMap<string, readonly Cause[]>,
  whole: readonly Cause[],
): Difference['findings'] {
  const old = byFingerprint(before.findings);
  const now = byFingerprint(after.findings);
  const ids = [...new Set([...old.keys(), ...now.keys()])].sort();
  const changes = ids.flatMap((id): Difference['findings'] => {
    const [first, second] = [old.get(id), now.get(id)];
    const one = second ?? first;
    if (!one || (first && second && first.severity === second.severity)) return [];
    const own = unite(one.usages.map((usage) => causes.get(usage) ?? []));
    return [
      {
        direction: findingDirection(first, second),
        causes: own.length > 0 ? own : whole,
        fingerprint: id,
        rule: one.rule,
        layer: one.layer,
        severity: one.severity,
        was: first?.severity ?? null,
        message: one.message,
        place: placeOf(one),
      },
    ];
  });
  return changes.sort(worstFirst);
}

const DIRECTIONS: readonly Direction[] = ['new', 'worse', 'changed', 'better', 'gone'];

/** What came before what went, the worst of each first. */
function worstFirst(a: Difference['findings'][number], b: Difference['findings'][number]): number {
  const direction = DIRECTIONS.indexOf(a.direction) - DIRECTIONS.indexOf(b.direction);
  if (direction !== 0) return direction;
  const severity = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
  if (severity !== 0) return severity;
  const key = ({ place, rule, fingerprint }: Difference['findings'][number]): string => [place ?? '\uffff', rule, fingerprint].join('\u0000');
  return key(a) < key(b) ? -1 : 1;
}

function findingDirection(first: ComparedFinding | undefined, second: ComparedFinding | undefined): Direction {
  if (!first) return 'new';
  if (!second) return 'gone';
  return SEVERITIES.indexOf(second.severity) < SEVERITIES.indexOf(first.severity) ? 'worse' : 'better';
}

/** One rule may hold for one subject at two severities: the worse one counts. */
function byFingerprint(findings: readonly ComparedFinding[]): Map<string, ComparedFinding> {
  const groups = new Map<string, ComparedFinding>();
  for (const finding of findings) {
    const known = groups.get(finding.fingerprint);
    if (!known || SEVERITIES.indexOf(finding.severity) < SEVERITIES.indexOf(known.severity)) groups.set(finding.fingerprint, finding);
  }
  return groups;
}
