import type { Entities } from './collect.ts';

/** The shortest literal the prefilter can find with two probes per word (performance notes: four-byte windows at even offsets). */
export const MINIMUM_LITERAL = 5;

interface LiteralTables {
  readonly hosts: ReadonlyMap<string, unknown>;
  readonly hostPatterns: readonly { readonly host: string }[];
  readonly env: ReadonlyMap<string, unknown>;
  readonly purls: ReadonlyMap<string, unknown>;
  readonly modules: ReadonlyMap<string, unknown>;
  readonly stems: ReadonlyMap<string, { readonly boundOnly: boolean }>;
  readonly familyPrefixes: ReadonlyMap<string, unknown>;
  readonly servicePrefixes: ReadonlyMap<string, unknown>;
}

/**
 * Every text whose presence makes a file worth reading, lower-case. A file without any of them holds nothing the knowledge base knows,
 * so this list must be complete: each signature contributes at least one literal that its every occurrence contains.
 */
export function prefilterLiterals(tables: LiteralTables, entities: Entities): string[] {
  const literals = new Set<string>();
  const add = (text: string): void => {
    if (Buffer.byteLength(text) >= MINIMUM_LITERAL) literals.add(text.toLowerCase());
  };
  for (const host of tables.hosts.keys()) add(host);
  for (const { host } of tables.hostPatterns) add(longestPiece(host));
  for (const name of tables.env.keys()) add(name);
  for (const key of [...tables.purls.keys(), ...tables.modules.keys()]) for (const literal of nameLiterals(key.slice(key.indexOf(':') + 1))) add(literal);
  for (const [stem, { boundOnly }] of tables.stems) if (!boundOnly) for (const literal of stemLiterals(stem)) add(literal);
  for (const prefix of tables.familyPrefixes.keys()) for (const literal of prefixLiterals(prefix)) add(literal);
  for (const prefix of tables.servicePrefixes.keys()) add(prefix);
  for (const pkg of entities.packages.values()) for (const call of pkg.calls) if (call.loadsWeights) add(call.name.split('.').at(-1) ?? '');
  return [...literals].sort();
}

/** The longest fixed part of a host pattern. */
function longestPiece(pattern: string): string {
  return pattern.split(/\*|\{[a-z]+\}/).reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** A short name is everywhere; with the delimiter that stands beside it in an import or a manifest it is rare. */
function nameLiterals(name: string): string[] {
  // PyPI names are written with either separator, Python modules with dots below the top.
  if (name.length >= 6) return [...new Set([name, name.replaceAll('-', '_')])];
  return ['"NAME"', "'NAME'", '"NAME/', "'NAME/", 'import NAME', 'from NAME', 'NAME==', 'NAME>=', 'NAME~=', 'NAME[', '\nNAME\n'].map((shape) => shape.replace('NAME', name));
}

/** A stem is compared without regard to how its words are joined; every way to write it contains its first two words joined in one of these ways. */
function stemLiterals(stem: string): string[] {
  const parts = stem.split('-');
  const [first = '', second, third] = parts;
  if (second === undefined) return [stem];
  // Only the first joint is varied: the text up to the second word is already rare, unless it is very short.
  return joined(first, second).flatMap((text) => (text.length >= MINIMUM_LITERAL || third === undefined ? [text] : joined(text, third)));
}

/** Two words of a stem as they can stand in a text. */
function joined(left: string, right: string): string[] {
  const separators = ['-', '.', '_', ':'];
  if (/^\d{6}/.test(right)) separators.push('@');
  if (/[a-z]{2}$/.test(left) && /^\d/.test(right)) separators.push('');
  if (/\d$/.test(left)) separators.push(...(/^\d/.test(right) ? ['p'] : /^[a-z]{2}/.test(right) ? [''] : []));
  return separators.map((separator) => left + separator + right);
}

/** A prefix of one word (`qwen-`) is looked for with what joins a version to it; short ones (`glm-`) only with the version's first digit. */
function prefixLiterals(prefix: string): string[] {
  const word = prefix.replace(/-$/, '');
  if (word.includes('-')) return stemLiterals(word);
  const digits = [...'0123456789'];
  const direct = prefix.length >= MINIMUM_LITERAL ? [prefix] : [...digits, 'o'].map((digit) => prefix + digit);
  return prefix === word ? direct : [...direct, ...digits.map((digit) => word + digit)];
}
