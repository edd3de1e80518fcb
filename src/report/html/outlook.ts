import type { NextStep, Report } from '../../model/report.ts';
import { outlookWords, stepWords } from '../figures.ts';
import { count } from '../words.ts';
import { placeName } from './places.ts';
import { html, type Markup } from './tag.ts';

const CONTROLLERS = 12;

/** What to do, worst first. */
export function stepSection(report: Report): Markup | null {
  const { nextSteps, afterSteps } = report;
  if (nextSteps.length === 0) return null;
  return html`<section aria-labelledby="steps"><h2 id="steps">Next steps</h2><ol class="steps">${nextSteps.map((step) => stepItem(step, report))}</ol>${afterSteps !== null && html`<p><b>With the best step for each call path:</b> ${outlookWords(afterSteps, true)}.</p>`}</section>`;
}

function stepItem({ text, layers, levels, stack, code, leaves }: NextStep, report: Report): Markup {
  const words = stepWords({ levels, stack }, report);
  const tags = layers.length > 0 && levels.length === 0 && html` <span class="tags">${layers.map((layer) => html`<span class="tag">${layer}</span>`)}</span>`;
  const moved = words !== null && html`<p class="quiet">${words}</p>`;
  const more =
    code.length + leaves.length > 0 &&
    html`<details><summary>What changes, and what it does not solve</summary><ul>${code.map((line) => html`<li>In the code: ${line}</li>`)}${leaves.map((line) => html`<li>Not solved: ${line}</li>`)}</ul></details>`;
  return html`<li>${text}${tags}${moved}${more}</li>`;
}

/** How hard it would be to leave: four shares, and who the calls end at. */
export function resilienceSection({ resilience }: Report): Markup | null {
  const { productionUsages: total, heldWeights, controllers, configurable, portable, largestShare, backedUp, stateful, singlePoints } = resilience;
  if (total === 0) return null;
  return html`<section aria-labelledby="resilience"><h2 id="resilience">Resilience</h2>
<p class="lead">If a supplier went dark tomorrow: of ${count(total, 'production call path')}, how many could go on or be moved.</p>
<div class="columns"><div><h3>What helps</h3><ul class="bars">
${bar('Weights are held here', heldWeights, total, 'good')}${bar('An independent stand-in is listed', backedUp, total, 'good')}${bar('Address or model is configurable', configurable, total, 'good')}${bar('Interface is portable', portable, total, 'good')}${stateful > 0 && bar('The provider holds state that cannot move', stateful, total, 'plain')}
</ul>${singlePoints.length > 0 && html`<h3>Single points of failure</h3><ul>${singlePoints.map(({ purpose, name, usages }) => html`<li>${purpose}: ${usages === 1 ? 'the one call path ends' : `all ${usages} call paths end`} at ${name}</li>`)}</ul>`}</div><div><h3>Who the calls end at <span class="quiet">largest share ${Math.round(largestShare * 100)} %</span></h3><ul class="bars">
${controllers.slice(0, CONTROLLERS).map(({ name, country, usages }) => bar(`${name}, ${country === null ? 'country unknown' : placeName(country)}`, usages, total, 'plain'))}
</ul>${controllers.length > CONTROLLERS && html`<p class="quiet">and ${controllers.length - CONTROLLERS} more</p>`}</div></div></section>`;
}

function bar(label: string, part: number, total: number, tone: string): Markup {
  const width = Math.round((Math.min(part, total) / total) * 2000) / 10;
  return html`<li><span class="bar-label">${label}</span><span class="bar-figure">${part} of ${total}</span><svg class="bar ${tone}" viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="200" height="8" rx="2"/><rect class="part" width="${width}" height="8" rx="2"/></svg></li>`;
}
