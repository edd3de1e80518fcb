import type { Report } from '../model/report.ts';
import { UsageError } from '../util/errors.ts';
import type { Streams } from './streams.ts';

/** Days after which the knowledge base is called old: services open regions and licenses change within a quarter. */
const OLD = 90;

/** Whole days from the newest fact of the knowledge base to a day. */
export function knowledgeAge({ knowledge, audit }: Pick<Report, 'knowledge' | 'audit'>, now: Date): number {
  // An audit of a later day than today asks for facts of that day.
  const day = Math.max(now.getTime(), Date.parse(`${audit.asOf}T00:00:00Z`));
  return Math.max(0, Math.floor((day - Date.parse(`${knowledge.newestFact}T00:00:00Z`)) / 86_400_000));
}

/** Says so when the knowledge is old. Throws when it is older than the user accepts: a gate must not be green on stale facts. */
export function checkKnowledgeAge(report: Pick<Report, 'knowledge' | 'audit'>, most: number | null, now: Date, quiet: boolean, streams: Streams): void {
  const age = knowledgeAge(report, now);
  const words = `knowledge base ${report.knowledge.version} is ${age} days old (newest fact ${report.knowledge.newestFact})`;
  if (most !== null && age > most) throw new UsageError(`${words}, at most ${most} days are accepted`, 'update sovaudit, or raise --max-knowledge-age');
  if (age > OLD && !quiet) streams.stderr.write(`warning: ${words}: what changed since is not in it; update sovaudit\n`);
}
