import type { Condition, DataPractices } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Assessment, Usage } from '../model/usage.ts';

/** Whether a custom rule holds for a usage. An unknown fact equals only `null` in the condition: nothing is assumed. */
export function holds(condition: Condition, usage: Usage, assessment: Assessment, index: Index): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, usage, assessment, index));
  if ('any' in condition) return condition.any.some((part) => holds(part, usage, assessment, index));
  if ('not' in condition) return !holds(condition.not, usage, assessment, index);
  const value = factOf(condition.fact, usage, assessment, index);
  return condition.in.some((wanted) => wanted === value || inBloc(wanted, value, condition.fact, index));
}

/** A bloc name stands for its members where a country is asked for. */
function inBloc(wanted: string | boolean | null, value: string | boolean | null, fact: string, index: Index): boolean {
  if (typeof wanted !== 'string' || typeof value !== 'string' || !/country|controller/.test(fact)) return false;
  return index.blocs.get(wanted)?.includes(value) ?? false;
}

/** A fact of a usage by its name in conditions (`knowledge/condition.ts` lists them). */
function factOf(name: string, usage: Usage, assessment: Assessment, index: Index): string | boolean | null {
  const { service, model, endpoint, sdk } = usage;
  switch (name) {
    case 'purpose':
      return usage.purpose;
    case 'scope':
      return usage.scope;
    case 'route':
      return usage.route;
    case 'configurable':
      return usage.configurable;
    case 'revocability':
      return assessment.revocability;
    case 'sdk.id':
      return sdk?.id ?? null;
    case 'service.id':
      return service?.id ?? null;
    case 'service.category':
      return service?.category ?? null;
    case 'service.training':
      return practicesOf(usage, index)?.training.value ?? null;
    case 'service.zero_retention':
      return practicesOf(usage, index)?.zeroRetention.value ?? null;
    case 'service.human_review':
      return practicesOf(usage, index)?.review.value ?? null;
    case 'service.operator.id':
      return service?.operator.id ?? null;
    case 'service.operator.country':
      return service?.operator.country ?? null;
    case 'service.operator.controller':
      return service?.operator.controller ?? null;
    case 'model.id':
      return model?.id ?? null;
    case 'model.family':
      return model?.family ?? null;
    case 'model.weights':
      return model?.weights ?? null;
    case 'model.modality':
      return model?.modality ?? null;
    case 'model.origin':
      return model?.origin ?? null;
    case 'model.status':
      return model?.status ?? null;
    case 'model.developer.id':
      return model?.developer.id ?? null;
    case 'model.developer.country':
      return model?.developer.country ?? null;
    case 'model.license.id':
      return model?.license?.id ?? null;
    case 'model.license.commercial':
      return index.licenses.get(model?.license?.id ?? '')?.commercial.value ?? null;
    case 'endpoint.host':
      return endpoint?.host ?? null;
    case 'endpoint.region':
      return endpoint?.region ?? null;
    case 'endpoint.country':
      return endpoint?.country ?? null;
    default:
      return null;
  }
}

function practicesOf({ service }: Usage, index: Index): DataPractices | null {
  return index.services.get(service?.id ?? '')?.dataPractices ?? null;
}
