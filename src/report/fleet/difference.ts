import type { FigureChange, FleetDifference } from '../../model/fleet-difference.ts';
import { jsonText } from '../../util/json-text.ts';
import { mapStrings } from '../../util/map-strings.ts';
import { nestedName } from '../../util/nested-name.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { daysWords, groupProfile, some } from './words.ts';

/** Repositories and figures that are told; JSON has all. */
const MOST = 20;

/** Differences of two fleets as JSON: a list, one for each perspective. */
export function fleetDifferenceJson(differences: readonly FleetDifference[]): string {
  return jsonText(differences);
}

/** Differences of two fleets for a terminal. */
export function fleetDifferenceText(source: readonly FleetDifference[]): string {
  const parts = mapStrings(source, terminalText).map((difference) => {
    const { asOf, verdicts, layers, changed, added, gone, unchanged, controllers, models } = difference;
    const counts = ({ access, dependency, sovereign, none }: typeof verdicts.before): string =>
      `${access} access, ${dependency} dependency, ${sovereign} without a missing layer, ${none} without AI`;
    const blocks = [
      [
        `FLEET under ${groupProfile(difference)}, as of ${daysWords(asOf.before)} -> ${daysWords(asOf.after)}`,
        ...causes(difference).map((cause) => `  note: ${cause}`),
      ],
      ['VERDICTS', `  before: ${counts(verdicts.before)}`, `  after:  ${counts(verdicts.after)}`],
      ['LAYERS  repositories that miss them', ...layers.map(({ layer, before, after }) => `  ${layer.padEnd(10)}  ${before} -> ${after}`)],
      list('WORSE', changed.filter(({ direction }) => direction === 'worse').map(changeWords)),
      list('BETTER', changed.filter(({ direction }) => direction === 'better').map(changeWords)),
      list('OTHERWISE', changed.filter(({ direction }) => direction === 'changed').map(changeWords)),
      list(
        'NEW REPOSITORIES',
        added.map((entry) => `${nestedName(entry)}  ${entry.verdict}`),
      ),
      list(
        'GONE',
        gone.map((entry) => `${nestedName(entry)}  ${entry.verdict}`),
      ),
      list('CONTROLLERS  by repositories', controllers.map(figureWords)),
      list('MODELS  by repositories', models.map(figureWords)),
      [`${unchanged} ${unchanged === 1 ? 'repository stands' : 'repositories stand'} as before`],
    ];
    return blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n');
  });
  return `${parts.join('\n\n\n')}\n`;
}

/** What else than the code may have changed the levels. */
function causes({ knowledge, tools }: FleetDifference): string[] {
  const differs = (pair: { before: readonly string[]; after: readonly string[] }): boolean => pair.before.join() !== pair.after.join();
  return [
    ...(differs(knowledge)
      ? [`the knowledge base changed (${some(knowledge.before, 3)} -> ${some(knowledge.after, 3)}): not every change is one of the code`]
      : []),
    ...(differs(tools) ? [`the program changed (${some(tools.before, 3)} -> ${some(tools.after, 3)})`] : []),
  ];
}

function changeWords(change: FleetDifference['changed'][number]): string {
  const { verdict, missing, riskIndex } = change;
  const lost = missing.after.filter((layer) => !missing.before.includes(layer));
  const won = missing.before.filter((layer) => !missing.after.includes(layer));
  const parts = [
    ...(verdict.before === verdict.after ? [verdict.after] : [`${verdict.before} -> ${verdict.after}`]),
    ...(lost.length > 0 ? [`now missing: ${lost.join(', ')}`] : []),
    ...(won.length > 0 ? [`no longer missing: ${won.join(', ')}`] : []),
    ...(riskIndex.before === riskIndex.after ? [] : [`risk ${riskIndex.before} -> ${riskIndex.after}`]),
  ];
  return `${nestedName(change)}  ${parts.join('; ')}`;
}

function figureWords({ name, before, after }: FigureChange): string {
  return `${name}  ${before} -> ${after}`;
}

function list(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const left = lines.length - MOST;
  return [title, ...lines.slice(0, MOST).map((line) => `  ${line}`), ...(left > 0 ? [`  and ${left} more (--json)`] : [])];
}
