import type { Report } from '../../model/report.ts';
import { exitWords, restrictionWords, revocabilityWords, riskWords } from '../figures.ts';
import { rangeWords, VERDICT_MEANING, verdictSentence } from '../words.ts';
import { incompleteLines } from './closing.ts';
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
    ...incompleteLines(report, screen),
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
