import type { Organization, Service } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import { factRef, observed, sourceRef } from '../facts.ts';

/** The service of a usage as messages name it. */
export function serviceName(usage: Usage): string {
  if (usage.service) return usage.service.name;
  return usage.endpoint?.host ? `The endpoint ${usage.endpoint.host}` : 'An endpoint that is not shown here';
}

/** Who answers for the machines, at the head of a sentence. */
export function operatorSubject(usage: Usage): string {
  if (usage.route === 'self-hosted' && usage.service && usage.service.operator.id !== 'self') return usage.service.operator.name;
  if (!usage.service) return usage.endpoint?.host ? `Whoever operates ${usage.endpoint.host}` : 'Whoever operates the endpoint, which is not shown here,';
  return `The operator of ${serviceName(usage)}`;
}

/** Who controls a foreign operator, after "is" or "that is". Of one nobody knows it is not said that it is controlled from abroad. */
export function controlledFrom(controller: string | null): string {
  return controller === null ? 'not known and may be controlled from abroad' : `controlled from ${countryInText(controller)}`;
}

/** A place in words, after "data are processed". */
export function placeWords(place: string | null): string {
  if (place === null) return 'in a place that is not known';
  if (place === 'global') return 'wherever its operator chooses (global endpoint)';
  if (place === 'premises') return 'on your own machines';
  return `in ${countryInText(place)}`;
}

/** The chain of the service side: what the code names, whose service that is, who controls the operator, and where it runs. */
export function serviceFacts(usage: Usage, index: Index): FactRef[] {
  const service = usage.service ? index.services.get(usage.service.id) : undefined;
  const own = usage.route === 'self-hosted';
  const facts: FactRef[] = [callFact(usage, service)];
  if (service && !own && service.operator.value !== null && service.operator.value === usage.service?.operator.id)
    facts.push(factRef(`${service.name} is operated by ${usage.service.operator.name}`, service.operator, 'operator'));
  const operator = index.organizations.get(usage.service?.operator.id ?? '');
  if (operator) facts.push(controlFact(operator));
  return [...facts, ...placeFacts(usage, service, index)];
}

/** Who controls an organization in the end. */
export function controlFact({ name, controller, seat }: Organization): FactRef {
  if (controller.value === null && seat.value !== null) return factRef(`${name} has its seat in ${countryInText(seat.value)}`, seat, 'seat');
  return factRef(
    `${name} is controlled from ${controller.value === null ? 'a country that is not known' : countryInText(controller.value)}`,
    controller,
    'controller',
  );
}

function callFact(usage: Usage, service: Service | undefined): FactRef {
  const { sdk, endpoint, endpointBasis } = usage;
  if (usage.route === 'self-hosted') return observed(`${sdk?.name ?? service?.name ?? 'this code'} loads or reaches a model you run`, usage);
  if (endpointBasis === 'observed' && endpoint?.host) return observed(`the code names ${endpoint.host}`, usage, ['endpoint']);
  if (endpointBasis === 'default' && service) {
    const claim = `no endpoint is written: ${sdk?.name ?? 'the library'} goes to ${service.name} by default`;
    return { ...observed(claim, usage), basis: 'default' };
  }
  if (endpointBasis === 'observed' && service) return observed(`the code calls ${service.name}`, usage);
  return { ...observed('the code does not show where this call goes', usage), basis: 'unknown' };
}

/** What says where it runs: the host, the region, or the place the service has by default. */
function placeFacts(usage: Usage, service: Service | undefined, index: Index): FactRef[] {
  const { endpoint } = usage;
  if (!service || !endpoint || usage.route === 'self-hosted') return [];
  const { region, place } = endpoint;
  const geography = Object.entries(service.modelRegions).find(([prefix, where]) => usage.model?.requested.startsWith(prefix) && where === place);
  if (geography)
    return [observed(`the model id begins with "${geography[0]}": ${service.name} keeps it in ${countryInText(geography[1])}`, usage, ['model-id'])];
  if (region !== null && service.regions !== null) {
    const claim = `region ${region} of ${service.name}: ${index.regions.get(service.regions)?.get(region.toLowerCase()) ?? 'unknown'}`;
    const known: FactRef = { claim, ...sourceRef(index.regionSources.get(service.regions) ?? null, 'places') };
    return [observed(`the code names region ${region}`, usage), known];
  }
  const host = service.hosts.find((entry) => entry.host === endpoint.host && entry.location !== null);
  if (host?.location) return [factRef(`${host.host} runs ${placeWords(host.location.value)}`, host.location, 'hosts.location')];
  if (place !== null && place !== service.location.value) return [];
  return [factRef(`default location of ${service.name}: ${service.location.value ?? 'unknown'}`, service.location, 'location')];
}
