import type { FleetReport } from '../../model/fleet.ts';
import type { ReportOptions } from '../reporter.ts';
import type { FleetTable } from './tables.ts';

/** How a fleet report is to look. */
export interface FleetOptions extends Pick<ReportOptions, 'width' | 'color' | 'unicode' | 'verbose'> {
  /** CSV: which table. */
  readonly table: FleetTable;
}

/** A fleet report as text, in parts that are written one after the other. Pure. */
export type FleetReporter = (report: FleetReport, options: FleetOptions) => Iterable<string>;
