import { Chalk } from 'chalk';
import { SEVERITIES } from '../../model/entity.ts';
import type { FleetEntry, FleetGroup, FleetReport } from '../../model/fleet.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { mapStrings } from '../../util/map-strings.ts';
import { nestedName } from '../../util/nested-name.ts';
import { asciiText, terminalText } from '../../util/terminal-text.ts';
import { elide } from '../../util/text-width.ts';
import { grid } from '../table/grid.ts';
import { hanging, heading, makeScreen, type Screen } from '../table/screen.ts';
import { count } from '../words.ts';
import type { FleetReporter } from './reporter.ts';
import { ranked } from './tables.ts';
import { cautions, daysWords, findingCounts, groupProfile, percent, repositories, some, spreadWords, verdictWords } from './words.ts';

/** Rows of a list in the short form. */
const MOST = 10;
const TEXT_LIMIT = 300;

/** The fleet for a terminal: verdicts, layers, who the call paths end at, services, models, findings, and the repositories that stand worst. */
export const fleetTable: FleetReporter = function* (source, options) {
  const screen = makeScreen(options, new Chalk({ level: options.color }));
  const clean = options.unicode ? terminalText : asciiText;
  const safe = (text: string): string => clean(elide(text, TEXT_LIMIT, ' ... '));
  // Only what is shown is made safe: the call paths of ten thousand repositories are not.
  const report: FleetReport = { ...source, groups: mapStrings(source.groups, safe), leftOut: mapStrings(source.leftOut, safe) };
  const entries = new Map(source.entries.map((entry) => [entry.id, entry]));
  for (const [at, group] of report.groups.entries()) {
    const most = screen.verbose ? group.ranking.length : MOST;
    const worst = ranked({ ...group, ranking: group.ranking.slice(0, most) }, { entries }).map((entry) => mapStrings({ ...entry, occurrences: [] }, safe));
    const blocks = sections(report, group, worst, at, screen).filter((lines) => lines.length > 0);
    yield inertLines(`${at === 0 ? '' : '\n\n'}${blocks.map((lines) => lines.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`);
  }
};

function sections(report: FleetReport, group: FleetGroup, worst: readonly FleetEntry[], at: number, screen: Screen): string[][] {
  const withAi = group.ranking.length - group.verdicts.none;
  const paths = (row: { repositories: number; callPaths: number }): string[] => [
    `${row.repositories} (${percent(row.repositories, withAi)})`,
    String(row.callPaths),
  ];
  return [
    head(report, group, at, screen),
    withAi === 0 ? [] : layers(group, screen),
    controllers(group, withAi, screen),
    list(
      'COUNTRIES',
      'of those controllers',
      ['country', 'repositories', 'call paths', 'wholly'],
      group.countries,
      (row) => [row.country, ...paths(row), String(row.wholly)],
      screen,
    ),
    list(
      'SERVICES',
      'by number of repositories',
      ['service', 'operator', 'repositories', 'call paths'],
      group.services,
      (row) => [row.name, place(row.operator, row.country), ...paths(row)],
      screen,
    ),
    list(
      'MODELS',
      'by number of repositories',
      ['model', 'developer', 'weights', 'repositories', 'call paths'],
      group.models,
      (row) => [row.name, place(row.developer, row.country), row.weights ?? 'unknown', ...paths(row)],
      screen,
    ),
    list(
      'RESTRICTIONS',
      'what is on record against call paths (sovaudit explain ID)',
      ['event or regime', 'level', 'repositories', 'call paths'],
      group.restrictions,
      (row) => [row.by, row.level, ...paths(row)],
      screen,
    ),
    list(
      'FINDINGS',
      findingCounts(group),
      ['rule', 'worst', 'repositories', 'findings'],
      group.rules,
      (row) => [row.rule, row.severity, `${row.repositories} (${percent(row.repositories, withAi)})`, String(row.findings)],
      screen,
    ),
    ranking(group, worst, screen),
  ];
}

function head(report: FleetReport, group: FleetGroup, at: number, screen: Screen): string[] {
  const { paint } = screen;
  const fact = (label: string, text: string): string[] => hanging(`  ${paint.dim(label.padEnd(12))}  `, 16, text, screen);
  const many = report.groups.length > 1 ? `GROUP ${at + 1} OF ${report.groups.length}: ` : 'FLEET: ';
  const several =
    report.groups.length > 1 && at === 0
      ? [
          ...hanging(
            '',
            0,
            `The reports form ${report.groups.length} groups whose figures are not added: they differ in profile, scopes, rules, date, knowledge or program.`,
            screen,
          ),
          '',
        ]
      : [];
  const out = report.leftOut;
  return [
    ...several,
    ...hanging('', 0, `${many}${verdictWords(group)}.`, screen, (line) => paint.bold(line)),
    '',
    ...fact('judged', `${groupProfile(group)}, as of ${daysWords(group.asOf)}, scope ${group.scopes.join(', ')}, knowledge base ${some(group.knowledge, 3)}`),
    ...(group.customRules.length > 0 ? fact('own rules', some(group.customRules, 5)) : []),
    ...fact('spread', spreadWords(group.spread)),
    ...(group.failedGates > 0 ? fact('gates', `failed in ${repositories(group.failedGates)}`) : []),
    ...cautions(report, group).flatMap((text) => fact('note', text)),
    ...(at === 0 && out.length > 0
      ? fact(
          'left out',
          `${count(out.length, 'report')}: ${some(
            out.map(({ report: file, reason }) => `${file} ${reason}`),
            3,
          )}`,
        )
      : []),
  ];
}

function layers({ layers, ranking, verdicts }: FleetGroup, screen: Screen): string[] {
  const { paint, marks } = screen;
  const withAi = ranking.length - verdicts.none;
  const width = 24;
  const rows = layers.map(({ layer, floor, missing, unclear, present }) => {
    const boxes = [missing, unclear, present].map((number) => Math.round((number / withAi) * width));
    const [bad = 0, doubtful = 0] = boxes;
    const bar = paint.red(marks.bar.held.repeat(bad)) + paint.yellow(marks.bar.maybe.repeat(Math.min(doubtful, width - bad)));
    const rest = marks.bar.empty.repeat(Math.max(0, width - bad - doubtful));
    return [
      [paint.bold(layer)],
      [`${missing} (${percent(missing, withAi)})`],
      [String(unclear)],
      [String(present)],
      [paint.dim(`floor ${floor}`)],
      [bar + paint.dim(rest)],
    ];
  });
  const top = ['', 'missing', 'may be', 'holds', '', ''].map((text) => [paint.dim(text)]);
  return [...heading('LAYERS', `of the ${repositories(withAi)} with AI`, screen), ...grid([top, ...rows], 2)];
}

function controllers(group: FleetGroup, withAi: number, screen: Screen): string[] {
  return list(
    'WHO THE CALL PATHS END AT',
    'ultimate controllers; wholly: every call path of the repository ends there',
    ['controller', 'repositories', 'call paths', 'wholly'],
    group.controllers,
    ({ id, name, country, repositories: number, callPaths, wholly }) => [
      id === 'self' || id === 'unknown' ? name : place(name, country),
      `${number} (${percent(number, withAi)})`,
      String(callPaths),
      String(wholly),
    ],
    screen,
  );
}

function ranking(group: FleetGroup, worst: readonly FleetEntry[], screen: Screen): string[] {
  const { paint } = screen;
  const shown = worst.filter(({ verdict }) => verdict.level !== 'none');
  const note = 'by verdict, missing layers, restriction, findings, risk index';
  const row = (entry: FleetEntry): string[] => {
    const { verdict, findings } = entry;
    const missing = `${verdict.missingLayers.length} missing`;
    const open = SEVERITIES.filter((severity) => severity !== 'info' && severity !== 'low' && findings[severity] > 0).map(
      (severity) => `${findings[severity]} ${severity}`,
    );
    return [nestedName(entry), verdict.level, missing, verdict.restriction, verdict.revocability, open.join(', ') || '-', `risk ${verdict.riskIndex}`];
  };
  if (shown.length === 0) return [];
  const left = group.ranking.length - group.verdicts.none - shown.length;
  const rows = shown.map((entry) => row(entry).map((text) => [elide(text, 60, screen.marks.ellipsis)]));
  return [
    ...heading('WORST REPOSITORIES', note, screen),
    ...grid(rows, 2),
    ...(left > 0 ? [paint.dim(`  and ${left} more (--verbose, -f html or -f csv)`)] : []),
  ];
}

/** A titled list: the first rows, or all of them in the long form. */
function list<T>(title: string, note: string, head: readonly string[], items: readonly T[], row: (item: T) => readonly string[], screen: Screen): string[] {
  if (items.length === 0) return [];
  const { paint, marks } = screen;
  const shown = screen.verbose ? items : items.slice(0, MOST);
  const cells = shown.map((item) => row(item).map((text) => [elide(text, 48, marks.ellipsis)]));
  const left = items.length - shown.length;
  return [
    ...heading(title, note, screen),
    ...grid([head.map((text) => [paint.dim(text)]), ...cells], 2),
    ...(left > 0 ? [paint.dim(`  and ${left} more (--verbose or -f json)`)] : []),
  ];
}

/** `OpenAI (US)`. */
function place(name: string, country: string | null): string {
  return `${name} (${country ?? 'unknown'})`;
}
