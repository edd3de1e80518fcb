import { didYouMean } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';
import type { ColorChoice } from '../streams.ts';

/** A calendar day that exists; today when none is given. */
export function checkedDate(text: string | undefined, now: Date): string {
  if (text === undefined) return now.toISOString().slice(0, 10);
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text) return text;
  throw new UsageError(`--as-of: found "${text}"`, 'expected a date as YYYY-MM-DD');
}

/** `--color`, `auto` when it is not given. */
export function colorChoice(text: string | undefined): ColorChoice {
  const choices = ['auto', 'always', 'never'] as const;
  const found = choices.find((choice) => choice === (text ?? 'auto'));
  if (found !== undefined) return found;
  throw new UsageError(`--color: found "${text}"${didYouMean(text ?? '', choices)}`, `expected one of ${choices.join(', ')}`);
}
