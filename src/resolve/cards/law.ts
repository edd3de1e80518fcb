/** Licenses, events, regimes, rules, profiles and organizations as cards. */

import type { Card, Statement } from '../../model/card.ts';
import { type Condition, FACTS, type Test } from '../../model/condition.ts';
import type { Check, License, NamedSet, Organization, Policy, Regime, RestrictionEvent, Segment } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import { LAYERS } from '../../model/layer.ts';
import { card, countryWords, known, listed, organizationWords, plain, statement } from './statements.ts';

export function organizationCard(index: Index, organization: Organization): Card {
  const { id } = organization;
  const made = [...index.families.values()].filter(({ developer }) => developer === id).map((family) => family.id);
  const run = [...index.services.values()].filter(({ operator }) => operator.value === id).map((service) => service.id);
  return card('organization', organization, [
    statement('established in', organization.seat, (code) => countryWords(index, code)),
    statement('controlled from', organization.controller, (code) => countryWords(index, code)),
    ...known('belongs to', organization.parent, (parent) => organizationWords(index, parent)),
    ...listed('makes', made),
    ...listed('operates', run),
  ]);
}

export function licenseCard(_index: Index, license: License): Card {
  const modalities = license.excludedModalities.length === 0 ? '' : ` (models of: ${license.excludedModalities.join(', ')})`;
  return card('license', license, [
    plain('SPDX', license.spdx),
    statement('class', license.class),
    statement('commercial use', license.commercial),
    statement('modification', license.modification),
    statement('redistribution', license.redistribution),
    ...known('no rights in', license.excluded, (places) => (places.length === 0 ? 'no territory is excluded' : `${places.join(', ')}${modalities}`)),
    ...license.gates.map(({ kind, over, text }) => plain('gate', `${text} (${kind}${over === null ? '' : ` over ${over}`})`, license.commercial.source)),
    ...known('use policy', license.usePolicy, (value) => (value ? 'yes, uses are restricted' : 'none')),
    ...known('revocable', license.revocable, (value) => (value ? 'yes' : 'no')),
  ]);
}

export function eventCard(_index: Index, event: RestrictionEvent): Card {
  const { models, developers, operators, services, controllers, everyone } = event.subject;
  return card('event', event, [
    plain('authority', event.authority),
    ...listed('jurisdiction', event.jurisdiction === null ? [] : [event.jurisdiction]),
    ...listed('about', [
      ...models,
      ...developers,
      ...operators,
      ...services,
      ...controllers.map((code) => `developers controlled from ${code}`),
      ...(everyone ? ['every model'] : []),
    ]),
    ...event.segments.flatMap(segmentStatements),
    ...event.scheduled.map(({ at, becomes }) => plain('scheduled', `${becomes.replaceAll('_', ' ')} on ${at}`)),
    plain('last checked', event.verifiedAt),
    ...(event.precedent ? [plain('precedent', 'it shows that this developer can be made to withdraw a model')] : []),
  ]);
}

function segmentStatements(segment: Segment): Statement[] {
  const { from, to, status, legalScope, actualEffect, effects, source } = segment;
  const period = `${from.slice(0, 10)} to ${to === null ? 'open' : to.slice(0, 10)}: ${status.replaceAll('_', ' ')}`;
  const head = plain('period', `${period}. Binds: ${legalScope.replace(/\.$/, '')}. In fact: ${actualEffect}`, source);
  const effectLines = effects.map((effect) => {
    const whom = [...effect.profiles, ...effect.scopes].join(', ') || 'every profile';
    const models = effect.models.length === 0 ? '' : ` for ${effect.models.join(', ')}`;
    return plain('  effect', `${whom}${models}: ${effect.availability === null ? '' : `${effect.availability}, `}${effect.restriction}. ${effect.reason}`);
  });
  return [head, ...effectLines];
}

export function regimeCard(_index: Index, regime: Regime): Card {
  return card('regime', regime, [
    plain('jurisdiction', regime.jurisdiction),
    plain('citation', regime.cite, regime.source),
    plain('reaches', regime.reach, regime.source),
    plain('status', regime.status, regime.source),
    plain('in force', `${regime.from ?? 'unknown'} to ${regime.to ?? 'open'}`, regime.source),
    ...listed('layers', regime.layers),
    ...listed('profiles', regime.profiles),
  ]);
}

const COMPARISON_WORDS: Readonly<Record<Test['compare'], string>> = {
  in: 'is',
  not_in: 'is not',
  all_of: 'has all of',
  matches: 'matches',
  below: 'below',
  at_most: 'at most',
  above: 'above',
  at_least: 'at least',
  known: 'known',
  empty: 'empty',
};

/** Members of a set that are told one by one; the others are counted. */
const MEMBERS_TOLD = 6;

/** A condition in words, its sets opened. */
function conditionWords(condition: Condition): string {
  if ('all' in condition) return condition.all.map(conditionPart).join(' and ');
  if ('any' in condition) return condition.any.map(conditionPart).join(' or ');
  if ('not' in condition) return `not ${conditionPart(condition.not)}`;
  const { fact, compare, values, wildcards = [], profileSets = [], patterns = [], unknown } = condition;
  const { type } = FACTS[fact];
  const ordered = type.kind === 'enum' && ['below', 'at_most', 'above', 'at_least'].includes(compare);
  const words = [
    ...values.map((value) => (ordered ? (type.values[value as number] ?? value) : value)),
    ...wildcards,
    ...profileSets,
    ...patterns.map(({ source }) => source),
  ];
  if (unknown !== undefined) words.push('unknown');
  const left = words.length - MEMBERS_TOLD;
  return `${fact} ${COMPARISON_WORDS[compare]} ${words.slice(0, MEMBERS_TOLD).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function conditionPart(condition: Condition): string {
  return 'fact' in condition ? conditionWords(condition) : `(${conditionWords(condition)})`;
}

/** A rule of the audit. */
export function ruleCard(index: Index, check: Check): Card {
  return card('rule', check, [
    plain('layer', check.layer),
    plain('severity', check.severity ?? (check.when === null ? 'by the level it leaves and what the profile asks for' : 'medium')),
    ...(check.when === null ? [] : [plain('holds when', conditionWords(check.when))]),
    ...(check.whenUnknown ? [plain('when not known', check.whenUnknown === 'match' ? 'it holds where it may' : 'it holds only where it must')] : []),
    plain('says', check.message),
    plain('why it matters', check.help),
    plain('what to do', check.remediation),
    ...listed('see', check.references),
    ...check.touches.map(({ regime, at }) =>
      plain('touches', `${index.regimes.get(regime)?.name ?? regime}: ${at} (${regime})`, index.regimes.get(regime)?.source),
    ),
  ]);
}

export function profileCard(index: Index, policy: Policy): Card {
  const levels = (values: Policy['floors']): string => LAYERS.map((layer) => `${layer} ${values[layer]}`).join(', ');
  return card('profile', policy, [
    plain('home', policy.home.join(', ')),
    plain('data at home in', policy.dataHome.join(', ')),
    ...listed('adverse', policy.adverse),
    plain('floors', levels(policy.floors)),
    plain('layer weights', levels(policy.weights)),
    ...listed(
      'regimes',
      policy.regimes.map((id) => `${index.regimes.get(id)?.name ?? id} (${id})`),
    ),
    ...listed(
      'scopes',
      policy.scopes.map((scope) => (scope === policy.defaultScope ? `${scope} (default)` : scope)),
    ),
    ...listed('transfers', policy.transfers === null ? [] : [`table ${policy.transfers}, ${index.transfers.get(policy.transfers)?.length ?? 0} bases`]),
  ]);
}

/** A set of countries, entries or texts that conditions ask for by name, or a bloc. */
export function setCard(index: Index, { of, written, members, ...set }: NamedSet): Card {
  const words = members.map((member) => (of === 'countries' ? countryWords(index, member) : member));
  return card('set', set, [
    plain('of', of),
    ...(written.join() === members.join() ? [] : listed('written as', written)),
    plain('members', `${members.length}: ${words.join(', ')}`, set.source),
  ]);
}
