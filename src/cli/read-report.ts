import { readFileSync } from 'node:fs';
import { JsonReport } from '../report/schema.ts';
import { InputError, UsageError } from '../util/errors.ts';
import { schemaProblems } from '../util/yaml-problems.ts';

const HINT = 'give a report made with audit -f json';
/** Most problems of a file that is no report: the first tell enough. */
const MOST_PROBLEMS = 10;

/** Reads and checks a JSON report. Throws `UsageError` when it cannot be read, `InputError` when it is no report. */
export function readReport(file: string): JsonReport {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no such file' : (error as Error).message}`, HINT);
  }
  return parseReport(file, text);
}

/** Checks the text of a JSON report. */
export function parseReport(file: string, text: string): JsonReport {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, HINT);
  }
  const problems = schemaProblems({ file, value, base: [], document: null, lines: null }, JsonReport);
  if (problems.length > 0) throw new InputError(problems.slice(0, MOST_PROBLEMS));
  return value as JsonReport;
}
