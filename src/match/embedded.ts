/** Model settings written as data inside the arguments of a call: `config_list`, `model_list`, `llm_config`. */
import { bound, meet } from '../model/bounds.ts';
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import { argumentFor } from './arguments.ts';
import { type CallContext, environmentEvidence, writtenName } from './clients.ts';
import { endpointsOf } from './endpoints.ts';
import { isModelKey } from './keys.ts';
import { modelsOf } from './models.ts';
import { purposeFor, reportRequest } from './sites.ts';

/** Reports every mapping with a model in the arguments of a call. False when there is none. */
export function embeddedRequests(context: CallContext, call: CallCandidate, owner: Package, shape: CallShape | null): boolean {
  const { index, into } = context;
  const configs: (readonly Argument[])[] = [];
  for (const { value } of call.args) collect(context, value, 0, configs);
  if (configs.length === 0) return false;
  const seen = into.see({
    kind: 'import',
    value: writtenName(call),
    context: `call of ${owner.name}`,
    confidence: 'high',
    signature: `packages/${owner.id}`,
    subject: { kind: 'package', id: owner.id },
    location: call.location,
  });
  let reported = false;
  for (const config of configs) {
    const value = argumentFor(index, config, 'model', null);
    if (!value) continue;
    const endpoints = endpointsOf(index, owner, shape, config, into);
    const asked = modelsOf(index, value, endpoints[0]?.service ?? null, into, 'model of a configuration');
    if (asked.models.length === 0 && asked.dynamic === null) continue;
    reported = true;
    reportRequest(
      index,
      {
        package: owner,
        purpose: purposeFor(index, shape, call.path),
        artefact: null,
        endpoints,
        asked,
        evidence: [seen, ...environmentEvidence(context, call)],
      },
      into,
    );
  }
  return reported;
}

function collect(context: CallContext, value: Value, depth: number, into: (readonly Argument[])[]): void {
  if (depth > 5) return;
  if (into.length >= bound('items')) return meet('items', value.location);
  if (value.kind === 'list') for (const item of value.items) collect(context, item, depth + 1, into);
  else if (value.kind === 'choice') for (const option of value.options) collect(context, option, depth + 1, into);
  else if (value.kind === 'object') {
    const named = value.entries.some(
      ({ name, value: entry }) => isModelKey(context.index, name) && name !== 'model_name' && (entry.kind === 'text' || entry.kind === 'env'),
    );
    if (named) into.push(value.entries);
    else for (const { value: entry } of value.entries) collect(context, entry, depth + 1, into);
  }
}
