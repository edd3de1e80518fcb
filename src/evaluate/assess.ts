import type { Index } from '../model/knowledge.ts';
import type { Layer } from '../model/layer.ts';
import type { Assessment, LayerAssessment, Restriction, Revocability, Usage } from '../model/usage.ts';
import { countryInText } from '../util/country-name.ts';
import { policyRestrictions } from './choice.ts';
import { CLAIM } from './declared.ts';
import { type EventView, eventsFor } from './events.ts';
import { dataLayer } from './layers/data.ts';
import { deploymentLayer } from './layers/deployment.ts';
import { cloudLayer, computeLayer } from './layers/infrastructure.ts';
import { licenseLayer } from './layers/license.ts';
import { modelLayer } from './layers/model.ts';
import { notApplicable } from './layers/table.ts';
import type { Perspective } from './perspective.ts';
import { scenariosOf } from './scenario.ts';
import { suppose } from './suppose.ts';

/** Judges one usage: six layers by their tables, restrictions, revocability. */
export function assess(usage: Usage, index: Index, view: Perspective): Assessment {
  const events = eventsFor(usage, index, view);
  const scenarios = scenariosOf(usage, view);
  const plain = usage.purpose === 'vector-store' || usage.purpose === 'observability' || usage.purpose === 'dev-tool';
  const none = (layer: Layer): LayerAssessment => notApplicable(layer, 'This usage calls no model.');
  const layers: Record<Layer, LayerAssessment> = {
    model: plain ? none('model') : modelLayer(usage, index, view, events),
    data: withDeclared(dataLayer(usage, index, view, scenarios), usage, view),
    compute: plain ? none('compute') : withDeclared(computeLayer(usage, index, view, scenarios), usage, view),
    cloud: withDeclared(cloudLayer(usage, index, view, scenarios), usage, view),
    deployment: deploymentLayer(usage, index, view),
    license: plain ? none('license') : licenseLayer(usage, index, view),
  };
  const restrictions = [...policyRestrictions(usage, index, view), ...events.restrictions, ...transferRestriction(layers.data, usage)];
  return suppose({ usage: usage.id, layers, ...revocability(usage, view, events), restrictions }, usage, index, view);
}

/** A level that rests on a declared endpoint or on declared machines says so. */
function withDeclared(assessment: LayerAssessment, usage: Usage, view: Perspective): LayerAssessment {
  const endpoint = view.declared.endpoint(usage.id);
  if (endpoint !== null) {
    const what = endpoint.operator === null ? 'Where it runs is' : 'Where it runs and who operates it are';
    const fact = view.declared.fact(CLAIM.endpoint(endpoint));
    return { ...assessment, reason: `${assessment.reason} ${what} declared, not shown by the code.`, facts: [fact, ...assessment.facts] };
  }
  const hosting = view.declared.hosting(usage.id);
  if (hosting === null) return assessment;
  return {
    ...assessment,
    reason: `${assessment.reason} The machines are declared, not shown by the code.`,
    facts: [view.declared.fact(CLAIM.hosting(hosting)), ...assessment.facts],
  };
}

/** Data that go to a country without a transfer basis: a condition the user must settle, not a judgement on what they do. */
function transferRestriction(data: LayerAssessment, usage: Usage): Restriction[] {
  if (data.row !== 'D0' || data.low !== data.high || usage.endpoint?.place == null) return [];
  return [{ level: 'conditional', by: 'transfer-basis', reason: data.reason, from: null, to: null, status: null, flags: [], facts: data.facts }];
}

/** Who can switch the model off: R0 (nobody) to R4 (somebody has). */
function revocability(usage: Usage, view: Perspective, events: EventView): { revocability: Revocability; revocabilityReason: string } {
  const { model } = usage;
  if (!model) return { revocability: 'unknown', revocabilityReason: 'No model is named.' };
  const precedent = events.precedents.length > 0 ? ` Precedent: ${events.precedents.map(({ name }) => name).join('; ')}.` : '';
  const say = (level: Revocability, text: string): { revocability: Revocability; revocabilityReason: string } => ({
    revocability: level,
    revocabilityReason: `${text}${precedent}`,
  });
  if (events.availability === 'unavailable' && usage.weights !== 'held') return say('R4', `${model.name} cannot be reached as of ${view.asOf} (R4).`);
  if (model.weights === null) return say('unknown', `Whether the weights of ${model.name} are open is not recorded.`);
  if (model.weights === 'open') {
    if (usage.weights === 'held') return say('R0', `The weights of ${model.name} are held: nobody can take them away (R0).`);
    return say('R1', `${model.name} has open weights: this supplier can be replaced (R1).`);
  }
  const country = model.developer.controller ?? model.developer.country;
  if (country === null) return say('unknown', `The developer of ${model.name} is not known.`);
  if (view.isHome(country)) return say('R2', `${model.name} can be withdrawn by its maker ${model.developer.name} or by the government at home (R2).`);
  return say('R3', `${model.name} is made by a vendor controlled from ${countryInText(country)} and cannot be kept if withdrawn (R3).`);
}
