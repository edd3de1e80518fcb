import { LAYERS, type LevelRange } from '../model/layer.ts';
import type { SimulatedUsage, SimulatedVerdict, Simulation } from '../model/simulation.ts';
import { jsonText } from '../util/json-text.ts';
import { mapStrings } from '../util/map-strings.ts';
import { terminalText } from '../util/terminal-text.ts';
import { count } from './words.ts';

/** A simulation as JSON, keys in a fixed order. */
export function simulationJson(simulation: Simulation): string {
  const { schemaVersion, tool, knowledge, audit, supposed, stops, survives, exposed, layers, changed, verdict, notes } = simulation;
  return jsonText({ schemaVersion, tool, knowledge, audit, supposed, verdict, layers, stops, survives, exposed, changed, notes });
}

/** A simulation for a terminal: what is supposed, what stops and where, what survives, the levels before and after. */
export function simulationText(source: Simulation): string {
  const simulation = mapStrings(source, terminalText);
  const { audit, supposed, stops, survives, exposed, notes } = simulation;
  const head = [
    `WHAT IF, as of ${audit.asOf}, under the profile ${audit.profileName}${audit.profileScope === null ? '' : ` (${audit.profileScope})`}`,
    ...supposed.map(({ text, reaches }) => `  ${text}: reaches ${count(reaches, 'usage')}`),
    ...notes.map((note) => `  note: ${note}`),
  ];
  const stopped = list('STOPS', stops, 'Nothing that works today stops.');
  const parts = [head, stopped, list('SURVIVES', survives, null), list('EXPOSED', exposed, null), layerLines(simulation), verdictLines(simulation)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function list(title: string, usages: readonly SimulatedUsage[], none: string | null): string[] {
  if (usages.length === 0) return none === null ? [] : [title, `  ${none}`];
  const lines = usages.flatMap((usage) => [`  ${usage.place ?? 'no place on record'}  ${named(usage)}`, `      ${usage.reason}`]);
  return [`${title}  ${count(usages.length, 'usage')}`, ...lines];
}

function named({ name, service }: SimulatedUsage): string {
  return service === null || service === name ? name : `${name} through ${service}`;
}

function layerLines({ layers }: Simulation): string[] {
  const width = Math.max(...LAYERS.map(({ length }) => length));
  const lines = layers.map(({ layer, before, after, floor }) => {
    const [old, now] = [level(before), level(after)];
    const mark = old === now ? '' : after.low < floor && before.low >= floor ? '  lost' : '  changed';
    return `  ${layer.padEnd(width)}  ${old.padEnd(3)} -> ${now.padEnd(3)}  floor ${floor}${mark}`;
  });
  return ['LAYERS  before and after; 0: someone else decides, 4: in your hands', ...lines];
}

/** `2`, `0-2`. */
export function level({ low, high }: LevelRange): string {
  return low === high ? String(low) : `${low}-${high}`;
}

function verdictLines({ verdict: { before, after } }: Simulation): string[] {
  return ['VERDICT', `  before: ${verdictWords(before)}`, `  after:  ${verdictWords(after)}`];
}

function verdictWords({ level: word, missingLayers, riskIndex, restriction, revocability }: SimulatedVerdict): string {
  const missing = missingLayers.length === 0 ? 'no layer missing' : `${missingLayers.join(', ')} missing`;
  return `${word} (${missing}), risk index ${riskIndex}, restriction ${restriction}, revocability ${revocability}`;
}
