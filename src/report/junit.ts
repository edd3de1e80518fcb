import type { Finding } from '../model/finding.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import { markupText } from '../util/markup-text.ts';
import { changeWords, factWords, incompleteWords, suppressionWords } from './figures.ts';
import { compareFindings, placeOf } from './select.ts';
import { locationWords, verdictSentence } from './words.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly skipped: number;
}

/** Places named in the text of one failure. */
const PLACE_LIMIT = 20;

/**
 * The report as JUnit XML: a suite per layer, a failed case per open finding, a skipped one per finding that is in the baseline or
 * suppressed, and a passed one for a layer without open findings, so that a clean run has cases too. No times: the report knows none.
 */
export function junit(report: Report): string {
  const findings = report.findings.filter(({ severity }) => severity !== 'info').sort(compareFindings);
  const suites = report.verdict.level === 'none' && findings.length === 0 ? [emptySuite(report)] : LAYERS.map((layer) => suite(layer, findings, report));
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, each) => total + count(each), 0);
  const counts = `tests="${sum(({ cases }) => cases.length)}" failures="${sum(({ failures }) => failures)}" errors="0" skipped="${sum(({ skipped }) => skipped)}"`;
  const changed = changeWords(report.knowledge);
  const incomplete = incompleteWords(report);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${markupText(`${report.tool.name}: ${verdictSentence(report)}${changed === '' ? '' : `. ${changed}`}${incomplete === null ? '' : `. ${incomplete}`}`)}" ${counts}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
  ];
  // As a reference it is the same XML, and no command to a build server that prints it.
  return `${lines.join('\n')}\n`.replace(/#(?=#(?:\[|vso\[))/g, '&#35;');
}

function suiteLines({ name, cases, failures, skipped }: Suite): string[] {
  const attributes = `name="${markupText(name)}" tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
  return [`  <testsuite ${attributes}>`, ...cases, '  </testsuite>'];
}

function emptySuite(report: Report): Suite {
  return { name: report.tool.name, cases: [passed(report.tool.name, verdictSentence(report))], failures: 0, skipped: 0 };
}

function suite(layer: Layer, findings: readonly Finding[], report: Report): Suite {
  const own = findings.filter((finding) => finding.layer === layer);
  const open = own.filter(({ status }) => status === 'new');
  const accepted = own.filter(({ status }) => status !== 'new');
  const cases = [...open.map((finding) => failed(finding, report)), ...accepted.map((finding) => skipped(finding, report))];
  return {
    name: layer,
    cases: open.length > 0 ? cases : [passed(`${layer} layer`, 'no open finding'), ...cases],
    failures: open.length,
    skipped: accepted.length,
  };
}

function passed(rule: string, name: string): string {
  return `    <testcase classname="${markupText(rule)}" name="${markupText(name)}"/>`;
}

function failed(finding: Finding, report: Report): string {
  const { severity, message, remediation, evidence, facts, confidence } = finding;
  const where = evidence.slice(0, PLACE_LIMIT).map((entry) => `at ${locationWords(entry)}`);
  const lines = [
    message,
    ...where,
    ...(evidence.length > where.length ? [`and ${evidence.length - where.length} more places`] : []),
    ...facts.map((fact) => `because ${factWords(fact)}`),
    ...(remediation === '' ? [] : [`What to do: ${remediation}`]),
    `Confidence: ${confidence}. Fingerprint: ${finding.fingerprint}`,
  ];
  // Escaped line by line: the line breaks between them are ours.
  const text = lines.map(markupText).join('\n');
  return `${opening(finding, report)}\n      <failure type="${severity}" message="${markupText(message)}">${text}</failure>\n    </testcase>`;
}

function skipped(finding: Finding, report: Report): string {
  const why = finding.suppression === null ? 'known before' : `suppressed ${suppressionWords(finding.suppression)}`;
  return `${opening(finding, report)}\n      <skipped message="${markupText(`${why}: ${finding.message}`)}"/>\n    </testcase>`;
}

function opening(finding: Finding, report: Report): string {
  const place = placeOf(finding, report);
  const name = place === null ? finding.fingerprint : `${place.path}:${place.line}`;
  return `    <testcase classname="${markupText(finding.rule)}" name="${markupText(name)}">`;
}
