/** What frameworks report to their makers by themselves: on unless this repository switches it off. */
import { type Evidence, type Site, TELEMETRY_OFF } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { addTo } from '../util/add-to.ts';
import { strongestScope } from './usages.ts';

const BRINGS: ReadonlySet<Evidence['kind']> = new Set<Evidence['kind']>(['import', 'dependency', 'container']);

function isSwitch({ kind, subject, context }: Evidence): boolean {
  return kind === 'config' && subject.kind === 'package' && context.startsWith('telemetry ');
}

/** Evidence without switches of packages that are not there: `DO_NOT_TRACK` is also the habit of a careful shell. */
export function withoutIdleSwitches(evidence: readonly Evidence[]): Evidence[] {
  const there = new Set(evidence.flatMap((item) => (item.subject.kind === 'package' && !isSwitch(item) ? [item.subject.id] : [])));
  return evidence.filter((item) => !isSwitch(item) || (item.subject.kind === 'package' && there.has(item.subject.id)));
}

/** One site for every package that reports and is not told not to. */
export function telemetrySites(evidence: readonly Evidence[], index: Index): Site[] {
  const brought = new Map<string, Evidence[]>();
  const off = new Set<string>();
  for (const item of evidence) {
    if (item.subject.kind !== 'package') continue;
    const { id } = item.subject;
    if (item.context === TELEMETRY_OFF && item.scope !== 'test') off.add(id);
    // What another package brings along reports as well, but whether it is ever loaded is not shown.
    else if (BRINGS.has(item.kind) && item.direct !== false && item.context !== 'type-only import') addTo(brought, id, item);
  }
  return [...brought].flatMap(([id, items]) => (off.has(id) ? [] : siteOf(id, items, index)));
}

function siteOf(id: string, items: readonly Evidence[], index: Index): Site[] {
  const telemetry = index.packages.get(id)?.telemetry ?? null;
  if (telemetry === null) return [];
  const scope = strongestScope(items.map((item) => item.scope));
  const first = (items.find((item) => item.scope === scope && item.kind === 'import') ?? items.find((item) => item.scope === scope)) as Evidence;
  const { service, host } = telemetry;
  const known = host === null ? undefined : index.hosts.get(host);
  return [
    {
      path: first.path,
      scope,
      sdk: id,
      endpoint: { service, host, region: known?.region ?? null, place: known?.location ?? null, basis: 'default', configurable: true },
      model: null,
      dynamicModel: null,
      purpose: 'observability',
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      confidence: 'low',
      evidence: [first.id],
    },
  ];
}
