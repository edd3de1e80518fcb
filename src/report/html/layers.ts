import type { LayerReport } from '../../model/report.ts';
import { layerState } from '../select.ts';
import { count, LAYER_STATE_WORDS, levelWords } from '../words.ts';
import { chain, levelMeter } from './facts.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

/** Beside the word, never instead of it. */
const STATE_SIGNS = { missing: '✗', unclear: '?', present: '✓' } as const;

/** A card per layer: how it stands, the question it asks, and the sentence that answers it. */
export function layerCards(view: View): Markup | null {
  const { layers } = view.report;
  if (layers.length === 0) return null;
  return html`<section aria-labelledby="layers"><h2 id="layers">The six layers</h2>
<p class="lead">From 0, someone else decides, to 4, in your hands. A layer below what the profile asks for is missing.</p>
<div class="cards">${layers.map((layer) => card(layer, view))}</div></section>`;
}

function card(layer: LayerReport, { usageAnchors }: View): Markup {
  const state = layerState(layer);
  const anchor = layer.usage === null ? undefined : usageAnchors.get(layer.usage);
  const found = layer.findings.length;
  return html`<article class="card ${state}">
<h3>${layer.layer}</h3><p class="state"><b>${STATE_SIGNS[state]} ${LAYER_STATE_WORDS[state]}</b> ${levelMeter(layer.level, layer.floor, state)} <span class="level">level ${levelWords(layer.level)}, floor ${layer.floor}</span></p>
<p class="question">${layer.question}</p>
<p>${layer.answer}</p>
${chain(layer.facts, layer.row)}
<p class="links">${anchor !== undefined && html`<a href="#${anchor}">the call that decides it</a>`}${found > 0 && html`<a href="#findings" data-set="layer=${layer.layer}">${count(found, 'finding')}</a>`}</p>
</article>`;
}
