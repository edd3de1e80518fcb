import { SEVERITIES } from '../model/entity.ts';
import type { Report } from '../model/report.ts';
import { inertLines } from '../util/inert-lines.ts';
import {
  acceptedWords,
  comparisonWords,
  coverageWords,
  exitWords,
  incompleteWords,
  knowledgeWords,
  restrictionWords,
  revocabilityWords,
  riskWords,
  SCOPE_OF_SIGHT,
  staleWords,
  stepWords,
  suppressionWords,
} from './figures.ts';
import { findingCounts, groupsOf } from './groups.ts';
import { details, fill, type Part, row } from './markdown/blocks.ts';
import { findingBlock, findingRow } from './markdown/findings.ts';
import { layerChain, layerTable } from './markdown/layers.ts';
import { code, prose } from './markdown/prose.ts';
import { usageRow } from './markdown/usages.ts';
import { judgedUsages, openFindings, otherUsages } from './select.ts';
import { count, rangeWords, VERDICT_MEANING, verdictSentence } from './words.ts';

/** GitHub refuses a comment of more than 65,536 characters; what surrounds this one needs room too. */
const LENGTH_LIMIT = 60_000;
/** Rules in the table at the top; all findings follow below, as far as there is room. */
const TOP = 20;
/** Lets a workflow find its own comment again, to update it. */
const MARKER = '<!-- sovaudit report -->';

/** The report as a pull-request comment: verdict, gates, what is new, the six layers; the rest folded away, cut to fit, and the cut is said. */
export function markdown(report: Report): string {
  const open = openFindings(report);
  const usages = [...judgedUsages(report), ...otherUsages(report)];
  const range = rangeWords(report);
  const incomplete = incompleteWords(report);
  const head = [
    MARKER,
    `## ${prose(verdictSentence(report))}`,
    VERDICT_MEANING[report.verdict.level],
    ...(range === null ? [] : [`**Range:** ${range}.`]),
    ...(incomplete === null ? [] : [`**${incomplete}.**`]),
    ...gates(report),
    ...news(report),
    ...layerTable(report),
  ];
  const tail = details(
    'How this was judged',
    judgement(report).map((line) => `* ${line}`),
  );
  const parts: Part[] = [
    { noun: 'next step', title: 'Next steps', head: [], items: report.nextSteps.map((entry, index) => step(entry, index, report)) },
    {
      noun: 'question',
      title: 'What only you can say',
      head: [],
      items: report.questions.map(({ text, layer, key }) => `* ${prose(text)} (${layer}${key === null ? '' : `, ${code(key)}`})`),
    },
    {
      noun: 'usage',
      title: 'AI call paths',
      head: row(['library, service', 'model', 'runs in', 'seen at'], true),
      items: usages.map((usage) => usageRow(usage, report)),
    },
    { noun: 'layer', title: 'How each level follows', head: [], items: report.layers.map(layerChain) },
    { noun: 'finding', title: 'Findings with sources', head: [], items: open.map(findingBlock) },
    { noun: 'suppressed finding', title: 'Suppressed', head: [], items: suppressed(report) },
  ];
  const fixed = [...head, tail].join('\n\n').length;
  const { blocks, left } = fill(parts, LENGTH_LIMIT - fixed - 400);
  const cut = left.length === 0 ? [] : [`_Left out for length: ${left.join(', ')}. The JSON report has all._`];
  return inertLines(`${[...head, ...blocks, tail, ...cut].join('\n\n')}\n`);
}

function gates({ gates }: Report): string[] {
  if (gates.length === 0) return [];
  const failed = gates.filter(({ passed }) => !passed).length;
  const lines = gates.flatMap(({ gate, passed, message, remedy }) =>
    row([passed ? 'passed' : '**failed**', prose(gate), `${prose(message)}${remedy === null ? '' : `. To pass: ${prose(remedy)}`}`]),
  );
  return [`**Gates:** ${failed === 0 ? 'all passed' : `${failed} of ${gates.length} failed`}`, [...row(['', 'gate', 'why'], true), ...lines].join('\n')];
}

function news(report: Report): string[] {
  const open = openFindings(report);
  const accepted = acceptedWords(report);
  const known = accepted === '' ? '' : ` (and ${prose(accepted)})`;
  if (open.length === 0) return [`### No new finding${known}`];
  const groups = groupsOf(open, report);
  const more = groups.length > TOP ? [`and ${count(groups.length - TOP, 'more rule')} below.`] : [];
  const rows = groups.slice(0, TOP).flatMap((group) => findingRow(group, report));
  const table = [...row(['severity', 'finding', 'where'], true), ...rows].join('\n');
  return [`### What is new: ${findingCounts(open)}${known}`, table, ...more];
}

function suppressed({ findings }: Report): string[] {
  return findings.flatMap(({ rule, subject, severity, suppression }) =>
    suppression === null ? [] : [`* ${severity} ${code(rule)} ${code(subject)}: ${prose(suppressionWords(suppression))}`],
  );
}

function step({ text, layers, levels, stack, code, leaves }: Report['nextSteps'][number], index: number, report: Report): string {
  const head = `${index + 1}. ${prose(text)}${layers.length === 0 || levels.length > 0 ? '' : ` _(${layers.join(', ')})_`}`;
  const words = stepWords({ levels, stack }, report);
  const moved = words === null ? [] : [words];
  const changes = code.map((line) => `in the code: ${line}`);
  return [head, ...[...moved, ...changes, ...leaves.map((line) => `not solved: ${line}`)].map((line) => `   * ${prose(line)}`)].join('\n');
}

function judgement(report: Report): string[] {
  if (report.verdict.level === 'none')
    return [coverageWords(report), comparisonWords(report), knowledgeWords(report), SCOPE_OF_SIGHT].filter(Boolean).map(prose);
  const accepted = SEVERITIES.map((severity) => ({
    severity,
    number: report.findings.filter((finding) => finding.severity === severity && finding.status !== 'new').length,
  }));
  const words = accepted.filter(({ number }) => number > 0).map(({ severity, number }) => `${number} ${severity}`);
  return [
    `**Restriction** ${prose(restrictionWords(report))}`,
    `**Revocability** ${prose(revocabilityWords(report))}`,
    `**Risk index** ${prose(riskWords(report))}`,
    `**Resilience** ${prose(exitWords(report))}`,
    ...(words.length === 0 ? [] : [`**Accepted earlier** ${words.join(', ')}`]),
    ...[coverageWords(report), comparisonWords(report), knowledgeWords(report), staleWords(report) ?? ''].filter(Boolean).map(prose),
    `${SCOPE_OF_SIGHT} ${count(report.usages.length, 'usage')} and ${count(report.findings.length, 'finding')} in all.`,
  ];
}
