import type { PartsReporter, Reporter } from './reporter.ts';

export type { PartsReporter, Reporter, ReportOptions } from './reporter.ts';

const LOADERS = {
  table: async () => (await import('./table.ts')).table,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  cyclonedx: async () => (await import('./cyclonedx.ts')).cyclonedx,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html.ts')).html,
  junit: async () => (await import('./junit.ts')).junit,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  github: async () => (await import('./github.ts')).github,
  compact: async () => (await import('./compact.ts')).compact,
} as const satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type Format = keyof typeof LOADERS;

/** Names of the output formats, the default first. */
export const FORMATS = Object.keys(LOADERS) as unknown as readonly [Format, ...Format[]];

/** The reporter of a format. Its code, and what it needs, is loaded only now. */
export function loadReporter(format: Format): Promise<Reporter> {
  return LOADERS[format]();
}

/** Formats that hold everything there is: they grow with the repository. The others are as long as somebody reads, or are cut and say so. */
const IN_PARTS: Readonly<Partial<Record<Format, () => Promise<PartsReporter>>>> = {
  json: async () => (await import('./json.ts')).jsonParts,
  cyclonedx: async () => (await import('./cyclonedx.ts')).cyclonedxParts,
  sarif: async () => (await import('./sarif.ts')).sarifParts,
};

/** The reporter of a format for writing: the same text, in parts where it can be long. */
export async function loadPartsReporter(format: Format): Promise<PartsReporter> {
  const inParts = await IN_PARTS[format]?.();
  if (inParts) return inParts;
  const whole = await loadReporter(format);
  return (report, options) => [whole(report, options)];
}
