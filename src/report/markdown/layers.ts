import type { LayerReport, Report } from '../../model/report.ts';
import { layerState } from '../select.ts';
import { LAYER_STATE_WORDS, levelWords } from '../words.ts';
import { row } from './blocks.ts';
import { prose } from './prose.ts';

/** The six layers as a table; nothing when nothing was judged. */
export function layerTable({ layers }: Report): string[] {
  if (layers.length === 0) return [];
  const lines = layers.flatMap(layerRow);
  return ['### The six layers', [...row(['layer', '', 'level', 'floor', 'why'], true), ...lines].join('\n')];
}

function layerRow(layer: LayerReport): string[] {
  const state = layerState(layer);
  const word = LAYER_STATE_WORDS[state];
  return row([layer.layer, state === 'present' ? word : `**${word}**`, levelWords(layer.level), String(layer.floor), prose(layer.answer)]);
}
