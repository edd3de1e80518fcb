import type { Report, UsageReport } from '../../model/report.ts';
import { compareText, firstOf, judgedUsages } from '../select.ts';
import { count } from '../words.ts';
import { placeName } from './places.ts';

/** The stations of a call, from the code to whoever can order the operator. */
export const STATIONS = ['code', 'library', 'service', 'operator', 'jurisdiction'] as const;
export type Station = (typeof STATIONS)[number];

/** How the cloud layer of a call stands against its floor: can the operator be ordered from outside the home of the profile? */
export type FlowState = 'missing' | 'unclear' | 'present';
export const FLOW_STATES: readonly FlowState[] = ['missing', 'unclear', 'present'];

export interface FlowNode {
  /** Unique in the map, safe in any attribute. */
  readonly id: string;
  readonly station: Station;
  readonly label: string;
  readonly note: string;
  readonly calls: number;
}

/** Calls with the same way through the map. One node per station, in the order of `STATIONS`. */
export interface FlowPath {
  readonly nodes: readonly FlowNode[];
  readonly state: FlowState;
  readonly calls: number;
}

export interface FlowMap {
  readonly nodes: readonly FlowNode[];
  readonly paths: readonly FlowPath[];
  /** Usage id -> ids of its nodes. */
  readonly nodesOfUsage: ReadonlyMap<string, readonly string[]>;
}

/** Nodes shown per station; the rest are one node. */
const CAP: Readonly<Record<Station, number>> = { code: 8, library: 9, service: 10, operator: 9, jurisdiction: 8 };

/** What a usage is called at each station, and the note below. */
type Stop = readonly [label: string, note: string];

/** Where the code's AI calls go. Mere mentions are drawn only where there is nothing better, as with the verdict. */
export function flowMap(report: Report): FlowMap {
  const judged = judgedUsages(report);
  const sure = judged.filter(({ confidence }) => confidence !== 'low');
  const usages = sure.length > 0 ? sure : judged;
  const folder = folders(usages);
  const stops = usages.map((usage) => stopsOf(usage, folder));
  const byStation = STATIONS.map((station, column) =>
    nodesOf(
      station,
      stops.map((stop) => stop[column] ?? ['', '']),
    ),
  );
  const nodesOfUsage = new Map<string, string[]>();
  const paths = new Map<string, FlowPath>();
  for (const [index, usage] of usages.entries()) {
    const nodes = byStation.flatMap(({ at }) => at[index] ?? []);
    const state = stateOf(usage, report);
    const key = `${nodes.map(({ id }) => id).join(' ')} ${state}`;
    paths.set(key, { nodes, state, calls: (paths.get(key)?.calls ?? 0) + 1 });
    nodesOfUsage.set(
      usage.id,
      nodes.map(({ id }) => id),
    );
  }
  const sorted = [...paths].sort(([a, x], [b, y]) => firstOf(y.calls - x.calls, compareText(a, b))).map(([, path]) => path);
  return { nodes: byStation.flatMap(({ nodes }) => nodes), paths: sorted, nodesOfUsage };
}

function stateOf({ layers }: UsageReport, report: Report): FlowState {
  const floor = report.layers.find(({ layer }) => layer === 'cloud')?.floor ?? 2;
  if (layers.cloud.high < floor) return 'missing';
  return layers.cloud.low < floor ? 'unclear' : 'present';
}

function stopsOf(usage: UsageReport, folder: (usage: UsageReport) => string): readonly Stop[] {
  const { sdk, service, endpoint, route } = usage;
  const code: Stop = [folder(usage), ''];
  const library: Stop = [sdk?.name ?? 'no library', ''];
  const sent: Stop = [service?.name ?? endpoint?.host ?? (usage.route === 'self-hosted' ? 'your own process' : 'unknown service'), ''];
  if (route === 'self-hosted' || endpoint?.place === 'premises') return [code, library, sent, ['you', 'own machines'], ['in your hands', '']];
  const operator = service?.operator ?? null;
  if (operator === null) return [code, library, sent, ['unknown operator', ''], ['unknown', '']];
  return [code, library, sent, [operator.name, operator.country === null ? 'seat unknown' : `seat ${operator.country}`], [placeName(operator.controller), '']];
}

/** One node per label; the least used beyond the cap share one. `at` has the node of each usage. */
function nodesOf(station: Station, stops: readonly Stop[]): { nodes: FlowNode[]; at: FlowNode[] } {
  const groups = new Map<string, { label: string; note: string; calls: number }>();
  for (const [label, note] of stops) {
    const key = `${label}\n${note}`;
    groups.set(key, { label, note, calls: (groups.get(key)?.calls ?? 0) + 1 });
  }
  const ranked = [...groups].sort(([a, x], [b, y]) => firstOf(y.calls - x.calls, compareText(a, b)));
  const cap = CAP[station];
  const kept = ranked.length > cap ? ranked.slice(0, cap - 1) : ranked;
  const rest = ranked.slice(kept.length);
  const nodes = kept.map(([, { label, note, calls }], index): FlowNode => node(`${station}-${index + 1}`, station, label, note, calls));
  const byKey = new Map(kept.map(([key], index) => [key, nodes[index]]));
  if (rest.length > 0) {
    const calls = rest.reduce((sum, [, group]) => sum + group.calls, 0);
    const more = node(`${station}-more`, station, `${rest.length} more`, '', calls);
    nodes.push(more);
    for (const [key] of rest) byKey.set(key, more);
  }
  return { nodes, at: stops.map(([label, note]) => byKey.get(`${label}\n${note}`)).filter((found) => found !== undefined) };
}

function node(id: string, station: Station, label: string, note: string, calls: number): FlowNode {
  const words = count(calls, 'call');
  return { id, station, label, note: note === '' ? words : `${words}, ${note}`, calls };
}

/** Folder of a usage, as deep as it can be while the folders stay few enough to draw. */
function folders(usages: readonly UsageReport[]): (usage: UsageReport) => string {
  const at = (usage: UsageReport, depth: number): string => {
    const parts = (usage.evidence[0]?.path ?? '').split('/').slice(0, -1);
    return parts.length === 0 ? 'top folder' : `${parts.slice(0, depth).join('/')}/`;
  };
  const depth = [4, 3, 2].find((deep) => new Set(usages.map((usage) => at(usage, deep))).size <= CAP.code) ?? 1;
  return (usage) => at(usage, depth);
}
