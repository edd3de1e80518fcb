import { auditHistory } from '../../audit/index.ts';
import { findConfig, loadConfig } from '../../config/index.ts';
import { historyJson, historyText } from '../../report/history.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { auditCommand, type RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { date } from '../flag-values.ts';
import type { Streams } from '../streams.ts';

/** Flags of `history` as commander gives them. */
export interface RawHistoryFlags extends Pick<RawAuditFlags, 'profile' | 'config' | 'rules' | 'include' | 'exclude' | 'scope'> {
  readonly from?: string;
  readonly to?: string;
  readonly every?: string;
  readonly dates?: string;
  readonly json?: boolean;
}

const EVERY = ['change', 'month', 'quarter', 'year'] as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;

/** `sovaudit history`: one scan, judged at many days. */
export async function runHistory(path: string, flags: RawHistoryFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const config = await loadConfig(flags.config === false ? null : (flags.config ?? findConfig(path)));
  const today = now.toISOString().slice(0, 10);
  const { audit } = auditCommand(path, flags, config, now);
  const named = flags.dates?.split(',').map((text) => date('--dates', text.trim()));
  if (named && (flags.from ?? flags.to ?? flags.every) !== undefined) throw new UsageError('--dates stands alone', 'leave --from, --to and --every out');
  const from = edge('--from', flags.from ?? `${Number(today.slice(0, 4)) - 1}-01-01`, 'first');
  const last = edge('--to', flags.to ?? today, 'last');
  // The month that is running ends today.
  const to = flags.to !== undefined && flags.to.length === 7 && last > today && flags.to === today.slice(0, 7) ? today : last;
  if (from > to) throw new UsageError(`--from ${from} lies after --to ${to}`, 'give the earlier day first');
  const every = EVERY.find((word) => word === (flags.every ?? 'change'));
  if (every === undefined) throw new UsageError(`--every: found "${flags.every}"`, `expected one of ${EVERY.join(', ')}`);
  const days = named ? [...new Set(named)].sort() : every === 'change' ? { from, to } : regular(from, to, MONTHS[every]);
  const history = await auditHistory(audit, days);
  streams.stdout.write(flags.json ? historyJson(history) : inertLines(historyText(history, Math.min(Math.max(streams.stdout.columns ?? 100, 80), 140))));
  return EXIT.ok;
}

/** A day, or the first or last day of a month. */
function edge(flag: string, text: string, end: 'first' | 'last'): string {
  const month = /^(\d{4})-(\d{2})$/.exec(text);
  if (/^\d{4}$/.test(text)) throw new UsageError(`${flag}: found "${text}"`, 'expected a day as YYYY-MM-DD or a month as YYYY-MM');
  if (!month) return date(flag, text);
  if (end === 'first') return date(flag, `${text}-01`);
  date(flag, `${text}-01`);
  return new Date(Date.UTC(Number(month[1]), Number(month[2]), 0)).toISOString().slice(0, 10);
}

/** Ends of months, so many months apart, with both ends. */
function regular(from: string, to: string, months: number): string[] {
  const days = [from];
  for (let at = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)); ; at += months) {
    const day = new Date(Date.UTC(Math.floor((at - 1) / 12), ((at - 1) % 12) + 1, 0)).toISOString().slice(0, 10);
    if (day >= to) break;
    if (day > from) days.push(day);
  }
  return [...days, to];
}
