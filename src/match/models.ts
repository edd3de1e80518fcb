import type { Value } from '../model/candidate.ts';
import type { SiteModel } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { alternatives } from './arguments.ts';
import type { Collector } from './collector.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';

/** A bound model, with the service its id names, if any. */
export interface SeenModel extends SiteModel {
  readonly service: string | null;
}

export interface AskedModels {
  readonly models: readonly SeenModel[];
  /** The expression, when the model (or an alternative) is only known at run time. */
  readonly dynamic: string | null;
  readonly evidence: readonly string[];
}

/** The models a value bound to a call can hold. Ids nobody knows are kept as unknown; run-time values are kept as dynamic. */
export function modelsOf(index: Index, value: Value, service: string | null, into: Collector, context: string): AskedModels {
  const models = new Map<string, SeenModel>();
  const evidence: string[] = [];
  let dynamic: string | null = null;
  for (const alternative of alternatives(value)) {
    const { value: option } = alternative;
    if (option.kind === 'text' || option.kind === 'pattern') {
      into.use(option.location);
      const text = option.text.trim();
      if (text === '' || /\s/.test(text) || option.kind === 'pattern') {
        dynamic ??= text;
        continue;
      }
      const match = resolveModelId(index, text, true, service);
      evidence.push(seeModel(into, match, text, option.location, `${context}${alternative.configurable ? ', default' : ''}`, 'high'));
      models.set(text, { ...siteModel(match, text), configurable: alternative.configurable });
    } else if (option.kind === 'env') dynamic ??= `environment ${option.name}`;
    else if (option.kind === 'imported') dynamic ??= `${option.path.join('.') || option.module} from ${option.module}`;
    else if (option.kind === 'dynamic') dynamic ??= option.text;
  }
  const found = [...models.values()].slice(0, 8);
  const configurable = dynamic !== null;
  return { models: found.map((model) => (configurable ? { ...model, configurable: true } : model)), dynamic: found.length > 0 ? null : dynamic, evidence };
}

/** A match as the model side of a site. */
export function siteModel(match: ModelMatch | null, text: string): SeenModel {
  return {
    requested: text, model: match?.model ?? null, family: match?.family ?? null, place: match?.place ?? null, configurable: false, service: match?.service ?? null,
  };
}

/** Records a model id as evidence. */
export function seeModel(
  into: Collector, match: ModelMatch | null, text: string, location: Value['location'], context: string, confidence: 'high' | 'medium' | 'low',
): string {
  return into.see({
    kind: 'model-id', value: text, context, confidence: match ? confidence : 'low',
    signature: match?.family ? `models/${match.family}` : null,
    subject: match ? { kind: 'model', id: match.model, family: match.family, requested: text } : { kind: 'unknown', what: 'model' }, location,
  });
}
