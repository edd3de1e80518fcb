import type { FlowMap, FlowNode, FlowState, Station } from './flow.ts';

/** A node with its place. All lengths in user units of the drawing. */
export interface PlacedNode {
  readonly node: FlowNode;
  readonly column: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `mixed`: calls of several states drawn as one band, where telling them apart would only tangle. */
export type BandState = FlowState | 'mixed';

/** A band between two nodes of neighbouring columns: centre line ends and thickness. */
export interface Band {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly state: BandState;
  readonly calls: number;
  readonly y0: number;
  readonly y1: number;
  readonly thickness: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly columns: readonly { readonly station: Station; readonly x: number; readonly width: number }[];
  readonly nodes: readonly PlacedNode[];
  readonly bands: readonly Band[];
}

export interface LayoutOptions {
  readonly stations: readonly Station[];
  readonly width: number;
  /** Least height of a node: room for its words. */
  readonly nodeHeight: number;
  /** Room between columns and between nodes of a column. */
  readonly columnGap: number;
  readonly nodeGap: number;
  /** Room above the first node, for the names of the columns. */
  readonly top: number;
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly state: BandState;
  calls: number;
}

/** Thickest and thinnest band per call, and the thinnest band of all. */
const UNIT = { most: 12, least: 0.4, band: 1.6 };
/** Height that all bands of a column may take together. */
const BAND_ROOM = 300;
const SWEEPS = 6;
/** Ways through the map up to which the colour is followed back into the code. */
const FEW_PATHS = 40;
/** Order in which bands of two nodes lie beside each other. */
export const BAND_STATES: readonly BandState[] = ['missing', 'unclear', 'present', 'mixed'];

/**
 * Places the nodes of a flow in columns, ordered so that few bands cross (each node near the mean of its neighbours), and stacks the bands at
 * their nodes. Deterministic; nodes of a column never overlap; bands stay within their nodes.
 */
export function layoutFlow(map: FlowMap, options: LayoutOptions): Layout {
  const { stations, width, columnGap } = options;
  const nodeWidth = (width - columnGap * (stations.length - 1)) / stations.length;
  const links = linksOf(map, stations);
  const calls = map.paths.reduce((sum, path) => sum + path.calls, 0);
  const unit = Math.min(UNIT.most, Math.max(UNIT.least, BAND_ROOM / Math.max(1, calls)));
  const order = orderColumns(
    stations.map((station) => map.nodes.filter((node) => node.station === station)),
    links,
  );
  const placed = placeColumns(order, links, unit, nodeWidth, options);
  const bottom = Math.max(options.top, ...placed.map(({ y, height }) => y + height));
  return {
    width,
    height: bottom + 2,
    columns: stations.map((station, index) => ({ station, x: index * (nodeWidth + columnGap), width: nodeWidth })),
    nodes: placed,
    bands: bandsOf(links, placed, unit),
  };
}

/** Calls between the nodes of neighbouring columns. On a crowded map states are told apart only from the service on, where control begins. */
function linksOf(map: FlowMap, stations: readonly Station[]): Link[] {
  const links = new Map<string, Link>();
  const crowded = map.paths.length > FEW_PATHS;
  for (const { nodes, state: own, calls } of map.paths) {
    const stops = stations.map((station) => nodes.find((node) => node.station === station)?.id ?? '');
    for (const [index, to] of stops.entries()) {
      const from = stops[index - 1];
      if (from === undefined) continue;
      const early = stations[index] === 'library' || stations[index] === 'service';
      const state = crowded && early ? 'mixed' : own;
      const key = `${from} ${to} ${state}`;
      const link = links.get(key);
      if (link === undefined) links.set(key, { from, to, state, calls });
      else link.calls += calls;
    }
  }
  return [...links.values()];
}

/** Sweeps to and fro; every column is sorted by the mean position of what its nodes are linked to. */
function orderColumns(columns: readonly (readonly FlowNode[])[], links: readonly Link[]): FlowNode[][] {
  const order = columns.map((column) => [...column]);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forward = sweep % 2 === 0;
    const indexes = order.map((_, index) => index);
    for (const index of forward ? indexes.slice(1) : indexes.reverse().slice(1)) {
      const neighbours = order[forward ? index - 1 : index + 1] ?? [];
      const position = new Map(neighbours.map(({ id }, at) => [id, (at + 0.5) / neighbours.length]));
      const column = order[index] ?? [];
      const means = new Map(column.map(({ id }) => [id, meanPosition(id, position, links)]));
      order[index] = column
        .map((node, at) => ({ node, at, mean: means.get(node.id) ?? (at + 0.5) / column.length }))
        .sort((a, b) => a.mean - b.mean || a.at - b.at)
        .map(({ node }) => node);
    }
  }
  return order;
}

function meanPosition(id: string, position: ReadonlyMap<string, number>, links: readonly Link[]): number | undefined {
  let sum = 0;
  let calls = 0;
  for (const link of links) {
    const other = link.from === id ? position.get(link.to) : link.to === id ? position.get(link.from) : undefined;
    if (other === undefined) continue;
    sum += other * link.calls;
    calls += link.calls;
  }
  return calls === 0 ? undefined : sum / calls;
}

/** Columns from the top, each centred against the tallest. */
function placeColumns(order: readonly (readonly FlowNode[])[], links: readonly Link[], unit: number, width: number, options: LayoutOptions): PlacedNode[] {
  const { nodeHeight, nodeGap, columnGap, top } = options;
  const height = ({ id }: FlowNode): number =>
    Math.max(
      nodeHeight,
      sideHeight(
        links.filter(({ to }) => to === id),
        unit,
      ),
      sideHeight(
        links.filter(({ from }) => from === id),
        unit,
      ),
    );
  const heights = order.map((column) => column.map(height));
  const totals = heights.map((column) => column.reduce((sum, each) => sum + each, 0) + nodeGap * Math.max(0, column.length - 1));
  const tallest = Math.max(0, ...totals);
  return order.flatMap((column, index) => {
    let y = top + (tallest - (totals[index] ?? 0)) / 2;
    return column.map((node, at) => {
      const placed = { node, column: index, x: index * (width + columnGap), y, width, height: heights[index]?.[at] ?? nodeHeight };
      y += placed.height + nodeGap;
      return placed;
    });
  });
}

function thickness(calls: number, unit: number): number {
  return Math.max(UNIT.band, calls * unit);
}

function sideHeight(links: readonly Link[], unit: number): number {
  return links.reduce((sum, { calls }) => sum + thickness(calls, unit), 0);
}

/** Bands leave and enter a node in the order of their other ends, centred on its side. */
function bandsOf(links: readonly Link[], placed: readonly PlacedNode[], unit: number): Band[] {
  const byId = new Map(placed.map((node) => [node.node.id, node]));
  const known = links.flatMap((link) => {
    const from = byId.get(link.from);
    const to = byId.get(link.to);
    return from === undefined || to === undefined ? [] : [{ link, from, to }];
  });
  const starts = new Map<Link, number>();
  const ends = new Map<Link, number>();
  for (const node of placed) {
    stack(
      known.filter(({ from }) => from === node),
      (entry) => entry.to.y,
      node,
      unit,
      starts,
    );
    stack(
      known.filter(({ to }) => to === node),
      (entry) => entry.from.y,
      node,
      unit,
      ends,
    );
  }
  return known.map(({ link, from, to }) => ({
    from,
    to,
    state: link.state,
    calls: link.calls,
    y0: starts.get(link) ?? from.y,
    y1: ends.get(link) ?? to.y,
    thickness: thickness(link.calls, unit),
  }));
}

function stack<T extends { readonly link: Link }>(
  entries: readonly T[],
  far: (entry: T) => number,
  node: PlacedNode,
  unit: number,
  into: Map<Link, number>,
): void {
  const sorted = [...entries].sort((a, b) => far(a) - far(b) || BAND_STATES.indexOf(a.link.state) - BAND_STATES.indexOf(b.link.state));
  let y =
    node.y +
    (node.height -
      sideHeight(
        sorted.map(({ link }) => link),
        unit,
      )) /
      2;
  for (const { link } of sorted) {
    const thick = thickness(link.calls, unit);
    into.set(link, y + thick / 2);
    y += thick;
  }
}
