/** Which dated events bear on a usage at a date, and what they do to it. */
import { AGE_LIMITS } from '../model/age.ts';
import type { Audience, EventEffect, RestrictionEvent, Segment } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { FactRef, Restriction, Usage } from '../model/usage.ts';
import { keyOf, reaches } from './audience.ts';
import { sourceRef } from './facts.ts';
import { daysBetween, endOfDay, holdsAt, type Perspective } from './perspective.ts';

export interface EventView {
  readonly restrictions: readonly Restriction[];
  /** Whether the model can be reached now, as far as events say. */
  readonly availability: 'unavailable' | 'limited' | 'available';
  readonly availabilityReason: string | null;
  /** An event in force bars this profile from the model or its developer. */
  readonly prohibitsModel: Restriction | null;
  /** This developer had a model withdrawn or gated before. */
  readonly precedents: readonly RestrictionEvent[];
  /** Events about this usage with the state they are in: those that do something under this profile, and those of a law that is near. */
  /** What is not declared and decides whether an event reaches the user, with the key that settles it. */
  readonly questions: readonly { readonly text: string; readonly key: string }[];
  readonly active: readonly { readonly event: RestrictionEvent; readonly segment: Segment }[];
}

const ORDER: Readonly<Record<Restriction['level'], number>> = { none: 0, watch: 1, conditional: 2, prohibited: 3 };

/** Reads all events for one usage. */
export function eventsFor(usage: Usage, index: Index, view: Perspective): EventView {
  const restrictions: Restriction[] = [];
  const precedents: RestrictionEvent[] = [];
  const questions: { text: string; key: string }[] = [];
  const active: { event: RestrictionEvent; segment: Segment }[] = [];
  let availability: EventView['availability'] = 'available';
  let availabilityReason: string | null = null;
  let prohibitsModel: Restriction | null = null;
  for (const event of index.events.values()) {
    if (isPrecedent(event, usage, view)) precedents.push(event);
    if (!concerns(event, usage)) continue;
    const segment = event.segments.find(({ from, to }) => holdsAt(from, to, view.asOf));
    if (!segment) continue;
    if (segment.effects.some((effect) => applies(effect, usage, view)) || (segment.effects.length === 0 && isNear(event, usage, view)))
      active.push({ event, segment });
    for (const effect of segment.effects) {
      if (!applies(effect, usage, view)) continue;
      const reach = effect.when === null ? 'yes' : reaches(effect.when, view);
      if (reach === 'no') continue;
      if (effect.when !== null && reach === 'open') {
        questions.push({ text: effect.when.ask, key: keyOf(effect.when, view) });
        if (effect.when.undeclared === 'conditional') restrictions.push(openRestriction(event, segment, effect, view));
        continue;
      }
      if (effect.availability !== null && effect.availability !== 'available' && availability !== 'unavailable') {
        availability = effect.availability;
        availabilityReason = `${event.name}: ${segment.actualEffect}`;
      }
      if (effect.restriction === 'none') continue;
      const restriction = restrictionOf(event, segment, effect, view);
      restrictions.push(restriction);
      if (effect.restriction === 'prohibited' && concernsModel(event, usage)) prohibitsModel ??= restriction;
    }
  }
  for (const event of precedents) {
    if (!concerns(event, usage) && withdrew(event)) restrictions.push(precedentRestriction(event));
  }
  return { restrictions: restrictions.sort(worstFirst), availability, availabilityReason, prohibitsModel, precedents, active, questions };
}

function worstFirst(a: Restriction, b: Restriction): number {
  return ORDER[b.level] - ORDER[a.level] || (a.by < b.by ? -1 : a.by > b.by ? 1 : 0);
}

/** The strongest of several restrictions. */
export function strongest(restrictions: readonly Restriction[]): Restriction['level'] {
  return restrictions.reduce<Restriction['level']>((top, { level }) => (ORDER[level] > ORDER[top] ? level : top), 'none');
}

function concernsModel(event: RestrictionEvent, usage: Usage): boolean {
  const { models, developers, controllers, everyone } = event.subject;
  const country = usage.model?.developer.controller ?? usage.model?.developer.country ?? null;
  if (usage.model !== null && (everyone || (country !== null && controllers.includes(country)))) return true;
  return (usage.model?.id != null && models.includes(usage.model.id)) || (usage.model?.developer.id != null && developers.includes(usage.model.developer.id));
}

/** Whether an event names the model, its developer, the operator or the service of a usage. */
export function concerns(event: RestrictionEvent, usage: Usage): boolean {
  const { operators, services } = event.subject;
  const operator = usage.service?.operator.id;
  return concernsModel(event, usage) || (operator != null && operators.includes(operator)) || (usage.service !== null && services.includes(usage.service.id));
}

/** Something without an effect of its own is worth telling where it is the law at home, of the operator or of the developer. */
function isNear({ jurisdiction }: RestrictionEvent, { service, model }: Usage, view: Perspective): boolean {
  const bodies = [service?.operator, model?.developer];
  return jurisdiction === null || view.isHome(jurisdiction) || bodies.some((body) => body?.controller === jurisdiction || body?.country === jurisdiction);
}

function applies(effect: EventEffect, usage: Usage, view: Perspective): boolean {
  if (effect.models.length > 0 && !effect.models.includes(usage.model?.id ?? '')) return false;
  if (effect.profiles.length > 0 && !effect.profiles.includes(view.policy.id)) return false;
  return effect.scopes.length === 0 || view.scope === null || effect.scopes.includes(view.scope);
}

function restrictionOf(event: RestrictionEvent, segment: Segment, effect: EventEffect, view: Perspective): Restriction {
  const flags: Restriction['flags'][number][] = [];
  const due = event.scheduled.filter(({ at }) => at <= view.asOf && event.verifiedAt < at);
  const ahead = event.scheduled.filter(({ at }) => at > view.asOf);
  if (effect.open) flags.push('undeclared');
  if (due.length > 0) flags.push('unverified');
  if (ahead.length > 0) flags.push('scheduled');
  if (daysBetween(event.verifiedAt, view.asOf) > AGE_LIMITS.segments) flags.push('stale');
  const change = due[0]
    ? ` A change to "${due[0].becomes}" was scheduled for ${due[0].at}; whether it happened is not verified (last checked ${event.verifiedAt}).`
    : '';
  const declared = effect.when === null ? [] : [view.declared.fact(audienceClaim(effect.when, view))];
  return {
    level: effect.restriction,
    by: event.id,
    reason: `${effect.reason}${change}`,
    ...datesOf(segment),
    flags,
    facts: [...declared, eventFact(event, segment)],
  };
}

/** What is not declared makes a condition of a bar, never a bar. */
function openRestriction(event: RestrictionEvent, segment: Segment, effect: EventEffect, view: Perspective): Restriction {
  const known = restrictionOf(event, segment, { ...effect, when: null, open: true }, view);
  const level = known.level === 'prohibited' ? 'conditional' : known.level;
  return { ...known, level, reason: `${known.reason} Whether this reaches you is not declared.` };
}

function audienceClaim(when: Audience, view: Perspective): string {
  const { owners = [], sector = null } = view.declared.organization ?? {};
  return when.owners.length > 0 && owners.length > 0 ? `declared: ultimate owners in ${owners.join(', ')}` : `declared: sector ${sector}`;
}

function datesOf({ from, to, status }: Segment): Pick<Restriction, 'from' | 'to' | 'status'> {
  return { from: from.slice(0, 10), to: to === null ? null : to.slice(0, 10), status };
}

/** What an event says now, as a fact with its source. */
export function eventFact(event: RestrictionEvent, segment: Segment): FactRef {
  const until = segment.to === null ? '' : ` until ${segment.to.slice(0, 10)}`;
  return {
    claim: `${event.authority}: ${segment.legalScope} (${segment.status.replaceAll('_', ' ')} since ${segment.from.slice(0, 10)}${until}; actual effect: ${segment.actualEffect})`,
    ...sourceRef(segment.source),
    asOf: segment.source?.asOf ?? event.verifiedAt,
    checkedOn: event.verifiedAt,
    // What is over does not grow old.
    ...(segment.to === null && !['lifted', 'expired'].includes(segment.status) && { maxAgeDays: AGE_LIMITS.segments }),
  };
}

/** Another model of this developer was withdrawn or gated before the date. */
function isPrecedent(event: RestrictionEvent, usage: Usage, view: Perspective): boolean {
  const developer = usage.model?.developer.id;
  if (!event.precedent || developer == null) return false;
  const first = event.segments[0];
  if (!first || Date.parse(first.from) > endOfDay(view.asOf)) return false;
  return event.subject.developers.includes(developer) || event.subject.models.some((model) => model.startsWith(`${developer}/`));
}

/** A model in use was taken away; a gated preview before release is a precedent too, but nobody lost anything in use. */
function withdrew(event: RestrictionEvent): boolean {
  return event.segments.some(({ effects }) => effects.some(({ availability }) => availability === 'unavailable'));
}

function precedentRestriction(event: RestrictionEvent): Restriction {
  const first = event.segments[0] as Segment;
  return {
    level: 'watch',
    by: event.id,
    ...datesOf(first),
    flags: ['precedent'],
    reason: `Precedent: ${event.name}. It did not name this model.`,
    facts: [eventFact(event, first)],
  };
}
