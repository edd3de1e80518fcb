import type { Evidence } from '../../model/evidence.ts';
import type { Layer, LevelRange } from '../../model/layer.ts';
import type { FactRef } from '../../model/usage.ts';
import { rowWords } from '../row-words.ts';
import { basisWords, levelWords, locationWords } from '../words.ts';
import { html, type Markup } from './tag.ts';

const PLACES = 12;

/** Where something was seen in the code, with what stood there. */
export function evidenceList(evidence: readonly Evidence[]): Markup {
  if (evidence.length === 0) return html`<p class="quiet">No place on record.</p>`;
  const shown = evidence.slice(0, PLACES);
  const more = evidence.length - shown.length;
  return html`<ul class="evidence">${shown.map(evidenceItem)}</ul>${more > 0 && html`<p class="quiet">and ${more} more places (the JSON report has all)</p>`}`;
}

function evidenceItem(entry: Evidence): Markup {
  const { kind, value, context, confidence } = entry;
  const sure = confidence === 'high' ? '' : `, ${confidence} confidence`;
  return html`<li><code class="place">${locationWords(entry)}</code> <code class="seen">${value}</code> <span class="quiet">${kind}${context === '' ? '' : `, ${context}`}${sure}</span></li>`;
}

/** What a judgement rests on: claim, source and date. */
export function factList(facts: readonly FactRef[]): Markup | null {
  if (facts.length === 0) return null;
  return html`<ul class="facts">${facts.map((fact) => html`<li>${fact.claim} ${sourceNote(fact)}</li>`)}</ul>`;
}

/** The chain behind a level, folded away: from what the code shows to the row of the decision table. */
export function chain(facts: readonly FactRef[], row: string): Markup {
  return html`<details class="chain"><summary>How this follows</summary><ol class="facts">${facts.map((fact) => html`<li>${fact.claim} ${sourceNote(fact)}</li>`)}<li><b>${rowWords(row)}</b></li></ol></details>`;
}

/** `read 2026-11-02, https://...`: the basis, the date, and the source as a link when it is a web address. */
export function sourceNote({ source, basis, asOf }: Pick<FactRef, 'source' | 'basis' | 'asOf'>): Markup {
  return html`<span class="source">${basisWords({ basis, asOf })}${source !== null && html`, ${sourceLink(source)}`}</span>`;
}

/** A web address as a link that gives nothing away to where it leads; anything else as text. Nothing but http and https becomes a link. */
export function sourceLink(source: string): Markup {
  const url = /^https?:\/\/[^\s<>"'`\\]+$/i.test(source) && URL.canParse(source) ? new URL(source) : null;
  if (url === null) return html`${source}`;
  return html`<a href="${url.href}" rel="noreferrer noopener" target="_blank">${url.hostname.replace(/^www\./, '')}</a>`;
}

/** Four boxes: held for certain, held perhaps, not held; and a tick where the floor is. The figure stands beside it. */
export function levelMeter({ low, high }: LevelRange, floor: number, state: string): Markup {
  const boxes = [0, 1, 2, 3].map((index) => {
    const kind = index < low ? 'held' : index < high ? 'maybe' : 'empty';
    return html`<rect class="${kind}" x="${index * 26 + 1}" y="1" width="23" height="10" rx="2"/>`;
  });
  const tick = html`<path class="floor" d="M${floor * 26 - 0.5} 0V16"/>`;
  return html`<svg class="meter ${state}" viewBox="0 0 105 17" width="105" height="17" aria-hidden="true">${boxes}${floor > 0 && tick}</svg>`;
}

/** Six small boxes, one per layer in order, for the line of a usage. What they say stands beside them in words. */
export function layerStrip(states: readonly { readonly layer: Layer; readonly state: string; readonly level: LevelRange }[]): Markup {
  return html`<span class="strip" aria-hidden="true">${states.map(({ layer, state, level }) => html`<span class="cell ${state}" title="${layer}: level ${levelWords(level)}"></span>`)}</span>`;
}
