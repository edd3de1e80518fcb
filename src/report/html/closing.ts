import type { Report } from '../../model/report.ts';
import { coverageWords, knowledgeWords, SCOPE_OF_SIGHT, staleWords } from '../figures.ts';
import { compareText, firstOf } from '../select.ts';
import { sourceLink } from './facts.ts';
import { html, type Markup } from './tag.ts';

const DIAGNOSTICS = 200;

/** What was read, with which knowledge, what went wrong, and what this is not. */
export function closing(report: Report): Markup {
  const { customRules } = report.knowledge;
  return html`<footer><h2 id="audit">The audit</h2><p>${coverageWords(report)}</p><p>${knowledgeWords(report)}</p>${stale(report)}<p>${SCOPE_OF_SIGHT}</p>
${customRules.length > 0 && html`<details><summary>Custom rules (${customRules.length})</summary><ul>${customRules.map((rule) => html`<li><code>${rule.id}</code> in <code>${rule.file}</code>${rule.extends !== null && html`, changes <code>${rule.extends}</code>${(rule.changes ?? []).length > 0 && html`: ${(rule.changes ?? []).join(', ')}`}`}${rule.pack !== undefined && html`, of pack <code>${rule.pack}</code>`}</li>`)}</ul></details>`}
${diagnostics(report)}</footer>`;
}

/** Facts behind the report that should be looked at again. */
function stale(report: Report): Markup | null {
  const words = staleWords(report);
  if (words === null) return null;
  return html`<details><summary>${words}</summary><ul class="facts">${report.staleFacts.map(({ claim, source, checked, ageDays, maxAgeDays }) => html`<li>${claim} <span class="source">checked ${checked}, ${ageDays} of ${maxAgeDays} days${source !== null && html`, ${sourceLink(source)}`}</span></li>`)}</ul></details>`;
}

function diagnostics({ diagnostics }: Report): Markup | null {
  if (diagnostics.length === 0) return null;
  const sorted = [...diagnostics].sort((a, b) => firstOf(compareText(a.path, b.path), (a.line ?? 0) - (b.line ?? 0), compareText(a.message, b.message)));
  const more = sorted.length - DIAGNOSTICS;
  return html`<details><summary>Diagnostics (${sorted.length})</summary><ul class="evidence">${sorted.slice(0, DIAGNOSTICS).map(({ code, path, line, column, message }) => html`<li><code class="place">${[path, line, column].filter((part) => part !== null && part !== '').join(':')}</code> <span>${code}: ${message}</span></li>`)}</ul>${more > 0 && html`<p class="quiet">and ${more} more (the JSON report has all)</p>`}</details>`;
}
