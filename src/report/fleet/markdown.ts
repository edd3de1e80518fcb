import { SEVERITIES } from '../../model/entity.ts';
import type { FleetEntry, FleetGroup, FleetReport } from '../../model/fleet.ts';
import { nestedName } from '../../util/nested-name.ts';
import { row } from '../markdown/blocks.ts';
import { code, prose } from '../markdown/prose.ts';
import type { FleetReporter } from './reporter.ts';
import { ranked } from './tables.ts';
import { cautions, daysWords, groupProfile, percent, repositories, spreadWords, verdictWords } from './words.ts';

/** Rows of a list: the page is for a summary, the HTML and CSV formats have everything. */
const MOST = 15;

/** The fleet as Markdown: for the summary of a pipeline or a wiki. */
export const fleetMarkdown: FleetReporter = function* (report) {
  const entries = new Map(report.entries.map((entry) => [entry.id, entry]));
  yield '<!-- sovaudit fleet -->\n';
  if (report.groups.length > 1)
    yield `\n${report.groups.length} groups whose figures are not added: they differ in profile, scopes, rules, date, knowledge or program.\n`;
  for (const group of report.groups) yield `\n${groupBlock(report, group, entries).join('\n')}\n`;
  const out = report.leftOut;
  if (out.length > 0)
    yield `\n### Left out (${out.length})\n\n${capped(out.map(({ report: file, reason }) => `* ${code(file)} ${prose(reason)}`)).join('\n')}\n`;
};

function groupBlock(report: FleetReport, group: FleetGroup, entries: ReadonlyMap<string, FleetEntry>): string[] {
  const withAi = group.ranking.length - group.verdicts.none;
  const worst = ranked({ ...group, ranking: group.ranking.slice(0, MOST) }, { entries }).filter(({ verdict }) => verdict.level !== 'none');
  const share = (number: number): string => `${number} (${percent(number, withAi)})`;
  return [
    `## ${prose(verdictWords(group))}`,
    '',
    `Judged under ${prose(groupProfile(group))} as of ${daysWords(group.asOf)}, knowledge base ${prose(group.knowledge.join(', '))}. ${prose(spreadWords(group.spread))}`,
    ...(cautions(report, group).length > 0 ? ['', ...cautions(report, group).map((text) => `* Note: ${prose(text)}`)] : []),
    ...section('Layers', ['layer', 'floor', 'missing', 'may be missing', 'holds'], group.layers, ({ layer, floor, missing, unclear, present }) => [
      layer,
      String(floor),
      share(missing),
      share(unclear),
      share(present),
    ]),
    ...section(
      'Who the call paths end at',
      ['ultimate controller', 'country', 'repositories', 'wholly', 'call paths'],
      group.controllers,
      ({ name, country, repositories: number, wholly, callPaths }) => [
        prose(name),
        prose(country ?? 'unknown'),
        share(number),
        String(wholly),
        String(callPaths),
      ],
    ),
    ...section('Services', ['service', 'operator', 'repositories', 'call paths'], group.services, (item) => [
      prose(item.name),
      prose(`${item.operator} (${item.country ?? 'unknown'})`),
      share(item.repositories),
      String(item.callPaths),
    ]),
    ...section('Models', ['model', 'developer', 'repositories', 'call paths'], group.models, (item) => [
      code(item.name),
      prose(`${item.developer} (${item.country ?? 'unknown'})`),
      share(item.repositories),
      String(item.callPaths),
    ]),
    ...section('Worst repositories', ['repository', 'verdict', 'missing', 'restriction', 'findings', 'risk'], worst, (entry) => {
      const { verdict, findings } = entry;
      const open = SEVERITIES.filter((severity) => severity !== 'info' && findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
      return [
        code(nestedName(entry)),
        verdict.level,
        verdict.missingLayers.join(', ') || 'none',
        verdict.restriction,
        open.join(', ') || 'none',
        String(verdict.riskIndex),
      ];
    }),
    ...(withAi > worst.length ? ['', `${repositories(withAi - worst.length)} more.`] : []),
  ];
}

function section<T>(title: string, head: readonly string[], items: readonly T[], cells: (item: T) => readonly string[]): string[] {
  if (items.length === 0) return [];
  return ['', `### ${title}`, '', ...row(head, true), ...capped(items.map((item) => row(cells(item)).join('\n')))];
}

function capped(lines: readonly string[]): string[] {
  const left = lines.length - MOST;
  return left > 0 ? [...lines.slice(0, MOST), '', `and ${left} more`] : [...lines];
}
