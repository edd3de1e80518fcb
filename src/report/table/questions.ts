import type { Report } from '../../model/report.ts';
import { hanging, heading, type Screen } from './screen.ts';

/** What only the user can answer, with the key of the project file that does. */
export function questionSection({ questions }: Report, screen: Screen): string[] {
  if (questions.length === 0) return [];
  const lines = heading('QUESTIONS', 'what no code shows; an answer in sovaudit.yaml settles the level', screen);
  for (const { text, layer, key } of questions) {
    lines.push(...hanging('  ? ', 4, `${text} [${layer}${key === null ? '' : `: ${key}`}]`, screen));
  }
  return lines;
}

/** The projection of the Cloud Sovereignty Framework in one line, where the profile asks for it. */
export function frameworkSection({ frameworks: { csf, dora } }: Report, screen: Screen): string[] {
  if (csf === null) return [];
  const { score, lowest, outOf } = csf;
  const ends = (low: number, high: number): string => (low === high ? String(low) : `${low} to ${high}`);
  const line = `Cloud Sovereignty Framework, projection: ${ends(score.low, score.high)} of ${outOf} points, lowest objective at level ${ends(lowest.low, lowest.high)} of 4. It says what the code would contribute: the framework rates services, not repositories.`;
  const rows = dora === null ? '' : ` Register of information: ${dora.rows.length} ${dora.rows.length === 1 ? 'row' : 'rows'} to start from (--dora FILE).`;
  return [...heading('FRAMEWORKS', '', screen), ...hanging('  ', 2, `${line}${rows}`, screen)];
}
