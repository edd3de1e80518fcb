import type { DeclaredOperator, DeclaredOrganization } from '../model/declaration.ts';
import type { Index } from '../model/knowledge.ts';
import type { OrganizationRef } from '../model/usage.ts';
import type { Perspective } from './perspective.ts';

/** A declared operator as a usage names one. The user: an owner abroad decides; without declared owners the seat does. */
export function operatorOf(operator: DeclaredOperator, organization: DeclaredOrganization | null, index: Index, view: Perspective): OrganizationRef {
  if (operator.kind === 'named') return { id: null, name: operator.name, country: operator.country, controller: operator.country };
  if (operator.kind === 'known') {
    const body = index.organizations.get(operator.id);
    return { id: operator.id, name: body?.name ?? operator.id, country: body?.seat.value ?? null, controller: body?.controller.value ?? null };
  }
  const abroad = organization?.owners.find((country) => !view.isHome(country));
  const seat = organization?.seat ?? null;
  return { id: 'self', name: organization?.name ?? 'your own organisation', country: seat, controller: abroad ?? organization?.owners[0] ?? seat };
}
