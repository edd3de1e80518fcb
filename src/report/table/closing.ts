import type { NextStep, Report } from '../../model/report.ts';
import { comparisonWords, coverageWords, incompleteWords, knowledgeWords, outlookWords, SCOPE_OF_SIGHT, staleWords, stepWords } from '../figures.ts';
import { findingCounts } from '../groups.ts';
import { openFindings } from '../select.ts';
import { count, profileWords, verdictSentence } from '../words.ts';
import { hanging, heading, type Screen } from './screen.ts';

const STEP_CAP = 7;
const DIAGNOSTIC_CAP = 50;

/** What to do, worst first, numbered. */
export function stepSection(report: Report, screen: Screen): string[] {
  const { nextSteps } = report;
  if (nextSteps.length === 0) return [];
  const shown = screen.verbose ? nextSteps : nextSteps.slice(0, STEP_CAP);
  const lines = heading('NEXT STEPS', '', screen);
  for (const [index, step] of shown.entries()) {
    const { text, layers, stack } = step;
    const number = `${index + 1}.`.padStart(4);
    lines.push(...hanging(`${screen.paint.bold(number)} `, 5, layers.length > 0 && stack === null ? `${text} [${layers.join(', ')}]` : text, screen));
    lines.push(...stepDetails(step, report, screen));
  }
  if (nextSteps.length > shown.length) lines.push(`     and ${nextSteps.length - shown.length} more (use --verbose or -f json)`);
  if (report.afterSteps !== null)
    lines.push('', ...hanging('  ', 2, `With the best step for each call path: ${outlookWords(report.afterSteps, true)}.`, screen));
  return lines;
}

/** Levels the step changes and what the repository would then be; in the long form also what changes in the code and what is left. */
function stepDetails(step: NextStep, report: Report, screen: Screen): string[] {
  const words = stepWords(step, report);
  const moved = words === null ? [] : hanging('     ', 5, words, screen);
  if (!screen.verbose) return moved;
  const changes = step.code.flatMap((line) => hanging('     in the code  ', 18, line, screen, screen.paint.dim));
  return [...moved, ...changes, ...step.leaves.flatMap((line) => hanging('     not solved   ', 18, line, screen, screen.paint.dim))];
}

/** The report of a repository without AI: what was looked at, and what looking cannot show. */
export function nothingFound(report: Report, screen: Screen): string[] {
  const { read, files } = report.coverage;
  const { paint } = screen;
  const scopes = report.audit.scopes.join(', ');
  const text = [
    `Nothing here ties this repository to an AI provider, under the profile ${profileWords(report)}, as of ${report.audit.asOf}.`,
    `Of ${count(files, 'file')}, ${read} were read for libraries, endpoints, model ids, environment variables, infrastructure, containers and weights`,
    `that knowledge base ${report.knowledge.version} knows; judged were: ${scopes}.`,
    'What only exists at run time, in consoles or in other repositories cannot be seen from here.',
  ];
  return [paint.bold(paint.green('NO AI FOUND')), ...hanging('', 0, text.join(' '), screen), ...incompleteLines(report, screen)];
}

/** That not everything was audited; none when it was. */
export function incompleteLines(report: Report, screen: Screen): string[] {
  const words = incompleteWords(report);
  return words === null ? [] : hanging('', 0, `${words}.`, screen, screen.paint.yellow);
}

/** The verdict once more, with the findings by severity: the top has scrolled away in a terminal of usual height. */
export function bottomLine(report: Report, screen: Screen): string[] {
  return hanging('', 0, `${verdictSentence(report)}. Findings: ${findingCounts(openFindings(report))}.`, screen, screen.paint.bold);
}

/** What was read, with which knowledge, and what this is not. */
export function footer(report: Report, screen: Screen): string[] {
  const sentences = [coverageWords(report), comparisonWords(report), knowledgeWords(report), staleWords(report) ?? '', SCOPE_OF_SIGHT].filter(Boolean);
  const lines = sentences.flatMap((sentence) => hanging('', 0, sentence, screen, screen.paint.dim));
  return screen.verbose ? [...lines, ...staleLines(report, screen), ...diagnosticLines(report, screen)] : lines;
}

/** Every fact past its age limit. */
function staleLines({ staleFacts }: Report, screen: Screen): string[] {
  return staleFacts.flatMap(({ claim, source, checked, ageDays, maxAgeDays }) => {
    const where = source === null ? '' : `, ${source}`;
    return hanging('  stale: ', 9, `${claim} (checked ${checked}, ${ageDays} of ${maxAgeDays} days${where})`, screen, screen.paint.dim);
  });
}

function diagnosticLines({ diagnostics }: Report, screen: Screen): string[] {
  const lines = diagnostics.slice(0, DIAGNOSTIC_CAP).flatMap(({ code, path, line, column, message }) => {
    const where = [path, line, column].filter((part) => part !== null && part !== '').join(':');
    return hanging('  ', 2, `${where}: ${code}: ${message}`, screen, screen.paint.dim);
  });
  return diagnostics.length > DIAGNOSTIC_CAP ? [...lines, `  and ${diagnostics.length - DIAGNOSTIC_CAP} more (use -f json)`] : lines;
}

/** Each gate that was asked for: passed or failed, and why. Last, because that is what a terminal shows when the rest has scrolled away. */
export function gateSection({ gates }: Report, screen: Screen): string[] {
  if (gates.length === 0) return [];
  const { marks, paint } = screen;
  const failed = gates.filter(({ passed }) => !passed).length;
  const lines = heading('GATES', failed === 0 ? 'all passed' : `${failed} of ${gates.length} failed`, screen);
  for (const { gate, passed, message, remedy } of gates) {
    const word = passed ? 'passed' : 'FAILED';
    const colour = passed ? paint.green : paint.red;
    lines.push(...hanging(`  ${colour(`${passed ? marks.present : marks.missing} ${word}`)}  `, 12, `${gate}: ${message}`, screen));
    if (remedy !== null) lines.push(...hanging(' '.repeat(12), 12, `to pass: ${remedy}`, screen, paint.dim));
  }
  return lines;
}
