import { csvText } from '../../util/csv-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import type { FleetReporter } from './reporter.ts';
import { fleetRows } from './tables.ts';

/** Rows that are put together before they are written. */
const BLOCK = 500;

/** One table of the fleet as CSV. Text comes from repositories: nothing in it acts on a spreadsheet or a terminal. */
export const fleetCsv: FleetReporter = function* (report, { table }) {
  let block: string[][] = [];
  for (const row of fleetRows(report, table)) {
    block.push(row.map(terminalText));
    if (block.length < BLOCK) continue;
    yield csvText(block);
    block = [];
  }
  if (block.length > 0) yield csvText(block);
};
