import type { Report } from '../model/report.ts';
import { csvText } from '../util/csv-text.ts';

const HEAD = [
  'provider',
  'country of provider',
  'ultimate parent',
  'country of ultimate parent',
  'service',
  'function (purpose in code)',
  'countries of processing',
  'retention (as the provider says)',
  'list of subprocessors',
  'named critical (Article 31)',
  'rank',
  'behind',
  'substitutability (hint)',
  'seen at',
  'as of',
] as const;

/** Rows to start the register of information from, as CSV; null when the profile has no such register. */
export function doraCsv(report: Report): string | null {
  const { dora } = report.frameworks;
  if (dora === null) return null;
  const rows = dora.rows.map((row) => [
    row.provider,
    row.providerCountry ?? 'unknown',
    row.ultimateParent,
    row.parentCountry ?? 'unknown',
    row.service,
    row.functions.join('; '),
    row.processing.join('; '),
    row.retention ?? 'unknown',
    row.subprocessors ?? 'unknown',
    row.critical === null ? 'unknown' : row.critical ? 'yes' : 'no',
    String(row.rank),
    row.behind ?? '',
    row.substitutability,
    places(row.usages, report),
    report.audit.asOf,
  ]);
  return csvText([HEAD, ...rows]);
}

/** First place of each usage in the code. */
function places(usages: readonly string[], report: Report): string {
  const firsts = report.usages.filter(({ id }) => usages.includes(id)).flatMap(({ evidence }) => evidence.slice(0, 1));
  return firsts.map(({ path, line }) => `${path}:${line}`).join('; ');
}
