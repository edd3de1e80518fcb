import { canonicalJson } from '../../util/canonical-json.ts';
import { digest } from '../../util/digest.ts';

/** Hex digits of an id: 96 bits, so that among a hundred million entries two are not taken for one by chance. */
const DIGITS = 24;

/** The same with its content's hash as `id`, whatever id it had. */
export function identified<T extends object>(content: T): Omit<T, 'id'> & { readonly id: string } {
  const { id: _old, ...rest } = content as T & { id?: unknown };
  return { id: digest(['fleet v1', canonicalJson(rest)]).slice(0, DIGITS), ...rest };
}
