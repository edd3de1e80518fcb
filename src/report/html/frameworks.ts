import type { CsfProjection, DoraRow, Report } from '../../model/report.ts';
import { levelWords } from '../words.ts';
import { placeName } from './places.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

const ROWS = 200;

/** Facts about the user that no code shows and that would settle a level. */
export function questionSection({ report, usageAnchors }: View): Markup | null {
  const { questions } = report;
  if (questions.length === 0) return null;
  return html`<section aria-labelledby="questions"><h2 id="questions">What only you can say</h2>
<p class="lead">Levels that turn on facts about you. Declare them in the project file and the range closes.</p>
<ul class="steps plain">${questions.map(({ text, layer, key, usages }) => {
    const anchor = usages.map((id) => usageAnchors.get(id)).find((found) => found !== undefined);
    return html`<li>${text} <span class="tag">${layer}</span> ${key !== null && html`<code>${key}</code>`}${anchor !== undefined && html` <a href="#${anchor}">call path</a>`}</li>`;
  })}</ul></section>`;
}

/** The same levels seen through a framework the profile asks for: projections, never a rating. */
export function frameworkSection({ frameworks: { csf, dora } }: Report): Markup | null {
  if (csf === null && dora === null) return null;
  return html`<section aria-labelledby="frameworks"><h2 id="frameworks">Through other frameworks</h2>
<p class="lead">What the code shows, in the words of frameworks this profile works with. Projections of the levels above; no framework has rated anything.</p>
${csf !== null && csfTable(csf)}${dora !== null && doraTable(dora.rows, dora.caveats)}</section>`;
}

function csfTable({ framework, score, outOf, lowest, objectives, caveats }: CsfProjection): Markup {
  const rows = objectives.map(
    ({ id, name, weight, layers, level }) =>
      html`<tr><th scope="row">${id}</th><td>${name}</td><td class="number">${weight}</td><td>${level === null ? 'not assessed' : `level ${levelWords(level)}`}</td><td>${layers.join(', ')}</td></tr>`,
  );
  return html`<h3>${framework}</h3><p>${levelWords(score)} of ${outOf} points that a repository says anything about; lowest assessed level ${levelWords(lowest)}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="${framework}"><table class="grid"><thead><tr><th scope="col">Objective</th><th scope="col">Name</th><th scope="col">Weight</th><th scope="col">Projection</th><th scope="col">From layers</th></tr></thead><tbody>${rows}</tbody></table></div>${caveatList(caveats)}`;
}

function doraTable(rows: readonly DoraRow[], caveats: readonly string[]): Markup {
  const lines = rows
    .slice(0, ROWS)
    .map(
      (row) =>
        html`<tr><th scope="row">${row.provider}${row.behind !== null && html`<span class="sub">behind ${row.behind}</span>`}${row.critical === true && html`<span class="sub">named critical (Article 31)</span>`}</th><td>${placeName(row.providerCountry)}</td><td>${row.ultimateParent}<span class="sub">${placeName(row.parentCountry)}</span></td><td>${row.service}<span class="sub">${row.functions.join(', ')}</span></td><td>${row.processing.map(placeName).join(', ')}</td><td class="number">${row.rank}</td><td>${row.substitutability}</td></tr>`,
    );
  return html`<h3>Towards a register of information (DORA, Article 28(3))</h3>
<div class="scroll" tabindex="0" role="region" aria-label="Register of information"><table class="grid"><thead><tr><th scope="col">Provider</th><th scope="col">Country</th><th scope="col">Ultimate parent</th><th scope="col">Service</th><th scope="col">Processing</th><th scope="col">Rank</th><th scope="col">Substitutability</th></tr></thead><tbody>${lines}</tbody></table></div>
${rows.length > ROWS && html`<p class="quiet">and ${rows.length - ROWS} more rows (the JSON report has all)</p>`}${caveatList(caveats)}`;
}

function caveatList(caveats: readonly string[]): Markup | null {
  return caveats.length === 0 ? null : html`<ul class="caveats">${caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul>`;
}
