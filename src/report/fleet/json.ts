import type { FleetReport } from '../../model/fleet.ts';
import { canonicalJson } from '../../util/canonical-json.ts';
import { inertJson, jsonText } from '../../util/json-text.ts';

/**
 * The fleet report as JSON, in parts to be written one after the other: ten thousand repositories are never one string. What people read comes
 * first and indented; then a line for each entry, its keys sorted, so that equal fleets are equal bytes wherever their parts came from.
 */
export function* fleetJson(report: FleetReport): Iterable<string> {
  const { schemaVersion, kind, tool, mixed, groups, leftOut } = report;
  const head = jsonText({ schemaVersion, kind, tool: { name: tool.name, version: tool.version }, mixed, groups, leftOut });
  yield head.replace(/\n\}\n$/, '');
  yield* lines('conditions', report.conditions);
  yield* lines('entries', report.entries);
  yield* lines('usages', report.usages);
  yield '\n}\n';
}

function* lines(name: string, items: readonly unknown[]): Iterable<string> {
  yield `,\n  "${name}": [`;
  for (const [at, item] of items.entries()) yield `${at === 0 ? '' : ','}\n    ${inertJson(canonicalJson(item))}`;
  yield items.length === 0 ? ']' : '\n  ]';
}
