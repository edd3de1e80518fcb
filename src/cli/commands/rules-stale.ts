import { type StaleFact, staleFacts } from '../../knowledge/stale.ts';
import { entriesOf } from './rules-entries.ts';

/** `sovaudit rules stale [folder]`: facts past their age limit, the worst first. A list to work through, never a failure. */
export function listStale(folder: string | undefined, asOf: string, json: boolean): string {
  const stale = staleFacts(entriesOf(folder), asOf);
  if (json) return `${JSON.stringify(stale.map(plain), null, 2)}\n`;
  const lines = stale.map((item) => {
    const { file, line, fact, checked, age, limit } = item;
    const place = line > 1 ? `${file}:${line}` : file;
    return `${place} ${fact.path.join('.')}: checked ${checked}, ${age} days ago; limit ${limit}\n`;
  });
  return `${lines.join('')}${stale.length} ${stale.length === 1 ? 'fact is' : 'facts are'} past the age limit as of ${asOf}\n`;
}

function plain({ fact, file, line, checked, age, limit }: StaleFact): Record<string, unknown> {
  return { kind: fact.entry.kind, id: fact.entry.id, path: fact.path.join('.'), file, line, checked, age, limit };
}
