import type { Index } from '../../model/knowledge.ts';
import type { FactRef, Usage } from '../../model/usage.ts';
import { factRef, observed } from '../facts.ts';

/** The service of a usage as messages name it. */
export function serviceName(usage: Usage): string {
  if (usage.service) return usage.service.name;
  return usage.endpoint?.host ? `The endpoint ${usage.endpoint.host}` : 'An endpoint that is not shown here';
}

/** Who answers for the machines, at the head of a sentence. */
export function operatorSubject(usage: Usage): string {
  if (usage.route === 'self-hosted' && usage.service && usage.service.operator.id !== 'self') return usage.service.operator.name;
  return `The operator of ${serviceName(usage)}`;
}

/** A place in words, after "data are processed". */
export function placeWords(place: string | null): string {
  if (place === null) return 'at a place that is not known';
  if (place === 'global') return 'wherever its operator chooses (global endpoint)';
  if (place === 'premises') return 'on your own machines';
  return `in ${place}`;
}

/** Facts about the service side: who operates it, who controls the operator, where it runs. */
export function serviceFacts(usage: Usage, index: Index): FactRef[] {
  const facts: FactRef[] = [];
  const service = usage.service ? index.services.get(usage.service.id) : undefined;
  if (usage.endpoint?.host && usage.endpointBasis === 'observed') facts.push(observed(`the code names ${usage.endpoint.host}`));
  if (usage.endpointBasis === 'default' && service) {
    facts.push({
      claim: `no endpoint is written: ${usage.sdk?.name ?? 'the library'} goes to ${service.name} by default`,
      source: null,
      basis: 'default',
      asOf: null,
    });
  }
  if (!service) return facts;
  const operator = index.organizations.get(service.operator.value ?? '');
  if (operator) {
    facts.push(factRef(`${service.name} is operated by ${operator.name}`, service.operator));
    facts.push(factRef(`${operator.name} is controlled from ${operator.controller.value ?? operator.seat.value ?? 'unknown'}`, operator.controller));
  }
  facts.push(factRef(`default location of ${service.name}: ${service.location.value ?? 'unknown'}`, service.location));
  return facts;
}
