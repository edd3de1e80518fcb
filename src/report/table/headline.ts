import { LAYERS } from '../../model/layer.ts';
import type { Report } from '../../model/report.ts';
import type { Restriction } from '../../model/usage.ts';
import { judgedUsages } from '../select.ts';
import { count, RESTRICTION_MEANING, REVOCABILITY_MEANING, rangeWords, VERDICT_MEANING, verdictSentence } from '../words.ts';
import { hanging, type Screen } from './screen.ts';

/** The verdict with its meaning, and the figures beside it. */
export function headline(report: Report, screen: Screen): string[] {
  const { paint } = screen;
  const { level } = report.verdict;
  const colour = level === 'access' ? paint.red : level === 'dependency' ? paint.yellow : paint.green;
  const range = rangeWords(report);
  return [
    ...hanging('', 0, `${verdictSentence(report)}.`, screen, (line) => paint.bold(colour(line))),
    ...hanging('', 0, VERDICT_MEANING[level], screen),
    '',
    ...(range === null ? [] : figure('range', range, screen)),
    ...figure('restriction', restrictionWords(report), screen, restrictionPaint(report, screen)),
    ...figure('revocability', revocabilityWords(report), screen),
    ...figure('risk index', riskWords(report), screen),
    ...figure('resilience', exitWords(report), screen),
  ];
}

/** A label and its words; the first word may be painted. */
function figure(label: string, text: string, screen: Screen, lead: (word: string) => string = (word) => word): string[] {
  const lines = hanging('', 0, text, { ...screen, width: screen.width - 16 });
  return lines.map((line, index) =>
    index === 0 ? `  ${screen.paint.dim(label.padEnd(12))}  ${line.replace(/^\w+/, (word) => lead(word))}` : `${' '.repeat(16)}${line}`,
  );
}

function restrictionPaint(report: Report, { paint }: Screen): (word: string) => string {
  const { restriction } = report.verdict;
  return restriction === 'prohibited' ? paint.red.bold : restriction === 'conditional' ? paint.yellow.bold : paint.bold;
}

/** The worst restriction, what it means, and the reasons on record. */
function restrictionWords(report: Report): string {
  const { restriction } = report.verdict;
  const words = `${restriction}: ${RESTRICTION_MEANING[restriction]}.`;
  if (restriction === 'none') return words;
  const worst = judgedUsages(report).flatMap((usage) => usage.restrictions.filter(({ level }) => level === restriction));
  const reasons = [...new Set(worst.map(reasonWords))];
  const more = reasons.length > 1 ? ` And ${count(reasons.length - 1, 'more reason')}.` : '';
  return reasons[0] === undefined ? words : `${words} ${reasons[0]}${more}`;
}

function reasonWords({ reason, flags }: Restriction): string {
  return flags.length === 0 ? reason : `${reason} (${flags.join(', ')})`;
}

function revocabilityWords(report: Report): string {
  const { revocability } = report.verdict;
  const reason = judgedUsages(report).find((usage) => usage.revocability === revocability)?.revocabilityReason ?? '';
  return `${revocability === 'unknown' ? '' : `${revocability}: `}${REVOCABILITY_MEANING[revocability]}. ${reason}`.trimEnd();
}

function riskWords(report: Report): string {
  const { riskIndex, riskTerms, restriction } = report.verdict;
  const terms = LAYERS.map((layer) => `${layer} ${round(riskTerms[layer])}`).join(', ');
  const floor = restriction === 'prohibited' ? '; at least 90 because something is prohibited' : '';
  return `${riskIndex} of 100 (${terms}${floor})`;
}

/** How hard it is to leave: concentration, weights held, configurable and portable usages. */
function exitWords(report: Report): string {
  const { productionUsages, heldWeights, controllers, configurable, portable } = report.resilience;
  if (productionUsages === 0) return 'no production usage to judge';
  const of = `of ${productionUsages}`;
  const top = controllers[0];
  const place = top === undefined || top.country === null ? '' : ` (${top.country})`;
  const spread = top === undefined ? '' : `${top.usages} ${of} production usages end at ${top.name}${place}; `;
  return `${spread}weights held for ${heldWeights} ${of}; address or model configurable in ${configurable} ${of}; portable interface in ${portable} ${of}`;
}

/** One decimal, without a trailing zero. */
function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}
