import { Chalk } from 'chalk';
import type { Report } from '../model/report.ts';
import { inertLines } from '../util/inert-lines.ts';
import { mapStrings } from '../util/map-strings.ts';
import { asciiText, terminalText } from '../util/terminal-text.ts';
import { elide } from '../util/text-width.ts';
import type { ReportOptions } from './reporter.ts';
import { bottomLine, footer, gateSection, nothingFound, stepSection } from './table/closing.ts';
import { findingSection, suppressedSection } from './table/findings.ts';
import { headline } from './table/headline.ts';
import { layerSection } from './table/layers.ts';
import { frameworkSection, questionSection } from './table/questions.ts';
import { makeScreen, type Screen } from './table/screen.ts';
import { usageSection } from './table/usages.ts';

/** Longest text from a repository or a rule that is shown in full; far above any honest one. */
const TEXT_LIMIT = 1200;

/** The report for a terminal: verdict, layers, usages, findings, next steps, what was read, gates. */
export function table(report: Report, options: ReportOptions): string {
  const screen = makeScreen(options, new Chalk({ level: options.color }));
  // One pass over every string there is, so that no part below can forget one.
  const clean = options.unicode ? terminalText : asciiText;
  const safe = mapStrings(report, (text) => clean(elide(text, TEXT_LIMIT, ' ... ')));
  const sections = safe.verdict.level === 'none' ? emptySections(safe, screen) : fullSections(safe, screen);
  const blocks = sections.filter((lines) => lines.length > 0).map((lines) => lines.map((line) => line.trimEnd()).join('\n'));
  return inertLines(`${blocks.join('\n\n')}\n`);
}

function fullSections(report: Report, screen: Screen): string[][] {
  return [
    headline(report, screen),
    layerSection(report, screen),
    usageSection(report, screen),
    findingSection(report, screen),
    suppressedSection(report, screen),
    stepSection(report, screen),
    questionSection(report, screen),
    frameworkSection(report, screen),
    footer(report, screen),
    bottomLine(report, screen),
    gateSection(report, screen),
  ];
}

/** Without AI in the judged scopes there may still be some elsewhere, and gates to answer. */
function emptySections(report: Report, screen: Screen): string[][] {
  const usages = report.usages.length === 0 ? [] : usageSection(report, screen);
  return [nothingFound(report, screen), usages, stepSection(report, screen), footer(report, screen), gateSection(report, screen)];
}
