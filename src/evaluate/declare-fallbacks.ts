/** Declared lists of stand-ins put to usages. */
import type { DeclaredFallback } from '../model/declaration.ts';
import type { Usage } from '../model/usage.ts';
import { fitsName } from '../util/name-pattern.ts';
import { hostFits } from './declared.ts';

/** Usages with their declared fallback group, and the entry each took. A group the code shows is kept; fewer than two usages are no group. */
export function applyFallbacks(
  usages: readonly Usage[],
  fallbacks: readonly DeclaredFallback[],
): { readonly usages: Usage[]; readonly applied: Map<string, DeclaredFallback> } {
  const applied = new Map<string, DeclaredFallback>();
  for (const entry of fallbacks) {
    const fitting = usages.filter((usage) => usage.fallbackGroup === null && !applied.has(usage.id) && entry.members.some((member) => isMember(usage, member)));
    // One usage, or several of one member, cannot stand in for each other.
    const met = entry.members.filter((member) => fitting.some((usage) => isMember(usage, member)));
    if (met.length >= 2) for (const usage of fitting) applied.set(usage.id, entry);
  }
  const grouped = usages.map((usage) => {
    const entry = applied.get(usage.id);
    return entry ? { ...usage, fallbackGroup: `declared ${entry.name}` } : usage;
  });
  return { usages: grouped, applied };
}

function isMember({ model, service, endpoint }: Usage, member: string): boolean {
  const cut = member.indexOf(':');
  const [kind, name] = [member.slice(0, cut), member.slice(cut + 1)];
  if (kind === 'service') return service?.id === name;
  if (kind === 'host') return endpoint?.host != null && hostFits(endpoint.host, name);
  const ids = model === null ? [] : [model.requested, model.id ?? model.requested];
  return ids.some((id) => [id, id.slice(id.lastIndexOf('/') + 1)].some((text) => fitsName(text.toLowerCase(), name.toLowerCase())));
}
