import type { IdKind } from '../model/condition.ts';
import { MESSAGE_WORDS } from '../model/entity.ts';
import { didYouMean } from '../util/closest.ts';
import { isWritten, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { Entities } from './collect.ts';
import { type ConditionWorld, readCondition } from './condition.ts';
import type { RawEntry } from './entry.ts';
import type { KnownIds } from './ids.ts';
import type { PatternEngine } from './patterns.ts';
import { type NamedSet, resolveSets, type SetWorld } from './sets.ts';

/** Reads the conditions of all checks into the entities, opens the sets they may name, and says what is wrong with both. */
export function applyConditions(
  entries: readonly RawEntry[],
  entities: { readonly vocabulary: Pick<Entities['vocabulary'], 'countries' | 'blocs'>; readonly checks: Entities['checks'] },
  ids: KnownIds,
  families: ReadonlySet<string>,
  patterns: PatternEngine | null,
): { readonly problems: Problem[]; readonly sets: ReadonlyMap<string, NamedSet> } {
  const { countries, blocs } = entities.vocabulary;
  const setWorld: SetWorld = { countries, blocs, ids: idsOf(ids, families) };
  const { sets, problems } = resolveSets(entries, setWorld);
  const world: ConditionWorld = { ...setWorld, sets, patterns };
  for (const entry of entries) {
    const check = entry.kind === 'checks' ? entities.checks.get(entry.id) : undefined;
    const { when } = entry.value as { when?: unknown };
    if (check === undefined || when === undefined) continue;
    problems.push(...messageProblems(entry));
    const condition = readCondition(
      when,
      world,
      (path, message, key = false) => {
        if (isWritten(entry)) problems.push({ file: entry.file, ...positionOf(entry, path, key), message });
      },
      ['when'],
    );
    entities.checks.set(entry.id, { ...check, when: condition });
  }
  return { problems, sets };
}

/** Words in braces that nothing fills in would stand in every finding as they are. */
function messageProblems(entry: RawEntry): Problem[] {
  const { message } = entry.value as { message: string };
  if (!isWritten(entry)) return [];
  const unknown = [...message.matchAll(/\{([^{}]*)\}/g)].map(([, word = '']) => word).filter((word) => !(MESSAGE_WORDS as readonly string[]).includes(word));
  const expected = MESSAGE_WORDS.map((word) => `{${word}}`).join(', ');
  return unknown.map((word) => ({
    file: entry.file,
    ...positionOf(entry, ['message']),
    message: `message: nothing fills in {${word}}${didYouMean(word, MESSAGE_WORDS) || `, expected one of ${expected}`}`,
  }));
}

function idsOf(known: KnownIds, families: ReadonlySet<string>): Record<IdKind, ReadonlySet<string>> {
  const { organizations, services, models, packages, licenses, events, policies, accelerators } = known;
  return { organizations, services, models, families, packages, licenses, events, policies, accelerators };
}
