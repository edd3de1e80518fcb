import type { FleetGroup, FleetReport } from '../../model/fleet.ts';
import type { Verdict } from '../../model/report.ts';
import { html, type Markup } from '../html/tag.ts';
import { count } from '../words.ts';
import { daysWords, findingCounts, groupProfile, percent, repositories, some, spreadWords } from './words.ts';

const ORDER: readonly Verdict[] = ['access', 'dependency', 'sovereign', 'none'];
const WORDS: Readonly<Record<Verdict, string>> = {
  access: 'access: three missing layers or more',
  dependency: 'dependency: one or two missing layers',
  sovereign: 'no missing layer in what the repository shows',
  none: 'no AI found',
};

/** How the repositories of a group stand, as one sentence, one bar and the figures beside it. */
export function fleetHeadline(report: FleetReport, group: FleetGroup, at: number): Markup {
  const { verdicts, ranking, spread } = group;
  const withAi = ranking.length - verdicts.none;
  const several = report.groups.length > 1;
  return html`<header class="hero fleet-hero" id="group-${at}"><div class="hero-text">
<p class="kicker">AI sovereignty across ${repositories(ranking.length)}${several && html` · group ${at + 1} of ${report.groups.length}, not added to the others`}</p>
<h1><span class="word">${withAi === 0 ? 'No AI found' : verdicts.access > 0 ? `${verdicts.access} of ${withAi} have access only` : `${withAi} use AI`}</span><span class="rest">${withAi} of ${repositories(ranking.length)} ${withAi === 1 ? 'uses' : 'use'} AI, judged under ${groupProfile(group)}, as of <span class="nowrap">${daysWords(group.asOf)}</span>.</span></h1>
<p class="facts-line">Scope: ${group.scopes.join(', ')} · knowledge base ${some(group.knowledge, 3)}${group.customRules.length > 0 && ` · own rules: ${some(group.customRules, 5)}`}</p></div>
<div class="glance">${verdictBar(verdicts, ranking.length)}</div></header>
<dl class="figures">
<div><dt>Spread over controllers</dt><dd>${spreadWords(spread)}</dd></div>
<div><dt>Open findings</dt><dd>${findingCounts(group)}</dd></div>
<div><dt>Call paths</dt><dd><b>${spread.callPaths}</b> that decide, ${count(group.models.length, 'model')} through ${count(group.services.length, 'service')}</dd></div>
<div><dt>Gates</dt><dd>${group.failedGates === 0 ? 'none failed, or none was asked for' : html`<b class="tone-high">failed in ${repositories(group.failedGates)}</b>`}</dd></div>
</dl>`;
}

function verdictBar(verdicts: FleetGroup['verdicts'], total: number): Markup {
  let x = 0;
  const parts = ORDER.map((verdict) => {
    const width = total === 0 ? 0 : (380 * verdicts[verdict]) / total;
    const part = width === 0 ? null : html`<rect class="verdict-bar-${verdict}" x="${x}" width="${width}" height="34"/>`;
    x += width;
    return part;
  });
  const shown = ORDER.filter((verdict) => verdicts[verdict] > 0);
  return html`<svg viewBox="0 0 380 34" preserveAspectRatio="none" class="verdicts" aria-hidden="true">${parts}</svg><ul class="verdict-legend">${shown.map((verdict) => html`<li><span class="swatch verdict-bar-${verdict}"></span><b>${verdicts[verdict]}</b> ${WORDS[verdict]} <span class="quiet">${percent(verdicts[verdict], total)}</span></li>`)}</ul>`;
}
