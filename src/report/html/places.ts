import { countryName } from '../../util/country-name.ts';

/** `China (CN)`; the code alone when it has no name; `unknown` for null. */
export function placeName(code: string | null): string {
  if (code === null) return 'unknown';
  const name = countryName(code);
  return name === null ? code : `${name} (${code})`;
}
