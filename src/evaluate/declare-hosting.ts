/** Declared machines put to what the repository runs itself. Code shows the process; where it stands and on what is declared. */
import type { DeclaredHosting, DeclaredOrganization } from '../model/declaration.ts';
import type { Index } from '../model/knowledge.ts';
import type { Usage } from '../model/usage.ts';
import { unexpired } from './declared.ts';
import { operatorOf } from './declared-operator.ts';
import type { Perspective } from './perspective.ts';

/** Usages with declared hosting filled in, and which entry each took. The entry of the deepest folder wins; then the first. */
export function applyHosting(
  usages: readonly Usage[],
  hosting: readonly DeclaredHosting[],
  organization: DeclaredOrganization | null,
  index: Index,
  view: Perspective,
): { readonly usages: Usage[]; readonly applied: Map<string, DeclaredHosting> } {
  const applied = new Map<string, DeclaredHosting>();
  const valid = hosting.filter((entry) => unexpired(entry, view.asOf)).sort((a, b) => depth(b) - depth(a));
  const filled = usages.map((usage) => {
    const place = usage.endpoint?.place ?? null;
    // What names a place elsewhere is no process of this repository.
    if (usage.route !== 'self-hosted' || (place !== null && place !== 'premises')) return usage;
    const path = usage.evidence[0]?.path ?? '';
    const entry = valid.find(({ folder }) => folder === null || path === folder || path.startsWith(`${folder}/`));
    if (!entry) return usage;
    applied.set(usage.id, entry);
    return placed(usage, entry, organization, index, view);
  });
  return { usages: filled, applied };
}

function depth({ folder }: DeclaredHosting): number {
  return folder === null ? 0 : folder.split('/').length;
}

function placed(usage: Usage, entry: DeclaredHosting, organization: DeclaredOrganization | null, index: Index, view: Perspective): Usage {
  const { place } = entry;
  const country = place === 'global' || place === 'premises' ? null : place;
  const endpoint = { host: usage.endpoint?.host ?? null, region: usage.endpoint?.region ?? null, country, place };
  // On premises and run by oneself nothing is added to what the tables assume already.
  if (place === 'premises' && entry.operator.kind === 'self') return { ...usage, endpoint };
  const operator = operatorOf(entry.operator, organization, index, view);
  const known = usage.service ?? { id: 'own-deployment', name: 'Your deployment', category: 'runtime', observed: true };
  const name = entry.operator.kind === 'self' ? known.name : `${known.name} at ${operator.name}`;
  return { ...usage, endpoint, service: { ...known, name, operator } };
}
