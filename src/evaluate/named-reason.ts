import type { Restriction, Usage } from '../model/usage.ts';

/** `DeepSeek: The Berlin authority holds ...`: reasons speak of "this service" or "this vendor"; a finding stands alone and says which. */
export function namedReason({ reason }: Restriction, { model, service }: Usage): string {
  const names = [model === null || model.developer.id === null ? '' : model.developer.name, service?.name ?? '', model?.name ?? ''].filter(Boolean);
  const [first] = names;
  return first === undefined || names.some((name) => reason.includes(name)) ? reason : `${first}: ${reason}`;
}
