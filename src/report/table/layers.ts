import type { LevelRange } from '../../model/layer.ts';
import type { LayerReport, Report } from '../../model/report.ts';
import { wrapText } from '../../util/text-width.ts';
import { factWords } from '../figures.ts';
import { rowWords } from '../row-words.ts';
import { layerState } from '../select.ts';
import { LAYER_STATE_WORDS, levelWords } from '../words.ts';
import { grid } from './grid.ts';
import { hanging, heading, type Screen } from './screen.ts';

const INDENT = 2;
const GAP = 2;
/** Columns of the longest layer name, of bar and figures, of `floor 2`. */
const NAME_WIDTH = 10;
const BAR_WIDTH = 8;
const FLOOR_WIDTH = 7;

/** The six layers: sign and word, level bar, floor, and the sentence that says why. */
export function layerSection(report: Report, screen: Screen): string[] {
  const stateWidth = Math.max(...report.layers.map((layer) => LAYER_STATE_WORDS[layerState(layer)].length)) + 2;
  const rows = report.layers.map((layer) => (screen.wide ? wideRow(layer, stateWidth, screen) : narrowRow(layer, stateWidth, screen)));
  return [...heading('LAYERS', '0 = someone else decides, 4 = in your hands; missing = below the floor', screen), ...grid(rows, INDENT)];
}

function wideRow(layer: LayerReport, stateWidth: number, screen: Screen): string[][] {
  const { sign, word, colour } = state(layer, screen);
  const used = INDENT + NAME_WIDTH + stateWidth + BAR_WIDTH + FLOOR_WIDTH + 4 * GAP;
  return [
    [screen.paint.bold(layer.layer)],
    [colour(`${sign} ${word}`)],
    [bar(layer.level, screen, colour)],
    [screen.paint.dim(`floor ${layer.floor}`)],
    why(layer, screen.width - used, screen),
  ];
}

function narrowRow(layer: LayerReport, stateWidth: number, screen: Screen): string[][] {
  const { sign, word, colour } = state(layer, screen);
  const used = INDENT + Math.max(stateWidth, NAME_WIDTH + 2) + BAR_WIDTH + 2 * GAP;
  return [
    [`${colour(sign)} ${screen.paint.bold(layer.layer)}`, colour(`  ${word}`)],
    [bar(layer.level, screen, colour), screen.paint.dim(`floor ${layer.floor}`)],
    why(layer, screen.width - used, screen),
  ];
}

/** The answer; in the long form also the question and the chain: what the code shows, who that is, which fact decides, and the row that follows. */
function why({ answer, question, row, facts }: LayerReport, width: number, screen: Screen): string[] {
  if (!screen.verbose) return wrapText(answer, width);
  const { arrow } = screen.marks;
  const steps = [...facts.map(factWords), rowWords(row)];
  return [
    ...wrapText(question, width).map((line) => screen.paint.italic(line)),
    ...wrapText(answer, width),
    ...steps.flatMap((step) => hanging(`${arrow} `, arrow.length + 1, step, { ...screen, width }, screen.paint.dim)),
  ];
}

function state(layer: LayerReport, { marks, paint }: Screen): { sign: string; word: string; colour: (text: string) => string } {
  const is = layerState(layer);
  return { sign: marks[is], word: LAYER_STATE_WORDS[is], colour: is === 'missing' ? paint.red : is === 'unclear' ? paint.yellow : paint.green };
}

/** `■■□□ 2`, `■▣□□ 1-2`: four boxes and the figure. */
function bar({ low, high }: LevelRange, { marks }: Screen, colour: (text: string) => string): string {
  const boxes = marks.bar.held.repeat(low) + marks.bar.maybe.repeat(high - low) + marks.bar.empty.repeat(4 - high);
  return `${colour(boxes)} ${levelWords({ low, high }).padEnd(3)}`;
}
