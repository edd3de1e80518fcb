import { KINDS, type Kind } from '../../knowledge/schema.ts';
import { SINGULAR } from '../../knowledge/schema-name.ts';
import { didYouMean } from '../../util/closest.ts';
import { UsageError } from '../../util/errors.ts';

/** What authors call a kind at first. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  rule: 'check',
  rules: 'check',
  provider: 'service',
  endpoint: 'service',
  gateway: 'service',
  sdk: 'package',
};

/** A kind by its singular or its folder name (`service`, `services`). Throws `UsageError` for anything else. */
export function kindOf(text: string): Kind {
  const kinds = Object.keys(KINDS) as Kind[];
  const kind = kinds.find((candidate) => candidate === text || SINGULAR[candidate] === text);
  if (kind !== undefined) return kind;
  const names = kinds.map((candidate) => SINGULAR[candidate]);
  const meant = OTHER_WORDS[text.toLowerCase()];
  throw new UsageError(`unknown kind "${text}"${meant === undefined ? didYouMean(text, names) : `, did you mean "${meant}"?`}`, `kinds: ${names.join(', ')}`);
}
