import type { EventNote } from '../../model/card.ts';
import type { RestrictionEvent } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import { organizationRef } from '../usages.ts';

/** What somebody asks about, as far as events can name it. */
export interface Subject {
  readonly model: string | null;
  readonly developer: string | null;
  readonly operator: string | null;
  readonly service: string | null;
}

/** How near an event comes, nearest first. */
const NEARNESS = ['itself', 'model', 'service', 'developer', 'operator', 'country'] as const satisfies readonly EventNote['about'][];

/**
 * Events that name the subject, the nearest and newest first, with their state on `asOf`. What binds every model alike is left out: it says
 * nothing about this one.
 */
export function eventsAbout(index: Index, subject: Subject, asOf: string): EventNote[] {
  const controller = subject.developer === null ? null : organizationRef(index, subject.developer).controller;
  const notes: EventNote[] = [];
  for (const event of index.events.values()) {
    const about = nearest(event, subject, controller);
    if (about !== null) notes.push({ ...noteOf(event, asOf), about });
  }
  return notes.sort((a, b) => NEARNESS.indexOf(a.about) - NEARNESS.indexOf(b.about) || compare(b.from ?? '', a.from ?? '') || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function nearest({ subject: about }: RestrictionEvent, subject: Subject, controller: string | null): EventNote['about'] | null {
  if (subject.model !== null && about.models.includes(subject.model)) return 'model';
  if (subject.service !== null && about.services.includes(subject.service)) return 'service';
  if (subject.developer !== null && about.developers.includes(subject.developer)) return 'developer';
  if (subject.operator !== null && about.operators.includes(subject.operator)) return 'operator';
  return controller !== null && about.controllers.includes(controller) ? 'country' : null;
}

/** An event with the part of its life that holds on a day, or the first when none has begun. */
export function noteOf(event: RestrictionEvent, asOf: string): EventNote {
  const begun = event.segments.filter(({ from }) => from.slice(0, 10) <= asOf);
  const segment = begun.at(-1) ?? event.segments[0];
  const over = begun.length > 0 && segment?.to != null && segment.to.slice(0, 10) <= asOf;
  return {
    id: event.id,
    name: event.name,
    authority: event.authority,
    about: 'itself',
    verifiedAt: event.verifiedAt,
    status: begun.length === 0 || !segment ? null : over ? 'ended' : segment.status,
    from: segment?.from ?? null,
    to: segment?.to ?? null,
    legalScope: segment?.legalScope ?? null,
    actualEffect: segment?.actualEffect ?? null,
    source: segment?.source ?? null,
  };
}
