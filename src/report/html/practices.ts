import type { ReportedFact, ServicePractices } from '../../model/report.ts';
import { compareText } from '../select.ts';
import { sourceLink, sourceNote } from './facts.ts';
import { placeName } from './places.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

const TRAINING = { no: 'no', yes: 'yes', 'opt-out': 'yes, unless you object', 'plan-dependent': 'depends on plan or provider' } as const;
const ZERO = {
  default: 'nothing kept by default',
  setting: 'zero retention: a setting',
  agreement: 'zero retention: by agreement',
  no: 'no zero retention',
} as const;
const REVIEW = { no: 'no', flagged: 'what is flagged', yes: 'yes' } as const;

/** What the operators of the services in use say they do with what they are sent. Context beside the levels, never a part of them. */
export function practiceSection({ report, usageAnchors }: View): Markup | null {
  const rows = [...report.dataPractices].sort((a, b) => compareText(a.service, b.service));
  if (rows.length === 0) return null;
  const silent = rows.filter(({ recorded }) => !recorded).map(({ name }) => name);
  const told = rows.filter(({ recorded }) => recorded);
  return html`<section aria-labelledby="practices"><h2 id="practices">What happens to what is sent</h2>
<p class="lead">What the operators say of their API, as far as it was read; your contract and settings can say otherwise. No level rests on it. Whether personal data are among it, code does not show: <code>personal_data</code> in the project file declares it.</p>
${told.length > 0 && html`<div class="scroll" tabindex="0" role="region" aria-label="Data practices"><table class="grid"><thead><tr><th scope="col">Service</th><th scope="col">Trained on</th><th scope="col">Kept</th><th scope="col">Read by people</th><th scope="col">Subprocessors</th></tr></thead><tbody>${told.map((row) => line(row, usageAnchors))}</tbody></table></div>`}
${silent.length > 0 && html`<p class="quiet">Nothing is recorded of: ${silent.join(', ')}.</p>`}</section>`;
}

function line(row: ServicePractices, anchors: ReadonlyMap<string, string>): Markup {
  const anchor = row.usages.map((id) => anchors.get(id)).find((found) => found !== undefined);
  const zero = row.zeroRetention.value === null ? null : html`<span class="sub">${ZERO[row.zeroRetention.value]} ${told(row.zeroRetention)}</span>`;
  return html`<tr><th scope="row">${anchor === undefined ? row.name : html`<a href="#${anchor}">${row.name}</a>`}<span class="sub">${row.operator}</span></th><td>${cell(row.training, (value) => TRAINING[value])}</td><td>${cell(row.retention, keptWords)}${zero}</td><td>${cell(row.review, (value) => REVIEW[value])}</td><td>${subprocessors(row.subprocessors)}</td></tr>`;
}

function cell<T>(fact: ReportedFact<T>, words: (value: T) => string): Markup {
  return html`${fact.value === null ? 'unknown' : words(fact.value)}<span class="sub">${told(fact)}</span>`;
}

function keptWords(value: number | string): string {
  if (typeof value === 'string') return value;
  return value === 0 ? 'not kept' : value === 1 ? '1 day' : `${value} days`;
}

/** Condition and source. */
function told(fact: ReportedFact<unknown>): Markup {
  return html`${fact.note !== null && html`${fact.note} `}${fact.basis !== 'unknown' && sourceNote(fact)}`;
}

function subprocessors(fact: ServicePractices['subprocessors']): Markup {
  const { value } = fact;
  if (value === null) return cell(fact, () => '');
  return html`${value.list === null ? '' : html`list at ${sourceLink(value.list)}`}${value.places.length > 0 && html` <span>${value.places.map(placeName).join(', ')}</span>`}<span class="sub">${told(fact)}</span>`;
}
