import type { Value } from '../model/candidate.ts';
import type { SiteModel } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import { mask } from '../util/mask.ts';
import { alternatives, isNothing, slotsOf, tellBeyond } from './arguments.ts';
import type { Collector } from './collector.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';

/** A bound model, with the service and region its id names, if any. */
export interface SeenModel extends SiteModel {
  readonly service: string | null;
  readonly region: string | null;
  /** Where it is written. */
  readonly evidence: readonly string[];
  /** Choices of the code it depends on; any of them is enough. */
  readonly when: readonly (readonly string[])[];
}

/** The models of a call that only answer when the first does not, and the group all of them are. */
export interface StandIns {
  readonly models: readonly SeenModel[];
  readonly group: string;
}

export interface AskedModels {
  readonly models: readonly SeenModel[];
  /** The expression, when the model (or an alternative) is only known at run time. */
  readonly dynamic: string | null;
  /** What would say which model it really is. */
  readonly slots: readonly string[];
  /** Calls whose result is given as the model, as written. */
  readonly calls: readonly { readonly id: number; readonly text: string }[];
  /** Service a prefix names though the rest is only known at run time: `azure/{deployment}`. */
  readonly service: string | null;
}

export const NO_MODELS: AskedModels = { models: [], dynamic: null, slots: [], calls: [], service: null };

/** The models a value bound to a call can hold. Ids nobody knows are kept as unknown; run-time values are kept as dynamic. */
export function modelsOf(
  index: Index,
  value: Value,
  service: string | null,
  into: Collector,
  context: string,
  tentative = false,
  prefix: string | null = null,
): AskedModels {
  const models = new Map<string, SeenModel>();
  const calls: { id: number; text: string }[] = [];
  let dynamic: string | null = null;
  let open = false;
  let named: string | null = null;
  const options = alternatives(value);
  for (const { value: option, configurable, when } of options) {
    if (option.kind === 'call') calls.push({ id: option.call, text: option.text ?? '' });
    if (option.kind !== 'text' || !looksLikeId(option.text)) {
      dynamic ??= dynamicText(option);
      if (option.kind === 'pattern') named ??= prefixService(index, option.text);
      open ||= option.kind === 'env' || (option.kind === 'dynamic' && option.parameter === undefined && !isNothing(option));
      continue;
    }
    const text = option.text.trim();
    into.use(option.location);
    const match = resolveModelId(index, text, true, service) ?? (prefix === null ? null : resolveModelId(index, `${prefix}${text}`, true, service));
    const seen = seeModel(into, match, text, option.location, `${context}${configurable ? ', default' : ''}`, 'high', tentative && match === null);
    const known = models.get(text);
    models.set(text, { ...siteModel(match, text), configurable, evidence: [...(known?.evidence ?? []), seen], when: [...(known?.when ?? []), when] });
  }
  const found = [...models.values()];
  tellBeyond(found.length, options);
  return {
    models: open ? found.map((model) => ({ ...model, configurable: true })) : found,
    dynamic: found.length > 0 ? null : dynamic,
    slots: slotsOf(value),
    calls,
    service: named,
  };
}

/** The service named by what stands before the first hole of a pattern. */
function prefixService(index: Index, text: string): string | null {
  const known = text.slice(0, text.indexOf('{}')).toLowerCase();
  const cut = Math.max(known.lastIndexOf('/'), known.lastIndexOf(':'));
  // Up to 1 only: before the first character `lastIndexOf` finds the first character again.
  for (let end = cut + 1; end > 1; end = Math.max(known.lastIndexOf('/', end - 2), known.lastIndexOf(':', end - 2)) + 1) {
    const service = index.servicePrefixes.get(known.slice(0, end));
    if (service !== undefined) return service;
  }
  return null;
}

/** A text that can be a model id at all: one word, no URL to a page. */
function looksLikeId(text: string): boolean {
  const id = text.trim();
  return id.length > 1 && id.length <= 200 && !/\s/.test(id) && !/[{}<>$()[\]]/.test(id);
}

function dynamicText(value: Value): string | null {
  switch (value.kind) {
    case 'env':
      return `environment ${value.name}`;
    case 'imported':
      return `${value.path.join('.') || value.module} from ${value.module}`;
    case 'dynamic':
      return isNothing(value) ? null : value.text;
    case 'text':
    case 'pattern':
      return value.text.trim() === '' ? null : mask(value.text.slice(0, 400)).slice(0, 60);
    default:
      return null;
  }
}

/** A match as the model side of a site. */
export function siteModel(match: ModelMatch | null, text: string): SeenModel {
  return {
    requested: text,
    model: match?.model ?? null,
    family: match?.family ?? null,
    developer: match?.developer ?? null,
    adapted: match?.via === 'lineage' && match.model === null && match.family !== null,
    place: match?.place ?? null,
    configurable: false,
    service: match?.service ?? null,
    region: match?.region ?? null,
    evidence: [],
    when: [],
  };
}

/** Records a model id as evidence. */
export function seeModel(
  into: Collector,
  match: ModelMatch | null,
  text: string,
  location: Value['location'],
  context: string,
  confidence: 'high' | 'medium' | 'low',
  tentative = false,
): string {
  return into.see({
    kind: 'model-id',
    value: text,
    context,
    confidence: match ? confidence : 'low',
    signature: match?.family ? `models/${match.family}` : null,
    subject: match ? { kind: 'model', id: match.model, family: match.family, requested: text } : { kind: 'unknown', what: 'model' },
    location,
    ...(tentative && { tentative }),
  });
}

/**
 * The service a model id names by itself. A prefix that is also the name of the model's developer (`openai/gpt-oss-20b`) is as likely a
 * namespace of a hub or router: it names no service.
 */
export function namedService(index: Index, model: SeenModel): string | null {
  if (model.service === null) return null;
  const prefix = /^([^/:]+)\//.exec(model.requested.toLowerCase())?.[1];
  return prefix !== undefined && prefix === (model.developer ?? index.families.get(model.family ?? '')?.developer) ? null : model.service;
}
