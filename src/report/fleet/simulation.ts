import type { FleetSimulation, SimulatedGroup, SimulatedRepository } from '../../model/fleet.ts';
import type { Survival } from '../../model/simulation.ts';
import { csvText } from '../../util/csv-text.ts';
import { jsonText } from '../../util/json-text.ts';
import { mapStrings } from '../../util/map-strings.ts';
import { nestedName } from '../../util/nested-name.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { count } from '../words.ts';
import { daysWords, groupProfile, percent, repositories, some } from './words.ts';

/** Repositories that are shown with their call paths, and call paths of one of them. */
const MOST_REPOSITORIES = 20;
const MOST_PATHS = 5;

const SURVIVAL: Readonly<Record<Survival, string>> = {
  'held-weights': 'go on, their weights are held',
  'open-weights': 'go on, their weights are open and their host is not reached',
  fallback: 'stop and something else in their fallback list stands in',
  'until-next-start': 'run until their next start, then their weights are fetched again',
};

/** A simulation over a fleet as JSON, keys in a fixed order. */
export function fleetSimulationJson(simulation: FleetSimulation): string {
  const { schemaVersion, kind, tool, knowledge, notes, groups } = simulation;
  return jsonText({ schemaVersion, kind, tool, knowledge, notes, groups });
}

/** A row for each call path that stops. */
export function fleetSimulationCsv({ groups }: FleetSimulation): string {
  const rows = groups.flatMap(({ profile, profileScope, touched }) =>
    touched.flatMap((repository) =>
      repository.stops.map(({ name, service, place, reason }) =>
        [
          ...[
            profileScope === null ? profile : `${profile}:${profileScope}`,
            nestedName(repository),
            repository.revision ?? '',
            place ?? '',
            name,
            service ?? '',
            reason,
          ],
          ...[repository.verdict.before, repository.verdict.after],
        ].map(terminalText),
      ),
    ),
  );
  return csvText([['profile', 'repository', 'revision', 'seen at', 'model', 'service', 'why', 'verdict before', 'verdict after'], ...rows]);
}

/** A simulation over a fleet for a terminal: what is supposed, what stops and where, what survives, verdicts and layers before and after. */
export function fleetSimulationText(source: FleetSimulation, verbose: boolean): string {
  const simulation = mapStrings(source, terminalText);
  const notes = simulation.notes.map((note) => `note: ${note}`);
  const groups = simulation.groups.map((group) =>
    [head(group), stops(group, verbose), survivors(group), layers(group), verdicts(group), differing(group)]
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
  );
  return `${[...(notes.length === 0 ? [] : [notes.join('\n')]), ...groups].join('\n\n\n')}\n`;
}

function head(group: SimulatedGroup): string[] {
  const { asOf, repositories: number, callPaths, supposed } = group;
  return [
    `WHAT IF, as of ${daysWords(asOf)}, under ${groupProfile(group)}: ${repositories(number)}, ${count(callPaths, 'call path')}, judged from their reports`,
    ...supposed.map((entry) => `  ${entry.text}: reaches ${count(entry.callPaths, 'usage')} in ${repositories(entry.repositories)}`),
  ];
}

function stops(group: SimulatedGroup, verbose: boolean): string[] {
  const { stops: all, touched, verdicts, repositories: total } = group;
  const withAi = total - verdicts.before.none;
  if (all.repositories === 0) return ['STOPS', '  Nothing that works today stops.'];
  const hit = touched.filter((repository) => repository.stops.length > 0);
  const shown = verbose ? hit : hit.slice(0, MOST_REPOSITORIES);
  const left = hit.length - shown.length;
  const wholly = all.wholly === 0 ? '' : `; in ${repositories(all.wholly)} nothing goes on`;
  return [
    `STOPS  ${count(all.callPaths, 'call path')} in ${repositories(all.repositories)} (${percent(all.repositories, withAi)} of those with AI)${wholly}`,
    ...shown.flatMap((repository) => stopped(repository, verbose)),
    ...(left > 0 ? [`  and ${repositories(left)} more (--verbose, --json or --csv)`] : []),
  ];
}

function stopped(repository: SimulatedRepository, verbose: boolean): string[] {
  const { stops: paths, callPaths, verdict } = repository;
  const shown = verbose ? paths : paths.slice(0, MOST_PATHS);
  const left = paths.length - shown.length;
  const change = verdict.before === verdict.after ? verdict.after : `${verdict.before} -> ${verdict.after}`;
  return [
    `  ${nestedName(repository)}  ${paths.length === callPaths ? `all ${callPaths}` : `${paths.length} of ${callPaths}`} ${callPaths === 1 ? 'call path' : 'call paths'}, ${change}`,
    ...shown.map(
      ({ place, name, service }) => `      ${place ?? 'no place on record'}  ${service === null || service === name ? name : `${name} through ${service}`}`,
    ),
    ...(left > 0 ? [`      and ${left} more`] : []),
  ];
}

function survivors({ survives, exposed }: SimulatedGroup): string[] {
  const lines = survives.map(({ by, callPaths, repositories: number }) => `  ${count(callPaths, 'call path')} in ${repositories(number)} ${SURVIVAL[by]}`);
  const told =
    exposed.callPaths === 0
      ? []
      : ['EXPOSED', `  ${count(exposed.callPaths, 'call path')} in ${repositories(exposed.repositories)}: the operator would have to hand data over`];
  return [...(lines.length === 0 ? [] : ['SURVIVES', ...lines]), ...told];
}

function layers({ layers }: SimulatedGroup): string[] {
  const lines = layers.map(
    ({ layer, before, after }) =>
      `  ${layer.padEnd(10)}  ${String(before).padStart(5)} -> ${String(after).padEnd(5)}${after > before ? `  ${after - before} more` : ''}`,
  );
  return ['LAYERS  repositories that miss them, before and after', ...lines.map((line) => line.trimEnd())];
}

function verdicts({ verdicts: { before, after } }: SimulatedGroup): string[] {
  const words = ({ access, dependency, sovereign, none }: typeof before): string =>
    `${access} access, ${dependency} dependency, ${sovereign} without a missing layer, ${none} without AI`;
  return ['VERDICTS', `  before: ${words(before)}`, `  after:  ${words(after)}`];
}

/** Before and after are both judged by the knowledge of now; where the report said something else, that is told. */
function differing({ judgedDifferently }: SimulatedGroup): string[] {
  if (judgedDifferently.length === 0) return [];
  const declared = judgedDifferently.filter((entry) => entry.declared).length;
  const why =
    declared === 0
      ? ''
      : `; ${declared} of them ${declared === 1 ? 'was' : 'were'} judged with declared facts, which a report does not hold (--config takes those of the organisation)`;
  return [
    `JUDGED ANEW  ${repositories(judgedDifferently.length)} ${judgedDifferently.length === 1 ? 'stands' : 'stand'} otherwise than the report says, before anything is supposed${why}`,
    `  ${some(judgedDifferently.map(nestedName), 10)}`,
  ];
}
