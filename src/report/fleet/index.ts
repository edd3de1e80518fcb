import type { FleetReporter } from './reporter.ts';

const LOADERS = {
  table: async () => (await import('./table.ts')).fleetTable,
  json: async () => (await import('./json.ts')).fleetJson,
  html: async () => (await import('./html.ts')).fleetHtml,
  csv: async () => (await import('./csv.ts')).fleetCsv,
  markdown: async () => (await import('./markdown.ts')).fleetMarkdown,
} as const satisfies Readonly<Record<string, () => Promise<FleetReporter>>>;

export type FleetFormat = keyof typeof LOADERS;

/** Names of the formats of a fleet report, the default first. */
export const FLEET_FORMATS = Object.keys(LOADERS) as unknown as readonly [FleetFormat, ...FleetFormat[]];

/** The reporter of a format. Its code, and what it needs, is loaded only now. */
export function loadFleetReporter(format: FleetFormat): Promise<FleetReporter> {
  return LOADERS[format]();
}
