import type { History, HistoryPoint } from '../model/history.ts';
import { LAYERS } from '../model/layer.ts';
import { jsonText } from '../util/json-text.ts';
import { mapStrings } from '../util/map-strings.ts';
import { terminalText } from '../util/terminal-text.ts';
import { wrapText } from '../util/text-width.ts';
import { count, levelWords } from './words.ts';

/** A history as JSON, keys in a fixed order. */
export function historyJson({ schemaVersion, tool, knowledge, audit, points, notes }: History): string {
  return jsonText({ schemaVersion, tool, knowledge, audit, points, notes });
}

const HEADS: Readonly<Record<(typeof LAYERS)[number], string>> = {
  model: 'model',
  data: 'data',
  compute: 'comp.',
  cloud: 'cloud',
  deployment: 'depl.',
  license: 'lic.',
};
const INDENT = 14;
/** Causes told per day; the JSON has all. */
const CAUSES = 8;

/** A history for a terminal: one line a day, and below it what began or ended and which levels moved. */
export function historyText(source: History, width: number): string {
  const { audit, points, notes, knowledge } = mapStrings(source, terminalText);
  const scope = audit.profileScope === null ? '' : ` (${audit.profileScope})`;
  const head = `HISTORY under the profile ${audit.profileName}${scope}, ${points[0]?.asOf ?? ''} to ${audit.asOf}, knowledge ${knowledge.version}`;
  const lines = points.flatMap((point) => [row(point), ...details(point, width)]);
  const said = notes.flatMap((note) => wrapText(note, width));
  return `${[head, '', titles(), ...lines, ...(said.length > 0 ? ['', ...said] : [])].map((line) => line.trimEnd()).join('\n')}\n`;
}

function titles(): string {
  return `  ${'as of'.padEnd(12)}${'verdict'.padEnd(12)}${LAYERS.map((layer) => HEADS[layer].padEnd(6)).join('')}${'risk'.padEnd(6)}${'restriction'.padEnd(13)}revoc.`;
}

function row({ asOf, verdict, layers }: HistoryPoint): string {
  const cells = LAYERS.map((layer) => {
    const found = layers.find((entry) => entry.layer === layer);
    return (found ? levelWords(found.level) : '').padEnd(6);
  });
  return `  ${asOf.padEnd(12)}${verdict.level.padEnd(12)}${cells.join('')}${String(verdict.riskIndex).padEnd(6)}${verdict.restriction.padEnd(13)}${verdict.revocability}`;
}

function details({ causes, changed }: HistoryPoint, width: number): string[] {
  const events = causes.slice(0, CAUSES).map(({ text, usages, place }) => `* ${text} (${count(usages.length, 'usage')}${place === null ? '' : `, ${place}`})`);
  const more = causes.length > CAUSES ? [`* and ${causes.length - CAUSES} more (--json has all)`] : [];
  const levels = changed.map(({ layer, before, after, reason }) => `${layer} ${levelWords(before)} -> ${levelWords(after)}: ${reason}`);
  return [...events, ...more, ...levels].flatMap((text) =>
    wrapText(text, width - INDENT - 2).map((line, at) => `${' '.repeat(INDENT)}${at === 0 ? '' : '  '}${line}`),
  );
}
