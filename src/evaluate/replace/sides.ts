import type { Model } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { OrganizationRef, Usage } from '../../model/usage.ts';

/** An organization as a usage names it. */
export function refOf(id: string, index: Index): OrganizationRef {
  const body = index.organizations.get(id);
  return { id, name: body?.name ?? id, country: body?.seat.value ?? null, controller: body?.controller.value ?? body?.seat.value ?? null };
}

/** A model as a usage of it would have it. */
export function sideOf(model: Model, index: Index): NonNullable<Usage['model']> {
  const license = index.licenses.get(model.license.value ?? '');
  return {
    id: model.id,
    family: model.family,
    requested: model.name,
    name: model.name,
    developer: refOf(model.developer, index),
    weights: model.weights.value,
    license: license ? { id: license.id, name: license.name } : null,
    base: model.base.value,
    modality: model.modality,
    origin: model.kind,
    status: model.status.value,
  };
}
