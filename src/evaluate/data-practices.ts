/** What the operators of the services in use say they do with what they are sent. */
import type { DataPractices } from '../model/entity.ts';
import type { Fact } from '../model/fact.ts';
import type { Index } from '../model/knowledge.ts';
import type { ReportedFact, ServicePractices } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { sourceRef } from './facts.ts';

const ABSENT: Fact<never> = { value: null, source: null, note: 'not recorded' };
const NOTHING: DataPractices = { training: ABSENT, retention: ABSENT, zeroRetention: ABSENT, subprocessors: ABSENT, review: ABSENT };

/** One row per known service that somebody else operates, by id. Software that its user runs has no operator to ask. */
export function dataPracticesOf(usages: readonly Usage[], index: Index): ServicePractices[] {
  const rows = new Map<string, string[]>();
  for (const { id, service } of usages) {
    if (service === null || service.operator.id === 'self' || index.services.get(service.id)?.selfHosted) continue;
    addTo(rows, service.id, id);
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, users]) => row(id, users, usages, index));
}

function row(id: string, users: readonly string[], usages: readonly Usage[], index: Index): ServicePractices {
  const used = usages.find(({ service }) => service?.id === id)?.service;
  const recorded = index.services.get(id)?.dataPractices ?? null;
  const { training, retention, zeroRetention, subprocessors, review } = recorded ?? NOTHING;
  return {
    service: id,
    name: used?.name ?? id,
    operator: used?.operator.name ?? 'unknown',
    usages: [...users].sort(),
    recorded: recorded !== null,
    training: reported(training),
    retention: reported(retention),
    zeroRetention: reported(zeroRetention),
    subprocessors: reported(subprocessors),
    review: reported(review),
  };
}

/** What nobody knows has no source: the default of its entry says something else. */
function reported<T>({ value, note, source }: Fact<T>): ReportedFact<T> {
  return { value, note: note ?? null, ...sourceRef(value === null ? null : source) };
}
