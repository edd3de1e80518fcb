/** Values of flags: checked, or a `UsageError` with what would be right. */
import { didYouMean } from '../util/closest.ts';
import { UsageError } from '../util/errors.ts';
import { sizeOf } from '../util/size-text.ts';

/** One of a few words. */
export function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw new UsageError(`${flag}: found "${text}"${didYouMean(text, allowed)}`, `expected one of ${allowed.join(', ')}`);
}

/** Words of a list, separated by commas or given by repeating the flag. */
export function list<T extends string>(flag: string, texts: readonly string[], allowed: readonly T[]): T[] {
  return texts.flatMap((text) => text.split(',')).map((text) => oneOf(flag, text.trim(), allowed));
}

/** A number within bounds. */
export function number(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= low && value <= high) return value;
  throw new UsageError(`${flag}: found "${text}"`, `expected a number from ${low} to ${high}`);
}

/** A calendar date that exists. */
export function date(flag: string, text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text) return text;
  throw new UsageError(`${flag}: found "${text}"`, 'expected a date as YYYY-MM-DD');
}

/** A size such as `8M`, in bytes. */
export function bytes(flag: string, text: string): number {
  const size = sizeOf(text);
  if (size === null) throw new UsageError(`${flag}: found "${text}"`, 'expected a size such as 8M');
  return size;
}

/** A whole number, 1 or more. */
export function count(flag: string, text: string): number {
  const value = number(flag, text, 1, Number.MAX_SAFE_INTEGER);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${flag}: found "${text}"`, 'expected a whole number');
}

/** A number of days: `180` or `180d`. */
export function days(flag: string, text: string): number {
  const match = /^(\d{1,5})d?$/.exec(text);
  if (!match) throw new UsageError(`${flag}: found "${text}"`, 'expected a number of days such as 180');
  return Number(match[1]);
}

/** A number of threads. */
export function jobs(text: string): number {
  const value = number('--jobs', text, 1, 64);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`--jobs: found "${text}"`, 'expected a whole number');
}
