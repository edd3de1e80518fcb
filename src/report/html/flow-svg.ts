import { elide, wrapText } from '../../util/text-width.ts';
import { count } from '../words.ts';
import type { FlowMap, FlowState, Station } from './flow.ts';
import { BAND_STATES, type Band, type LayoutOptions, layoutFlow, type PlacedNode } from './flow-layout.ts';
import { html, type Markup } from './tag.ts';

const STATION_NAMES: Readonly<Record<Station, string>> = {
  code: 'Code',
  library: 'Library',
  service: 'Service',
  operator: 'Operator',
  jurisdiction: 'Controlled from',
};

/** What the colour of a band says, in words. */
export const FLOW_STATE_WORDS: Readonly<Record<FlowState, string>> = {
  missing: 'control lies outside what the profile asks for',
  unclear: 'not certain',
  present: 'control is where the profile asks for it',
};

interface Drawing extends LayoutOptions {
  readonly name: string;
  /** Columns of text in a line of a node, and of its note. */
  readonly letters: number;
  readonly noteLetters: number;
}

const WIDE: Drawing = {
  name: 'map-wide',
  stations: ['code', 'library', 'service', 'operator', 'jurisdiction'],
  width: 1120,
  nodeHeight: 50,
  columnGap: 62,
  nodeGap: 10,
  top: 30,
  letters: 19,
  noteLetters: 25,
};

/** For phones: the half of the way that decides who can take it away. */
const NARROW: Drawing = {
  name: 'map-narrow',
  stations: ['service', 'operator', 'jurisdiction'],
  width: 350,
  nodeHeight: 50,
  columnGap: 22,
  nodeGap: 8,
  top: 26,
  letters: 12,
  noteLetters: 17,
};

/** The map as two drawings, of which the style shows one. Nodes are links that narrow the list of usages to the calls through them. */
export function flowDrawings(map: FlowMap): Markup {
  return html`${drawing(map, WIDE)}${drawing(map, NARROW)}`;
}

function drawing(map: FlowMap, options: Drawing): Markup {
  const { width, height, columns, nodes, bands } = layoutFlow(map, options);
  const sorted = [...bands].sort((a, b) => BAND_STATES.indexOf(b.state) - BAND_STATES.indexOf(a.state));
  return html`<svg class="map ${options.name}" viewBox="-1 0 ${round(width + 2)} ${round(height)}" role="group" aria-label="Map of AI calls, from code to controlling jurisdiction">
<g aria-hidden="true">${columns.map(({ station, x }) => html`<text class="station" x="${round(x)}" y="14">${STATION_NAMES[station]}</text>`)}${sorted.map(band)}</g>
${nodes.map((node) => nodeBox(node, options))}</svg>`;
}

/** A ribbon from the right side of one node to the left side of the next. Its words are in the list of paths below the map. */
function band({ from, to, state, calls, y0, y1, thickness }: Band): Markup {
  const [x0, x1] = [from.x + from.width, to.x];
  const middle = round((x0 + x1) / 2);
  const half = thickness / 2;
  const path = [
    `M${round(x0)} ${round(y0 - half)}C${middle} ${round(y0 - half)} ${middle} ${round(y1 - half)} ${round(x1)} ${round(y1 - half)}`,
    `V${round(y1 + half)}C${middle} ${round(y1 + half)} ${middle} ${round(y0 + half)} ${round(x0)} ${round(y0 + half)}Z`,
  ].join('');
  const title = `${from.node.label} to ${to.node.label}: ${count(calls, 'call')}${state === 'mixed' ? '' : `, ${FLOW_STATE_WORDS[state]}`}`;
  return html`<path class="band ${state}" d="${path}"><title>${title}</title></path>`;
}

/** A label in at most two lines. Of a path the end says most, of a name the beginning. */
function labelLines(label: string, station: Station, letters: number): string[] {
  const lines = wrapText(label, letters);
  if (lines.length <= 2) return lines;
  if (station === 'code') return wrapText(elide(label, letters * 2 - 2, '…'), letters).slice(0, 2);
  const [first = '', second = ''] = lines;
  return [
    first,
    `${[...second]
      .slice(0, letters - 1)
      .join('')
      .trimEnd()}…`,
  ];
}

function nodeBox({ node, x, y, width, height }: PlacedNode, { letters, noteLetters }: Drawing): Markup {
  const { id, label, note, station } = node;
  const shown = labelLines(label, station, letters);
  const words = elide(note, noteLetters, '…');
  const first = y + height / 2 - (shown.length * 15 + 13) / 2 + 11;
  const left = round(x + (letters < 16 ? 8 : 10));
  return html`<a href="#usages" class="node ${station}" data-token="${id}" data-label="${STATION_NAMES[station]}: ${label}"><title>${label} (${note})</title><rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="6"/>${shown.map((line, index) => html`<text class="label" x="${left}" y="${round(first + index * 15)}">${line}</text>`)}<text class="note" x="${left}" y="${round(first + shown.length * 15 - 1)}">${words}</text></a>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
