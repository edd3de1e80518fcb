/** Concrete next steps, from the knowledge base: a regional endpoint, a host at home for the same weights, an open model of the same kind. */
import type { Model, Service } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Layer } from '../model/layer.ts';
import type { NextStep } from '../model/report.ts';
import type { Usage } from '../model/usage.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';

const MOST = 6;

/** Next steps for the audited usages, those that lift most layers first. */
export function nextSteps(usages: readonly Judged[], index: Index, view: Perspective): NextStep[] {
  const steps = new Map<string, NextStep>();
  const add = (step: NextStep | null): void => {
    if (step && !steps.has(step.text)) steps.set(step.text, step);
  };
  for (const judged of usages) {
    if (missing(judged, view).length === 0 && judged.usage.weights !== 'pulled') continue;
    add(unavailableStep(judged, view));
    add(hostAtHome(judged, index, view));
    add(regionalEndpoint(judged, index, view));
    add(openModel(judged, index, view));
    add(pinWeights(judged));
    add(nameIt(judged));
  }
  return [...steps.values()].sort((a, b) => b.layers.length - a.layers.length || (a.text < b.text ? -1 : 1)).slice(0, MOST);
}

function missing({ assessment }: Judged, view: Perspective): Layer[] {
  return Object.values(assessment.layers)
    .filter(({ layer, low }) => low < view.policy.floors[layer])
    .map(({ layer }) => layer);
}

function where(usage: Usage): string {
  const first = usage.evidence[0];
  return first ? ` (${first.path}:${first.line})` : '';
}

function unavailableStep({ usage, assessment }: Judged, view: Perspective): NextStep | null {
  if (assessment.revocability !== 'R4') return null;
  return { text: `Replace ${usage.model?.name ?? 'this model'} now${where(usage)}: it cannot be reached as of ${view.asOf}.`, layers: ['model', 'deployment'] };
}

/** Open weights behind a foreign service: the same model at an operator at home. */
function hostAtHome({ usage, assessment }: Judged, index: Index, view: Perspective): NextStep | null {
  if (usage.model?.weights !== 'open' || usage.route === 'self-hosted' || view.homeless) return null;
  if (assessment.layers.cloud.low >= view.policy.floors.cloud && assessment.layers.data.low >= view.policy.floors.data) return null;
  const hosts = homeHosts(index, view)
    .slice(0, 3)
    .map(({ name }) => name);
  if (hosts.length === 0) return { text: `Serve ${usage.model.name} yourself${where(usage)}: its weights are open.`, layers: ['data', 'compute', 'cloud'] };
  return {
    text: `Move ${usage.model.name} from ${usage.service?.name ?? 'its present host'} to your own machines or an operator at home (check who of ${hosts.join(', ')} serves it)${where(usage)}: the weights are open.`,
    layers: ['data', 'compute', 'cloud'],
  };
}

function homeHosts(index: Index, view: Perspective): Service[] {
  return [...index.services.values()]
    .filter((service) => {
      const operator = index.organizations.get(service.operator.value ?? '');
      const offers = service.offers.value;
      return (
        (offers === 'open' || offers === 'many') &&
        service.category !== 'gateway' &&
        operator !== undefined &&
        view.isHome(operator.controller.value) &&
        view.isHome(service.location.value)
      );
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The same service from a region at home. */
function regionalEndpoint({ usage, assessment }: Judged, index: Index, view: Perspective): NextStep | null {
  const service = index.services.get(usage.service?.id ?? '');
  if (!service || assessment.layers.data.low >= 2 || usage.endpointBasis === 'unknown') return null;
  const host = service.hosts.find(({ location }) => view.isDataHome(location?.value ?? null));
  if (!host) return null;
  return {
    text: `Use ${host.host} instead of ${usage.endpoint?.host ?? 'the default endpoint'}${where(usage)}: data then stay in ${host.location?.value}; the operator remains ${service.name}'s.`,
    layers: ['data', 'compute', 'cloud'],
  };
}

/** A closed foreign model: an open one of the same kind as a fallback. */
function openModel({ usage, assessment }: Judged, index: Index, view: Perspective): NextStep | null {
  const { model } = usage;
  if (model?.weights !== 'closed' || assessment.layers.model.low >= view.policy.floors.model) return null;
  const candidates = [...index.models.values()].filter((candidate) => isReplacement(candidate, model.modality, index, view));
  const atHome = candidates.filter((candidate) => view.isHome(index.organizations.get(candidate.developer)?.controller.value ?? null));
  const named = (atHome.length > 0 ? atHome : candidates).sort(newestFirst).slice(0, 2);
  if (named.length === 0) return null;
  const list = named.map((candidate) => `${candidate.name} (${index.licenses.get(candidate.license.value ?? '')?.name ?? 'license unknown'})`).join(' or ');
  return {
    text: `Add a fallback with open weights for ${model.name}${where(usage)}, for example ${list}: then no single vendor can stop this call.`,
    layers: ['model', 'deployment', 'license'],
  };
}

function isReplacement(candidate: Model, modality: string, index: Index, view: Perspective): boolean {
  if (candidate.modality !== modality || candidate.weights.value !== 'open' || candidate.status.value !== 'current') return false;
  const developer = index.organizations.get(candidate.developer)?.controller.value ?? null;
  return index.licenses.get(candidate.license.value ?? '')?.class.value === 'open-source' && developer !== null && !view.isAdverse(developer);
}

function newestFirst(a: Model, b: Model): number {
  const left = a.released.value ?? '';
  const right = b.released.value ?? '';
  return left === right ? (a.id < b.id ? -1 : 1) : left > right ? -1 : 1;
}

function pinWeights({ usage }: Judged): NextStep | null {
  if (usage.weights !== 'pulled') return null;
  return { text: `Pin a revision of ${usage.model?.requested ?? 'the model'} and keep a copy${where(usage)}.`, layers: ['model', 'deployment'] };
}

/** An endpoint or model that is not shown here: say it, and the range closes. */
function nameIt({ usage }: Judged): NextStep | null {
  if (usage.endpointBasis !== 'unknown' || usage.confidence === 'low') return null;
  return {
    text: `Show where ${usage.sdk?.name ?? usage.service?.name ?? 'this client'} sends its requests${where(usage)}: the endpoint is set outside this repository, so its levels are ranges.`,
    layers: ['data', 'cloud'],
  };
}
