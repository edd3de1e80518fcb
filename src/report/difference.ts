import type { Cause, Change, Difference } from '../model/difference.ts';
import { jsonText } from '../util/json-text.ts';
import { mapStrings } from '../util/map-strings.ts';
import { terminalText } from '../util/terminal-text.ts';
import { level } from './simulation.ts';

/** A comparison as JSON, keys in a fixed order. */
export function differenceJson(difference: Difference): string {
  const { schemaVersion, worse, conditions, verdict, riskIndex, restriction, layers, usages, findings } = difference;
  return jsonText({ schemaVersion, worse, conditions, verdict, riskIndex, restriction, layers, usages, findings });
}

const CONDITION: Readonly<Record<Cause, string>> = {
  code: 'code',
  knowledge: 'knowledge base',
  time: 'as of',
  profile: 'profile',
  declarations: 'declarations',
  tool: 'tool',
};

const REASON: Readonly<Record<Cause, string>> = {
  code: 'the code changed',
  knowledge: 'the knowledge base changed',
  time: 'time passed',
  profile: 'another profile was asked for',
  declarations: 'the declarations changed',
  tool: 'another version of the tool judged',
};

/** A comparison for a terminal, each change with its reason. */
export function differenceText(source: Difference): string {
  const difference = mapStrings(source, terminalText);
  const parts = [
    section(
      'CONDITIONS',
      difference.conditions.map(({ cause, before, after }) => `${CONDITION[cause]}: ${before} -> ${after}`),
    ),
    section('VERDICT', verdictLines(difference)),
    section(
      'LAYERS',
      difference.layers.map((change) => `${change.layer} ${level(change.before)} -> ${level(change.after)}: ${why(change)}`),
    ),
    section('USAGES', difference.usages.map(usageLine)),
    section('FINDINGS', difference.findings.map(findingLine)),
  ].filter((lines) => lines.length > 0);
  if (parts.length === 0) return 'The two reports say the same.\n';
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function verdictLines({ verdict, restriction, riskIndex }: Difference): string[] {
  return [
    ...(verdict === null ? [] : [`${verdict.before} -> ${verdict.after}: ${why(verdict)}`]),
    ...(restriction === null ? [] : [`restriction ${restriction.before} -> ${restriction.after}: ${why(restriction)}`]),
    ...(riskIndex.before === riskIndex.after ? [] : [`risk index ${riskIndex.before} -> ${riskIndex.after}`]),
  ];
}

function usageLine(change: Difference['usages'][number]): string {
  const layers = change.layers.map(({ layer, before, after }) => `, ${layer} ${level(before)} -> ${level(after)}`).join('');
  return `${change.name}${change.place === null ? '' : ` (${change.place})`}${layers}: ${why(change)}`;
}

function findingLine(change: Difference['findings'][number]): string {
  const severity = change.was === null || change.was === change.severity ? change.severity : `${change.was} -> ${change.severity}`;
  return `${severity} ${change.rule}${change.place === null ? '' : ` (${change.place})`}: ${why(change)}\n      ${change.message}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** `worse, because time passed`; several causes cannot be told apart from the reports alone. */
function why({ direction, causes }: Change): string {
  return causes.length === 0 ? direction : `${direction}, because ${causes.map((cause) => REASON[cause]).join(' or ')}`;
}
