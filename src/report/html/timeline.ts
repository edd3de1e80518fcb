import type { Report } from '../../model/report.ts';
import { compareText } from '../select.ts';
import { count, RESTRICTION_MEANING } from '../words.ts';
import { eventsOf, type StackEvent } from './events.ts';
import { factList } from './facts.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

const EVENTS = 40;
/** Services named for one event. */
const NAMES = 4;
const DAY = 86_400_000;
/** Length of the axis in user units. */
const AXIS = 400;

const FLAG_WORDS: Readonly<Record<StackEvent['flags'][number], string>> = {
  precedent: 'precedent',
  scheduled: 'a change is scheduled',
  unverified: 'a scheduled change is not verified',
  stale: 'past the age limit for facts: check it again',
  undeclared: 'it hangs on a fact about you that is not declared',
};

/** The dated events that touch this stack, on a common axis that ends at the date of the audit. */
export function timelineSection({ report }: View): Markup | null {
  const events = eventsOf(report.usages.filter(({ scope }) => report.audit.scopes.includes(scope)));
  if (events.length === 0) return null;
  const axis = axisOf(events, report.audit.asOf);
  const more = events.length - EVENTS;
  return html`<section aria-labelledby="timeline"><h2 id="timeline">Events that touch this stack</h2>
<p class="lead">What is on record about these models, developers and operators, as of ${report.audit.asOf}. The bar shows how long the present state has held.</p>
<ol class="events">${events.slice(0, EVENTS).map((event) => item(event, axis, report))}</ol>${more > 0 && html`<p class="quiet">and ${more} more (the JSON report has all)</p>`}</section>`;
}

interface Axis {
  readonly start: number;
  readonly end: number;
  readonly years: readonly { readonly year: number; readonly x: number }[];
}

/** From the beginning of the first event's year to the date of the audit, or to the last end that lies ahead. */
function axisOf(events: readonly StackEvent[], asOf: string): Axis {
  const from = events.map((event) => event.from).filter((day) => day !== null);
  const first = Number((from[0] ?? asOf).slice(0, 4));
  const start = Date.UTC(first, 0, 1);
  const end = Math.max(Date.parse(asOf), ...events.map(({ to }) => (to === null ? 0 : Date.parse(to))), start + 30 * DAY);
  const last = new Date(end).getUTCFullYear();
  const count = last - first + 1;
  const step = Math.ceil(count / 6);
  const years = Array.from({ length: count }, (_, index) => first + index).filter((_, index) => index % step === 0);
  return { start, end, years: years.map((year) => ({ year, x: position(Date.UTC(year, 0, 1), start, end) })) };
}

function position(time: number, start: number, end: number): number {
  return Math.round(((time - start) / (end - start)) * AXIS * 10) / 10;
}

function item(event: StackEvent, axis: Axis, report: Report): Markup {
  const { from, to, status, level, reason, flags, facts, usages } = event;
  const when = from === null ? 'undated' : to === null ? `since ${from}` : `${from} to ${to}`;
  return html`<li class="event ${level}">
<p class="when"><time>${when}</time>${status !== null && html` <span class="status">${status}</span>`}</p>
<div class="what"><p><b class="tone-${level}" title="${RESTRICTION_MEANING[level]}">${level}</b> ${reason}</p>
${lane(event, axis)}
<p class="quiet">${event.id} · touches ${count(usages.length, 'call path')}${touched(usages, report)}${flags.map((flag) => ` · ${FLAG_WORDS[flag]}`)}</p>
${facts.length > 0 && html`<details><summary>Sources</summary>${factList(facts)}</details>`}</div></li>`;
}

/** ` of DeepSeek API, OpenRouter`: the services, or without one the models, of these call paths. */
function touched(ids: readonly string[], { usages }: Report): string {
  const own = new Set(ids);
  const names = [...new Set(usages.filter(({ id }) => own.has(id)).flatMap(({ service, model }) => service?.name ?? model?.name ?? []))].sort(compareText);
  return names.length === 0 ? '' : ` of ${names.slice(0, NAMES).join(', ')}${names.length > NAMES ? ', …' : ''}`;
}

function lane({ from, to }: StackEvent, { start, end, years }: Axis): Markup | null {
  if (from === null) return null;
  const x = position(Date.parse(from), start, end);
  const until = to === null ? AXIS : position(Date.parse(to), start, end);
  const marks = years.map((year) => html`<path class="tick" d="M${year.x} 0V14"/><text x="${year.x + 2}" y="24">${year.year}</text>`);
  return html`<svg class="lane" viewBox="0 0 ${AXIS} 26" aria-hidden="true"><path class="track" d="M0 7H${AXIS}"/>${marks}<rect class="span" x="${x}" y="3" width="${Math.max(3, Math.round((until - x) * 10) / 10)}" height="8" rx="2"/></svg>`;
}
