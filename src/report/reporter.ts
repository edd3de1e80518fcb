import type { Report } from '../model/report.ts';

/** How a report is to look. Formats that are not for the eye ignore all of it. */
export interface ReportOptions {
  /** Columns of the terminal. */
  readonly width: number;
  /** Colour depth as chalk counts it: none, 16, 256 or 16 million colours. */
  readonly color: 0 | 1 | 2 | 3;
  /** False: ASCII only. */
  readonly unicode: boolean;
  /** Everything, where the short form would stop. */
  readonly verbose: boolean;
  /** SARIF: also what is suppressed or known, marked as such. */
  readonly includeSuppressed?: boolean;
  /** Version of CycloneDX; 1.6 when it is left out. */
  readonly specVersion?: '1.6' | '1.7';
}

/** A report as text, ending in a line break. Pure: the same report and options give the same text. */
export type Reporter = (report: Report, options: ReportOptions) => string;

/** The same as parts to be written one after the other: what is long is never one string. */
export type PartsReporter = (report: Report, options: ReportOptions) => Iterable<string>;
