import { LAYERS } from '../../model/layer.ts';
import type { Report } from '../../model/report.ts';
import { acceptedWords, comparisonWords, exitWords, incompleteWords, restrictionWords, revocabilityWords } from '../figures.ts';
import { findingCounts } from '../groups.ts';
import { layerState, openFindings } from '../select.ts';
import { LAYER_STATE_WORDS, levelWords, profileWords, rangeWords, VERDICT_MEANING, verdictSentence } from '../words.ts';
import { type Content, html, type Markup } from './tag.ts';

/** Verdict, what it means, the six layers at a glance, and the figures beside the verdict. */
export function headline(report: Report): Markup {
  const { level } = report.verdict;
  const range = rangeWords(report);
  const incomplete = incompleteWords(report);
  return html`<header class="hero verdict-${level}">
<div class="hero-text">
<p class="kicker">AI sovereignty report${subject(report)}</p>
${title(report)}
<p class="meaning">${VERDICT_MEANING[level]}${level === 'none' && ' What only exists at run time, in consoles or in other repositories cannot be seen from here.'}</p>
${range !== null && html`<p class="range">${range}.</p>`}
${incomplete !== null && html`<p class="range"><b>${incomplete}.</b></p>`}
<p class="facts-line">${unbroken(factsLine(report))}</p>
</div>
${report.layers.length > 0 && glance(report)}
</header>
${report.verdict.level !== 'none' && figures(report)}
${gates(report)}`;
}

/** The sentence of the verdict in two sizes: the word with its scope, and the rest. */
function title(report: Report): Markup {
  const sentence = verdictSentence(report);
  const cut = sentence.indexOf(': ');
  if (cut < 0) return html`<h1><span class="word">${sentence}</span></h1>`;
  return html`<h1><span class="word">${sentence.slice(0, cut)}</span><span class="hidden">: </span><span class="rest">${unbroken(sentence.slice(cut + 2))}.</span></h1>`;
}

/** ` on github.com/acme/letters, folder api`; empty where nothing says which repository it is. */
function subject({ audit: { repository } }: Report): string {
  if (repository === undefined) return '';
  return ` on ${repository.name}${repository.folder === '' ? '' : `, folder ${repository.folder}`}`;
}

/** Text whose dates are not broken at their hyphens. */
function unbroken(text: string): Content {
  return text.split(/(\d{4}-\d{2}-\d{2})/).map((part, index) => (index % 2 === 1 ? html`<span class="nowrap">${part}</span>` : part));
}

function factsLine(report: Report): string {
  const { audit } = report;
  const parts = [`Profile: ${profileWords(report)}`, `judged as of ${audit.asOf}`, `scope: ${audit.scopes.join(', ')}`];
  if (audit.root !== '.' && audit.root !== '') parts.unshift(`Audited: ${audit.root}`);
  if (audit.revision !== null) parts.push(`revision ${audit.revision.slice(0, 12)}`);
  return parts.join(' · ');
}

/** Six columns of four boxes with a line at the floor. The same in words stands below, so this is a picture only. */
function glance({ layers }: Report): Markup {
  const columns = layers.map((layer, index) => {
    const x = index * 64;
    const { low, high } = layer.level;
    const boxes = [0, 1, 2, 3].map((box) => {
      const kind = box < low ? 'held' : box < high ? 'maybe' : 'empty';
      return html`<rect class="${kind}" x="${x + 9}" y="${88 - box * 24}" width="40" height="20" rx="3"/>`;
    });
    const floor = 110 - layer.floor * 24;
    return html`<g class="column ${layerState(layer)}">${boxes}<path class="floor" d="M${x + 3} ${floor}h52"/><text x="${x + 29}" y="128" text-anchor="middle">${layer.layer}</text><text class="figure" x="${x + 29}" y="145" text-anchor="middle">${levelWords(layer.level)}</text></g>`;
  });
  return html`<div class="glance"><svg viewBox="0 0 380 150" role="img" aria-label="${glanceWords({ layers })}">${columns}</svg><p class="quiet">Boxes are levels, 0 to 4. The dashed line is what this profile asks for.</p></div>`;
}

function glanceWords({ layers }: Pick<Report, 'layers'>): string {
  return layers.map((layer) => `${layer.layer}: level ${levelWords(layer.level)}, ${LAYER_STATE_WORDS[layerState(layer)]}`).join('; ');
}

function figures(report: Report): Markup {
  const { restriction, revocability, riskIndex } = report.verdict;
  const accepted = acceptedWords(report);
  const compared = comparisonWords(report);
  const [restrictionWord = restriction, ...restrictionRest] = restrictionWords(report).split(': ');
  return html`<dl class="figures">
<div><dt>Restriction</dt><dd><b class="tone-${restriction}">${restrictionWord}</b> ${restrictionRest.join(': ')}</dd></div>
<div><dt>Who can switch it off</dt><dd><b class="tone-${revocability}">${revocability}</b> ${revocabilityWords(report).replace(/^R\d: /, '')}</dd></div>
<div><dt>Risk index</dt><dd><b>${riskIndex}</b> of 100${restriction === 'prohibited' ? ', at least 90 because something is prohibited' : ''}${riskBar(report)}</dd></div>
<div><dt>Resilience</dt><dd>${exitWords(report)}</dd></div>
<div><dt>Open findings</dt><dd>${findingCounts(openFindings(report))}${accepted !== '' && html`<p class="quiet">accepted: ${accepted}</p>`}</dd></div>
${compared !== '' && html`<div><dt>Compared with what was known</dt><dd>${compared}</dd></div>`}
</dl>`;
}

/** The six terms of the index on a scale to 100, each with its name where it is wide enough. */
function riskBar({ verdict }: Report): Markup {
  let x = 0;
  const terms = LAYERS.map((layer, index) => {
    const width = verdict.riskTerms[layer] * 3;
    const part = html`<rect class="term-${index}" x="${Math.round(x * 10) / 10}" y="0" width="${Math.max(0, Math.round((width - 1) * 10) / 10)}" height="12" rx="2"><title>${layer}: ${verdict.riskTerms[layer]}</title></rect>`;
    x += width;
    return part;
  });
  const words = LAYERS.map((layer) => `${layer} ${verdict.riskTerms[layer]}`).join(', ');
  return html`<svg class="risk" viewBox="0 0 300 12" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="300" height="12" rx="2"/>${terms}</svg><span class="quiet">0 is best, 100 worst; for trends, never the verdict. By layer: ${words}</span>`;
}

function gates({ gates }: Report): Markup | null {
  if (gates.length === 0) return null;
  const failed = gates.filter(({ passed }) => !passed).length;
  return html`<section class="gates" aria-labelledby="gates"><h2 id="gates">Gates <span class="quiet">${failed === 0 ? 'all passed' : `${failed} of ${gates.length} failed`}</span></h2><ul>${gates.map(({ gate, passed, message, remedy }) => html`<li class="${passed ? 'present' : 'missing'}"><b>${passed ? '✓ passed' : '✗ failed'}</b> <code>${gate}</code> ${message}${remedy !== null && html`<p class="quiet">To pass: ${remedy}</p>`}</li>`)}</ul></section>`;
}
