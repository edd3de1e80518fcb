import { InputError, UsageError } from '../util/errors.ts';
import { inertLines } from '../util/inert-lines.ts';

/** What standard error says of a mistake of the caller; null for anything else, which is a bug. */
export function errorText(error: unknown): string | null {
  if (error instanceof UsageError) return inertLines(`error: ${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
  if (!(error instanceof InputError)) return null;
  const lines = error.problems.map(({ file, line, column, message }) => inertLines(`${file}:${line}:${column} ${message}\n`));
  const number = error.problems.length;
  return `${lines.join('')}error: ${number} ${number === 1 ? 'problem' : 'problems'}; nothing was applied\n`;
}
