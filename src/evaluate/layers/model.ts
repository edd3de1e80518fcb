/** The model layer: if the developer or its government withdrew this model tomorrow, would you still have it? Rows M0 to M4 of the scoring page. */
import type { Model, Weights } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, LayerAssessment, OrganizationRef, Usage } from '../../model/usage.ts';
import type { EventView } from '../events.ts';
import { factRef, observed } from '../facts.ts';
import type { Perspective } from '../perspective.ts';
import { controlFact } from './service-words.ts';
import { type Reading, range } from './table.ts';

interface ModelInput {
  readonly name: string;
  readonly developer: OrganizationRef;
  /** Null: nobody recorded whether they are open, and here they are taken for closed. */
  readonly weights: Weights | null;
  readonly held: boolean;
  readonly own: boolean;
  /** Known to be fetched by name; false where nothing shows it. */
  readonly pulled: boolean;
  readonly facts: readonly FactRef[];
}

/** Level of the model layer for one usage. */
export function modelLayer(usage: Usage, index: Index, view: Perspective, events: EventView): LayerAssessment {
  const { model } = usage;
  if (!model) return unnamedModel(usage, index, view);
  const facts = modelFacts(usage, index);
  const kinds: readonly (Weights | null)[] = model.weights === null ? ['open', null] : [model.weights];
  const held = usage.weights === 'held';
  const readings = kinds.map((weights) =>
    read({ name: model.name, developer: model.developer, weights, held, own: usage.route === 'self-hosted', pulled: usage.weights === 'pulled', facts }, view),
  );
  if (events.prohibitsModel) {
    return range('model', [{ level: 0, row: 'M0', reason: events.prohibitsModel.reason, facts: [...events.prohibitsModel.facts, ...facts] }], null);
  }
  if (events.availability === 'unavailable' && !held) {
    return range(
      'model',
      [
        {
          level: 0,
          row: 'M0',
          reason: `${model.name} cannot be reached as of ${view.asOf}. ${events.availabilityReason ?? ''}`.trim(),
          facts: [...restrictionFacts(events), ...facts],
        },
      ],
      null,
    );
  }
  if (events.availability === 'limited' && !held) {
    readings.unshift({
      level: 0,
      row: 'M0',
      reason: `${model.name} is open only to named parties as of ${view.asOf}. ${events.availabilityReason ?? ''}`.trim(),
      facts: [...restrictionFacts(events), ...facts],
    });
    return range('model', readings, 'Whether you are one of them is not known here.');
  }
  if (model.developer.id === null) {
    const top = held ? 4 : 2;
    return range(
      'model',
      [
        { level: 0, row: 'M?', reason: `"${model.requested}" is not in the knowledge base: its developer and license are unknown.`, facts },
        { level: top, row: 'M?', reason: '', facts },
      ],
      null,
    );
  }
  return range('model', readings, null);
}

function restrictionFacts(events: EventView): readonly FactRef[] {
  return events.restrictions.flatMap(({ facts }) => facts);
}

/** The chain of the model side: what the code asks for, what that is, and who controls its maker; for weights in hand, what shows them. */
function modelFacts(usage: Usage, index: Index): FactRef[] {
  const entity = usage.model?.id == null ? undefined : index.models.get(usage.model.id);
  const facts = [observed(`the code asks for "${usage.model?.requested ?? ''}"`, usage, ['model-id', 'weights'])];
  if (entity) facts.push(factRef(`${entity.name} (${entity.id}): weights ${entity.weights.value ?? 'unknown'}`, entity.weights));
  const developer = index.organizations.get(usage.model?.developer.id ?? '');
  if (developer) facts.push(controlFact(developer));
  if (usage.weights !== null) {
    const claim = usage.weights === 'held' ? 'a revision is pinned or a local copy is named' : 'the weights are fetched by name';
    facts.push(observed(claim, usage, ['weights', 'model-id']));
  }
  return facts;
}

/** One row of the table, first match wins. */
function read(input: ModelInput, view: Perspective): Reading {
  const { name, developer, weights, held, facts } = input;
  const country = developer.controller ?? developer.country;
  const atHome = view.isHome(country);
  const maker = `${developer.name} (${country ?? 'country unknown'})`;
  if (view.isAdverse(country)) return { level: 0, row: 'M0', reason: `${name} is made by ${maker}; this profile lists ${country} as adverse by law.`, facts };
  const open = weights === 'open';
  const shut = weights === null ? 'weights that are not on record as open' : weights === 'partly' ? 'weights that are open only in part' : 'closed weights';
  if (!open && !atHome)
    return {
      level: 1,
      row: 'M1',
      reason: `${name} has ${shut} and is made by ${maker}: if it is withdrawn, you ${weights === null ? 'may' : 'do'} not have it.`,
      facts,
    };
  if (!open) return { level: 2, row: 'M2', reason: `${name} has ${shut}; its maker ${maker} is at home.`, facts };
  if (!held && !input.own)
    return { level: 2, row: 'M2', reason: `${name} has open weights, but this code only reaches it through someone else's service.`, facts };
  if (!held && !input.pulled)
    return { level: 2, row: 'M2', reason: `${name} has open weights and runs on your side; whether a copy is held is not shown here.`, facts };
  if (!held)
    return { level: 2, row: 'M2', reason: `${name} has open weights, but they are pulled by name at start, without a pinned revision or local copy.`, facts };
  if (!atHome) return { level: 3, row: 'M3', reason: `${name} (open weights, by ${maker}) is held: it cannot be withdrawn.`, facts };
  return { level: 4, row: 'M4', reason: `${name} (open weights, by ${maker}) is held and made at home.`, facts };
}

/** No model id is written: the range over what the service is known to offer. */
function unnamedModel(usage: Usage, index: Index, view: Perspective): LayerAssessment {
  const service = usage.service ? index.services.get(usage.service.id) : undefined;
  const operator = service?.operator.value ?? null;
  const offered = service?.offers.value === 'own' && operator !== null ? [...index.models.values()].filter((model) => model.developer === operator) : [];
  const what = usage.dynamicModel === null ? 'No model id is written beside this call' : `The model is chosen at run time (${usage.dynamicModel})`;
  const self = usage.route === 'self-hosted';
  const facts: FactRef[] = [{ ...observed(`${what.charAt(0).toLowerCase()}${what.slice(1)}`, usage), basis: 'unknown' }];
  if (offered.length === 0) {
    return range(
      'model',
      [
        { level: 0, row: 'M?', reason: `${what}.`, facts },
        { level: self ? 4 : 2, row: 'M?', reason: '', facts },
      ],
      null,
    );
  }
  const readings = offered.map((model) => read(inputOf(model, usage, self), view));
  const assessment = range('model', readings, null);
  const offers = service ? [factRef(`${service.name} offers models of its operator`, service.offers, 'offers')] : [];
  return { ...assessment, row: 'M?', reason: `${what}: the range is over what ${usage.service?.name ?? 'the service'} offers.`, facts: [...facts, ...offers] };
}

function inputOf(model: Model, usage: Usage, self: boolean): ModelInput {
  return {
    name: model.name,
    developer: usage.service?.operator ?? { id: model.developer, name: model.developer, country: null, controller: null },
    weights: model.weights.value,
    held: false,
    own: self,
    pulled: self,
    facts: [],
  };
}
