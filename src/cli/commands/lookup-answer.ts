/** A text and what it was found to be -> the answer of `lookup`. */

import type { ModelMatch } from '../../match/index.ts';
import { type Found, findText } from '../../match/lookup.ts';
import type { Card, LookupResult, ServiceNote, Statement } from '../../model/card.ts';
import type { Model, Package, Service } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { Usage } from '../../model/usage.ts';
import { cardOf } from '../../resolve/cards/entries.ts';
import { eventsAbout, noteOf } from '../../resolve/cards/events.ts';
import { environmentStatement, placeWords } from '../../resolve/cards/services.ts';
import { organizationStatement, plain } from '../../resolve/cards/statements.ts';
import { organizationRef } from '../../resolve/usages.ts';
import { maskKeys } from '../../util/mask.ts';

type Answer = Omit<LookupResult, 'query' | 'suggestion'>;

const NOTHING: Answer = { match: null, kind: null, model: null, service: null, package: null, organization: null, license: null, events: [], cards: [] };

/** What the knowledge base knows of a text, as of a day. `suggest` names something near it when nothing matches. */
export function answer(index: Index, query: string, asOf: string, suggest: (text: string) => string | null): LookupResult {
  const found = findText(index, query);
  // What was asked is told as it was asked, unless it is a key that somebody pasted.
  const asked = maskKeys(query);
  return found === null ? { query: asked, ...NOTHING, suggestion: suggest(query) } : { query: asked, ...describe(index, found, asOf), suggestion: null };
}

function describe(index: Index, found: Found, asOf: string): Answer {
  switch (found.kind) {
    case 'model':
      return modelAnswer(index, found.match, asOf);
    case 'host': {
      const { host, service } = found;
      const exact = host.entry?.host === host.host;
      return serviceAnswer(index, service, asOf, { match: exact ? 'exact' : 'pattern', region: host.region, place: host.place });
    }
    case 'package':
      return packageAnswer(index, found.id, found.purl, asOf);
    case 'accelerator':
      return entryAnswer(index, { kind: 'entry', of: 'accelerators', id: found.id }, asOf);
    case 'env-var': {
      const first = found.entries[0];
      if (!first) return NOTHING;
      const others = found.entries.slice(1).flatMap(({ service }) => cardOf(index, 'services', service));
      const base = serviceAnswer(index, first.service, asOf, { match: 'exact', region: null, place: null }, [environmentStatement(first)]);
      return { ...base, kind: 'env-var', cards: [...base.cards, ...others] };
    }
    case 'entry':
      return entryAnswer(index, found, asOf);
  }
}

function entryAnswer(index: Index, { of, id }: Extract<Found, { kind: 'entry' }>, asOf: string): Answer {
  const cards = cardOf(index, of, id);
  const base = { ...NOTHING, match: 'exact' as const, cards };
  switch (of) {
    case 'models':
      return modelAnswer(
        index,
        { ...NAMED, requested: id, model: id, family: index.models.get(id)?.family ?? null, developer: index.models.get(id)?.developer ?? null },
        asOf,
      );
    case 'families':
      return modelAnswer(index, { ...NAMED, requested: id, family: id, developer: index.families.get(id)?.developer ?? null }, asOf);
    case 'services': {
      const pkg = index.packages.get(id);
      const answered = serviceAnswer(index, id, asOf, { match: 'exact', region: null, place: null });
      return pkg ? { ...answered, package: packageNote(index, pkg, pkg.purls[0] ?? '') } : answered;
    }
    case 'packages':
      return packageAnswer(index, id, index.packages.get(id)?.purls[0] ?? '', asOf);
    case 'organizations':
      return {
        ...base,
        kind: 'organization',
        organization: organizationRef(index, id),
        events: eventsAbout(index, { model: null, developer: id, operator: id, service: null }, asOf),
      };
    case 'licenses':
      return { ...base, kind: 'license', license: { id, name: index.licenses.get(id)?.name ?? id } };
    case 'events': {
      const event = index.events.get(id);
      return { ...base, kind: 'event', events: event ? [noteOf(event, asOf)] : [] };
    }
    case 'accelerators': {
      const vendor = index.accelerators.get(id)?.vendor.value ?? null;
      const events = eventsAbout(index, { model: null, developer: null, operator: vendor, service: null }, asOf);
      return { ...base, kind: 'accelerator', organization: organizationRef(index, vendor), events };
    }
    case 'regimes':
      return { ...base, kind: 'regime' };
    case 'checks':
      return { ...base, kind: 'rule' };
    case 'policies':
      return { ...base, kind: 'profile' };
    case 'sets':
      return { ...base, kind: 'set' };
  }
}

/** A model that was named by its id here, not as a service calls it. */
const NAMED = { model: null, via: 'exact', service: null, region: null, place: null, boundOnly: false } as const;

function modelAnswer(index: Index, match: ModelMatch, asOf: string): Answer {
  const service = match.service === null ? undefined : index.services.get(match.service);
  const cards = match.model !== null ? cardOf(index, 'models', match.model) : match.family !== null ? cardOf(index, 'families', match.family) : [];
  const subject = { model: match.model, developer: match.developer, operator: service?.operator.value ?? null, service: service?.id ?? null };
  const described = cards.length > 0 ? cards : [strangerCard(index, match)];
  const shown = match.via === 'lineage' && !isOwnTuning(index, match) ? described.map((card) => asAncestor(card, match)) : described;
  return {
    ...NOTHING,
    match: match.via,
    kind: 'model',
    model: modelNote(index, match),
    service: service ? serviceNote(index, service, match.region, match.place) : null,
    events: eventsAbout(index, subject, asOf),
    cards: service ? [...shown.map((card, at) => (at === 0 ? withRoute(index, card, service, match) : card))] : shown,
  };
}

/** Only the developer is known: by the account before the name, or because the service has no other models. */
function strangerCard(index: Index, match: ModelMatch): Card {
  return {
    kind: 'model',
    id: match.requested,
    name: match.requested,
    file: '',
    custom: false,
    statements: [
      organizationStatement(index, 'made by', match.developer),
      plain('model', 'not in the knowledge base; its developer is known by the name before it'),
    ],
  };
}

/** Closed weights are adapted by nobody but their developer: a fine-tuned one is the same model, in the same hands. */
function isOwnTuning(index: Index, { model, family }: ModelMatch): boolean {
  return (index.models.get(model ?? '')?.weights.value ?? index.families.get(family ?? '')?.weights) === 'closed';
}

/** What is known is the base; the adaptation itself, and who made it, are not. */
function asAncestor(card: Card, match: ModelMatch): Card {
  const itself = match.family === null ? [] : [plain('made by', 'unknown: somebody adapted what follows')];
  const base = card.statements.map((entry) => (entry.label === 'made by' && match.family !== null ? { ...entry, label: 'base made by' } : entry));
  return { ...card, statements: [...itself, ...base] };
}

/** The id names a service, too: who receives the prompt, and where. */
function withRoute(index: Index, card: Card, service: Service, { region, place }: ModelMatch): Card {
  const where = place === null ? (region === null ? '' : `, ${region}`) : `, ${placeWords(index, place)}${region === null ? '' : ` by "${region}"`}`;
  const route: Statement[] = [plain('asked for at', `${service.name} (${service.id})${where}`)];
  if (!service.selfHosted) route.push(organizationStatement(index, 'operated by', service.operator.value));
  return { ...card, statements: [...card.statements, ...route] };
}

/** The model side, as reports publish it. */
function modelNote(index: Index, match: ModelMatch): Usage['model'] {
  const model: Model | undefined = match.model === null ? undefined : index.models.get(match.model);
  const family = index.families.get(model?.family ?? match.family ?? '');
  const license = model?.license.value == null ? undefined : index.licenses.get(model.license.value);
  const adapted = match.via === 'lineage' && match.family !== null && !isOwnTuning(index, match);
  return {
    id: adapted ? null : (model?.id ?? null),
    family: family?.id ?? null,
    requested: match.requested,
    name: adapted ? match.requested : (model?.name ?? (family ? `${family.name} (version not in the knowledge base)` : match.requested)),
    developer: organizationRef(index, adapted ? null : match.developer),
    weights: model ? model.weights.value : (family?.weights ?? null),
    license: license ? { id: license.id, name: license.name } : null,
    base: adapted ? (match.model ?? match.family) : (model?.base.value ?? null),
    modality: model?.modality ?? family?.modality ?? 'text',
    origin: model?.kind ?? family?.kind ?? null,
    status: model?.status.value ?? null,
  };
}

interface Where {
  readonly match: 'exact' | 'pattern';
  readonly region: string | null;
  readonly place: string | null;
}

function serviceAnswer(index: Index, id: string, asOf: string, { match, region, place }: Where, more: readonly Statement[] = []): Answer {
  const service = index.services.get(id);
  if (!service) return NOTHING;
  const here = place === null ? [] : [plain('this one', `${placeWords(index, place)}${region === null ? '' : ` by "${region}"`}`)];
  const cards = cardOf(index, 'services', id).map((card) => ({ ...card, statements: [...more, ...here, ...card.statements] }));
  const events = eventsAbout(index, { model: null, developer: null, operator: service.operator.value, service: id }, asOf);
  return { ...NOTHING, match, kind: 'service', service: serviceNote(index, service, region, place), events, cards };
}

function serviceNote(index: Index, service: Service, region: string | null, place: string | null): ServiceNote {
  const { id, name, category, operator } = service;
  return { id, name, category, operator: service.selfHosted ? SELF : organizationRef(index, operator.value), region, place };
}

const SELF = { id: 'self', name: 'your own machines', country: null, controller: null } as const;

function packageAnswer(index: Index, id: string, purl: string, asOf: string): Answer {
  const pkg = index.packages.get(id);
  if (!pkg) return NOTHING;
  const implied = pkg.implies === null ? undefined : index.services.get(pkg.implies);
  const events = eventsAbout(index, { model: null, developer: null, operator: implied?.operator.value ?? null, service: implied?.id ?? null }, asOf);
  return {
    ...NOTHING,
    match: 'exact',
    kind: 'package',
    package: packageNote(index, pkg, purl),
    service: implied ? serviceNote(index, implied, null, null) : null,
    events,
    cards: cardOf(index, 'packages', id),
  };
}

function packageNote(index: Index, pkg: Package, purl: string): NonNullable<LookupResult['package']> {
  return { id: pkg.id, name: pkg.name, purl, role: pkg.role, publisher: organizationRef(index, pkg.publisher.value), implies: pkg.implies };
}
