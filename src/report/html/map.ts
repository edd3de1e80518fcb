import { count } from '../words.ts';
import { FLOW_STATES, type FlowPath } from './flow.ts';
import { FLOW_STATE_WORDS, flowDrawings } from './flow-svg.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

/** Paths listed in words below the map. */
const PATHS = 60;

/** The map of where calls go, its legend, and the same in words. */
export function mapSection({ flow }: View): Markup | null {
  const calls = flow.paths.reduce((sum, path) => sum + path.calls, 0);
  if (calls === 0) return null;
  const used = FLOW_STATES.filter((state) => flow.paths.some((path) => path.state === state));
  const more = flow.paths.length - PATHS;
  return html`<section aria-labelledby="map"><h2 id="map">Where the calls go</h2>
<p class="lead">From the code to whoever can order the operator: ${count(calls, 'AI call path')} of this repository. Choose a box to see the calls through it.</p>
<figure class="map-frame">${flowDrawings(flow)}
<figcaption>${used.map((state) => html`<span class="legend ${state}"><svg viewBox="0 0 34 10" width="34" height="10" aria-hidden="true"><path class="band ${state}" d="M1 1H33V9H1Z"/></svg>${FLOW_STATE_WORDS[state]}</span>`)}</figcaption></figure>
<details class="paths"><summary>The map in words</summary><ol>${flow.paths.slice(0, PATHS).map(pathItem)}</ol>${more > 0 && html`<p class="quiet">and ${more} rarer ways</p>`}</details></section>`;
}

function pathItem({ nodes, state, calls }: FlowPath): Markup {
  const way = nodes.map(({ label, station }) => (station === 'jurisdiction' ? html`<b>${label}</b>` : html`${label} → `));
  return html`<li class="${state}">${way} <span class="quiet">${count(calls, 'call')}; ${FLOW_STATE_WORDS[state]}</span></li>`;
}
