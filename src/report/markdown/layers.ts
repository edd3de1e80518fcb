import type { LayerReport, Report } from '../../model/report.ts';
import { rowWords } from '../row-words.ts';
import { layerState } from '../select.ts';
import { LAYER_STATE_WORDS, levelWords } from '../words.ts';
import { row as cells } from './blocks.ts';
import { factLine } from './findings.ts';
import { prose } from './prose.ts';

const FACTS = 10;

/** The six layers as a table; nothing when nothing was judged. */
export function layerTable({ layers }: Report): string[] {
  if (layers.length === 0) return [];
  const lines = layers.flatMap(layerRow);
  return ['### The six layers', [...cells(['layer', '', 'level', 'floor', 'why'], true), ...lines].join('\n')];
}

function layerRow(layer: LayerReport): string[] {
  const state = layerState(layer);
  const word = LAYER_STATE_WORDS[state];
  return cells([layer.layer, state === 'present' ? word : `**${word}**`, levelWords(layer.level), String(layer.floor), prose(layer.answer)]);
}

/** The chain behind a level: what the code shows, who that is, which fact decides, and the row that follows. */
export function layerChain({ layer, level, answer, facts, row }: LayerReport): string {
  const steps = facts.slice(0, FACTS).map(factLine);
  const more = facts.length > FACTS ? [`and ${facts.length - FACTS} more facts`] : [];
  return [
    `\n**${layer}** level ${levelWords(level)}: ${prose(answer)}`,
    ...[...steps, ...more, prose(rowWords(row))].map((step, at) => `${at + 1}. ${step}`),
  ].join('\n');
}
