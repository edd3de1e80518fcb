import { readFileSync } from 'node:fs';
import { compareReports } from '../../evaluate/diff.ts';
import { differenceJson, differenceText } from '../../report/difference.ts';
import { JsonReport } from '../../report/schema.ts';
import { InputError, UsageError } from '../../util/errors.ts';
import { schemaProblems } from '../../util/yaml-problems.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';

/** Flags of `diff` as commander gives them. */
export interface RawDiffFlags {
  readonly json?: boolean;
  readonly failOnWorse?: boolean;
}

/** `sovaudit diff`: two JSON reports, what differs and why. */
export async function runDiff(before: string, after: string, flags: RawDiffFlags, streams: Streams): Promise<ExitCode> {
  const difference = compareReports(readReport(before), readReport(after));
  streams.stdout.write(flags.json ? differenceJson(difference) : differenceText(difference));
  return flags.failOnWorse && difference.worse ? EXIT.gate : EXIT.ok;
}

/** Most problems of a file that is no report: the first tell enough. */
const MOST_PROBLEMS = 10;

function readReport(file: string): JsonReport {
  const hint = 'give a report made with audit -f json';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${(error as Error).message}`, hint);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`, hint);
  }
  const problems = schemaProblems({ file, value, base: [], document: null, lines: null }, JsonReport);
  if (problems.length > 0) throw new InputError(problems.slice(0, MOST_PROBLEMS));
  return value as JsonReport;
}
