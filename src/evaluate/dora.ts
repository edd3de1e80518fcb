/** Lines to start the register of information from: providers of the judged usages, and who stands behind them. */
import type { Index } from '../model/knowledge.ts';
import type { DoraRow } from '../model/report.ts';
import type { OrganizationRef, Usage } from '../model/usage.ts';
import { owners } from './chain.ts';
import type { Judged } from './judged.ts';
import { holdsAt } from './perspective.ts';

/** One row per provider, service and rank; usages of the same are one row. What the user runs has no provider. */
export function doraRows(usages: readonly Judged[], index: Index, asOf: string): DoraRow[] {
  const critical = criticalAt(index, asOf);
  const rows = new Map<string, DoraRow>();
  for (const judged of usages) {
    for (const row of rowsOf(judged, index, critical)) {
      const key = [row.provider, row.service, row.rank, row.behind].join('\u0000');
      const known = rows.get(key);
      rows.set(key, known ? joined(known, row) : row);
    }
  }
  return [...rows.values()].sort(byProvider);
}

/** The list of critical providers under Article 31. */
const CTPP_LIST = 'eu-dora-ctpp-2025';

/** Organizations on the list of the European Supervisory Authorities in force at a date. */
function criticalAt(index: Index, asOf: string): ReadonlySet<string> {
  const list = index.events.get(CTPP_LIST);
  const inForce = list?.segments.some(({ from, to, status }) => status === 'in_force' && holdsAt(from, to, asOf));
  return new Set(inForce ? list?.subject.operators : []);
}

function rowsOf(judged: Judged, index: Index, critical: ReadonlySet<string>): DoraRow[] {
  const { usage } = judged;
  if (usage.service?.operator.id === 'self' || (usage.route === 'self-hosted' && usage.service === null)) return [];
  const operator: OrganizationRef = usage.service?.operator ?? { id: null, name: 'unknown', country: null, controller: null };
  const direct = rowOf(operator, judged, index, critical, 1, null);
  const maker = usage.model?.developer;
  // Who sells a closed model of somebody else runs on that developer's permission: it stands behind.
  const behind =
    usage.model?.weights === 'closed' &&
    maker?.id != null &&
    maker.id !== operator.id &&
    !(operator.id !== null && owners(index, operator.id).includes(maker.id));
  if (behind && maker) return [direct, rowOf(maker, judged, index, critical, 2, operator.name)];
  if (usage.route !== 'gateway') return [direct];
  return [direct, rowOf({ id: null, name: 'unknown', country: null, controller: null }, judged, index, critical, 2, operator.name)];
}

function rowOf(
  provider: OrganizationRef,
  { usage, assessment }: Judged,
  index: Index,
  critical: ReadonlySet<string>,
  rank: number,
  behind: string | null,
): DoraRow {
  const top = provider.id === null ? undefined : index.organizations.get(owners(index, provider.id).at(-1) ?? '');
  return {
    provider: provider.name,
    providerCountry: provider.country,
    ultimateParent: top?.name ?? provider.name,
    parentCountry: top?.controller.value ?? top?.seat.value ?? provider.controller ?? provider.country,
    service: usage.service?.name ?? usage.endpoint?.host ?? 'unknown',
    functions: [usage.purpose],
    // Where a provider further down the chain processes is its provider's to say.
    processing: [(rank === 1 ? usage.endpoint?.place : null) ?? 'unknown'],
    critical: provider.id === null ? null : owners(index, provider.id).some((id) => critical.has(id)),
    rank,
    behind,
    ...(rank === 1 ? handling(usage, index) : { retention: null, subprocessors: null }),
    substitutability: rank === 1 ? (SUBSTITUTABILITY[assessment.layers.deployment.low] ?? 'unknown') : 'unknown',
    usages: [usage.id],
  };
}

/** How long the provider keeps the data and who processes them for it, as it says itself. */
function handling({ service }: Usage, index: Index): Pick<DoraRow, 'retention' | 'subprocessors'> {
  const practices = index.services.get(service?.id ?? '')?.dataPractices ?? null;
  const { value, note } = practices?.retention ?? { value: null, note: undefined };
  const words = typeof value === 'number' ? (value === 0 ? 'not kept' : `${value} days`) : value;
  return {
    retention: words === null ? null : note === undefined ? words : `${words} (${note})`,
    subprocessors: practices?.subprocessors.value?.list ?? null,
  };
}

/** Deployment level -> word of the register: 0 provider holds state, 1 one supplier of a closed model, from 2 on others can serve it. */
const SUBSTITUTABILITY: readonly DoraRow['substitutability'][] = [
  'highly complex',
  'medium complexity',
  'easily substitutable',
  'easily substitutable',
  'easily substitutable',
];

function joined(known: DoraRow, row: DoraRow): DoraRow {
  const both = (left: readonly string[], right: readonly string[]): string[] => [...new Set([...left, ...right])].sort();
  return {
    ...known,
    functions: both(known.functions, row.functions),
    processing: both(known.processing, row.processing),
    usages: both(known.usages, row.usages),
    substitutability: harder(known.substitutability, row.substitutability),
  };
}

const HARDEST_FIRST: readonly DoraRow['substitutability'][] = ['not substitutable', 'highly complex', 'medium complexity', 'unknown', 'easily substitutable'];

function harder(left: DoraRow['substitutability'], right: DoraRow['substitutability']): DoraRow['substitutability'] {
  return HARDEST_FIRST.indexOf(left) <= HARDEST_FIRST.indexOf(right) ? left : right;
}

function byProvider(a: DoraRow, b: DoraRow): number {
  const key = ({ provider, service, rank, behind }: DoraRow): string => [behind ?? provider, service, rank, provider].join('\u0000');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
