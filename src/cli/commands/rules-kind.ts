import { KINDS, type Kind } from '../../knowledge/schema.ts';
import { SINGULAR } from '../../knowledge/schema-name.ts';
import { didYouMean } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';

/** A kind by its singular or its folder name (`service`, `services`). Throws `UsageError` for anything else. */
export function kindOf(text: string): Kind {
  const kinds = Object.keys(KINDS) as Kind[];
  const kind = kinds.find((candidate) => candidate === text || SINGULAR[candidate] === text);
  if (kind !== undefined) return kind;
  const names = kinds.map((candidate) => SINGULAR[candidate]);
  throw new UsageError(`unknown kind "${text}"${didYouMean(text, names)}`, `kinds: ${names.join(', ')}`);
}
