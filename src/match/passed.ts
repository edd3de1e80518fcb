/** Arguments passed to functions and classes of the repository itself: what a wrapper is given says what its client does. */
import type { Argument, CallCandidate, CallTarget, Value } from '../model/candidate.ts';
import { alternatives, argumentSlot, slotsOf } from './arguments.ts';
import type { CallContext } from './clients.ts';
import { endpointFrom } from './endpoints.ts';
import { isEndpointKey, isModelKey } from './keys.ts';
import { modelsOf, NO_MODELS, namedService } from './models.ts';

interface Passed {
  readonly name: string;
  readonly value: Value;
}

/** Reports models and endpoints passed to a function of this repository, under the slots of its parameters. */
export function matchPassed(context: CallContext, call: CallCandidate): void {
  const { target } = call;
  if (!target) return;
  // Arguments are only worked out where the names say that it is worth it.
  const wanted = target.parameters.some(({ name }) => interesting(context, name) || OPTIONS.test(name));
  if (!wanted) return;
  const passed = call.args.flatMap((arg) => passedAs(target, arg));
  const models = passed.filter(({ name }) => isModelKey(context.index, last(name)));
  const endpoints = passed.filter(({ name }) => isEndpointKey(context.index, last(name)));
  if (models.length + endpoints.length === 0) return;
  // Each fills its own parameter; an endpoint goes with every one of them.
  for (const one of models.length > 1 ? models.map((model) => [model]) : [models]) report(context, target, one, endpoints);
}

const OPTIONS = /^(?:options?|opts|config|cfg|settings|params|props|kwargs|llm_config|args)$/i;

function interesting({ index }: CallContext, name: string): boolean {
  return isModelKey(index, name) || isEndpointKey(index, name);
}

function last(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The parameter an argument goes to; entries of an object go below it, or stand for themselves where the function takes them apart. */
function passedAs(target: CallTarget, { name, value }: Argument): Passed[] {
  const parameters = /^\d+$/.test(name) ? target.parameters.filter(({ position }) => position === Number(name)) : [{ name, position: null }];
  return parameters.flatMap((parameter): Passed[] => {
    if (value.kind !== 'object') return [{ name: parameter.name, value }];
    const entry = value.entries.find((candidate) => candidate.name === parameter.name);
    if (entry) return [{ name: parameter.name, value: entry.value }];
    return value.entries.map((below) => ({ name: `${parameter.name}.${below.name}`, value: below.value }));
  });
}

function report({ index, into }: CallContext, target: CallTarget, models: readonly Passed[], endpoints: readonly Passed[]): void {
  const fills = [...models, ...endpoints].map(({ name }) => argumentSlot(target.function, name));
  const where = endpoints
    .flatMap(({ value }) => alternatives(value).map((option) => endpointFrom(index, option.value, option.configurable, null, into, true)))
    .find(({ host }) => host !== null);
  const endpointSlots = endpoints.flatMap(({ value }) => slotsOf(value));
  const asked = models.map(({ value }) => modelsOf(index, value, where?.service ?? null, into, 'argument', true));
  const all = { ...NO_MODELS, models: asked.flatMap((one) => one.models), slots: asked.flatMap((one) => one.slots) };
  if (all.models.length + all.slots.length + endpointSlots.length === 0 && !where) return;
  const base = {
    sdk: null,
    purpose: null,
    artefact: null,
    overrides: null,
    fallbackGroup: null,
    dynamicModel: null,
    fills,
    ...(endpointSlots.length > 0 && { endpointSlots }),
    ...(all.slots.length > 0 && { modelSlots: all.slots }),
  };
  const endpoint = where
    ? { service: where.service, host: where.host, region: where.region, place: where.place, basis: where.basis, configurable: where.configurable }
    : { service: null, host: null, region: null, place: null, basis: 'unknown' as const, configurable: false };
  for (const model of all.models.length > 0 ? all.models : [null]) {
    const named = model && endpoint.service === null && endpoint.host === null ? namedService(index, model) : null;
    // An id nobody knows, passed to a function nobody knows, is no evidence of AI.
    const known = model !== null && (model.model !== null || model.family !== null);
    into.site({
      ...base,
      endpoint: named ? { ...endpoint, service: named, basis: 'observed', place: model?.place ?? null } : endpoint,
      model,
      evidence: [...(where?.evidence ?? []), ...(model?.evidence ?? [])],
      confidence: where || known ? 'medium' : 'low',
    });
  }
}
