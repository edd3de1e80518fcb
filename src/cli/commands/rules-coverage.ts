import { coveragePage } from '../../knowledge/coverage.ts';
import { entriesOf } from './rules-entries.ts';

/** `sovaudit rules coverage [folder]`: what the rules cover, as a Markdown page. */
export function coverageText(folder: string | undefined): string {
  return coveragePage(entriesOf(folder));
}
