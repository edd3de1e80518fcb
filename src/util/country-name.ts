/**
 * English names of countries and places that AI services are run or controlled from. A table and not the platform's own list, because that
 * differs between versions of Node and a report must not.
 */
const NAMES: Readonly<Record<string, string>> = {
  AE: 'United Arab Emirates',
  AR: 'Argentina',
  AT: 'Austria',
  AU: 'Australia',
  BE: 'Belgium',
  BG: 'Bulgaria',
  BR: 'Brazil',
  CA: 'Canada',
  CH: 'Switzerland',
  CL: 'Chile',
  CN: 'China',
  CY: 'Cyprus',
  CZ: 'Czechia',
  DE: 'Germany',
  DK: 'Denmark',
  EE: 'Estonia',
  ES: 'Spain',
  FI: 'Finland',
  FR: 'France',
  GB: 'United Kingdom',
  GR: 'Greece',
  HK: 'Hong Kong',
  HR: 'Croatia',
  HU: 'Hungary',
  ID: 'Indonesia',
  IE: 'Ireland',
  IL: 'Israel',
  IN: 'India',
  IS: 'Iceland',
  IT: 'Italy',
  JP: 'Japan',
  KR: 'South Korea',
  LT: 'Lithuania',
  LU: 'Luxembourg',
  LV: 'Latvia',
  MT: 'Malta',
  MX: 'Mexico',
  MY: 'Malaysia',
  NL: 'Netherlands',
  NO: 'Norway',
  NZ: 'New Zealand',
  PL: 'Poland',
  PT: 'Portugal',
  QA: 'Qatar',
  RO: 'Romania',
  RU: 'Russia',
  SA: 'Saudi Arabia',
  SE: 'Sweden',
  SG: 'Singapore',
  SI: 'Slovenia',
  SK: 'Slovakia',
  TH: 'Thailand',
  TR: 'Türkiye',
  TW: 'Taiwan',
  UA: 'Ukraine',
  US: 'United States',
  VN: 'Vietnam',
  ZA: 'South Africa',
};

/** Names that take an article in a sentence, and the short forms a native speaker uses there. */
const IN_TEXT: Readonly<Record<string, string>> = {
  AE: 'the United Arab Emirates',
  EEA: 'the EEA',
  EU: 'the EU',
  GB: 'the UK',
  NL: 'the Netherlands',
  US: 'the US',
};

/** `China`; null for a code without a name here. */
export function countryName(code: string): string | null {
  return Object.hasOwn(NAMES, code) ? (NAMES[code] ?? null) : null;
}

/** A code as it stands in a sentence: `the US`, `China`; the code itself when it has no name here. */
export function countryInText(code: string): string {
  const own = Object.hasOwn(IN_TEXT, code) ? IN_TEXT[code] : undefined;
  return own ?? countryName(code) ?? code;
}
