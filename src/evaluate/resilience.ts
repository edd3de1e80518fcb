import type { Index } from '../model/knowledge.ts';
import type { Report } from '../model/report.ts';
import type { Judged } from './judged.ts';

/** Figures for the repository as a whole: held weights, concentration by ultimate controller, swappability. */
export function resilienceOf(usages: readonly Judged[], index: Index): Report['resilience'] {
  const counts = new Map<string, { id: string; name: string; country: string | null; usages: number }>();
  for (const { usage } of usages) {
    const operator = usage.service?.operator;
    const id = usage.route === 'self-hosted' ? 'self' : operator?.id == null ? 'unknown' : topParent(index, operator.id);
    const organization = index.organizations.get(id);
    const known = counts.get(id) ?? {
      id,
      name: id === 'self' ? 'your own machines' : (organization?.name ?? operator?.name ?? 'an unknown operator'),
      country: organization?.controller.value ?? organization?.seat.value ?? null,
      usages: 0,
    };
    counts.set(id, { ...known, usages: known.usages + 1 });
  }
  const controllers = [...counts.values()].sort((a, b) => b.usages - a.usages || (a.id < b.id ? -1 : 1));
  const total = usages.length;
  return {
    productionUsages: total,
    heldWeights: usages.filter(({ usage }) => usage.weights === 'held').length,
    controllers,
    largestShare: total === 0 ? 0 : Math.round(((controllers[0]?.usages ?? 0) / total) * 100) / 100,
    configurable: usages.filter(({ usage }) => usage.configurable).length,
    portable: usages.filter(({ usage }) => usage.model?.weights === 'open' || index.services.get(usage.service?.id ?? '')?.surface.value === 'portable').length,
  };
}

function topParent(index: Index, id: string): string {
  let current = id;
  for (let steps = 0; steps < 8; steps++) {
    const parent = index.organizations.get(current)?.parent.value;
    if (parent == null || !index.organizations.has(parent)) return current;
    current = parent;
  }
  return current;
}
