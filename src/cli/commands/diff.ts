import { compareReports } from '../../evaluate/diff.ts';
import { differenceJson, differenceText } from '../../report/difference.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readReport } from '../read-report.ts';
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
