import type { Entities } from './collect.ts';

/** The shortest literal the prefilter can find with two probes per word (performance notes: four-byte windows at even offsets). */
export const MINIMUM_LITERAL = 5;

/** What of the entities says which literals are worth looking for. */
export interface LiteralEntities {
  readonly vocabulary: { readonly ordinaryWords: readonly string[] };
  readonly configs: Entities['configs'];
}

interface LiteralTables {
  readonly hosts: ReadonlyMap<string, unknown>;
  readonly hostPatterns: readonly { readonly host: string }[];
  readonly servicePaths: ReadonlyMap<string, unknown>;
  readonly env: ReadonlyMap<string, unknown>;
  readonly switches: ReadonlyMap<string, unknown>;
  readonly purls: ReadonlyMap<string, unknown>;
  readonly modules: ReadonlyMap<string, unknown>;
  readonly commands: ReadonlyMap<string, readonly { readonly shape: { readonly name: string } }[]>;
  readonly stems: ReadonlyMap<string, { readonly boundOnly: boolean }>;
  readonly familyPrefixes: ReadonlyMap<string, unknown>;
  readonly servicePrefixes: ReadonlyMap<string, unknown>;
  readonly resourceTypes: ReadonlyMap<string, unknown>;
  readonly acceleratorNames: ReadonlyMap<string, unknown>;
}

/**
 * How the beginning of an address looks in another writing: base64 of `https://`, `http://` and `api.`, pairs of hexadecimal digits, escapes, codes.
 * A file that hides an address so need not hold anything else that is known.
 */
const DISGUISED = [
  'aHR0cHM6Ly',
  'aHR0cDovL',
  'YXBpLm',
  '68747470',
  '\\x68\\x74\\x74\\x70',
  '\\u0068\\u0074\\u0074\\u0070',
  'fromCharCode',
  'fromCodePoint',
  "://api.'",
  '://api."',
];

/**
 * Every text whose presence makes a file worth reading, lower-case. A file without any of them holds nothing the knowledge base knows,
 * so this list must be complete: each signature contributes at least one literal that its every occurrence contains. `others` come besides.
 */
export function prefilterLiterals(tables: LiteralTables, entities: LiteralEntities, others: readonly string[] = DISGUISED): string[] {
  const literals = new Map<string, Limits>();
  const add = (text: string, limits: Limits = {}): void => {
    if (Buffer.byteLength(text) < MINIMUM_LITERAL) return;
    const lower = text.toLowerCase();
    literals.set(lower, common(literals.get(lower) ?? limits, limits));
  };
  for (const host of tables.hosts.keys()) add(host);
  for (const { host } of tables.hostPatterns) add(longestPiece(host));
  for (const path of tables.servicePaths.keys()) add(path);
  for (const name of [...tables.env.keys(), ...tables.switches.keys()]) add(name);
  const ordinary = new Set(entities.vocabulary.ordinaryWords);
  for (const key of [...tables.purls.keys(), ...tables.modules.keys()])
    for (const literal of nameLiterals(key, ordinary)) add(literal, { name: !key.startsWith('c:') });
  for (const { shape } of [...tables.commands.values()].flat()) for (const literal of commandLiterals(shape.name)) add(literal);
  // Ids are compared word by word: within a longer word they say nothing.
  for (const [stem, { boundOnly }] of tables.stems)
    if (!boundOnly) for (const literal of stemLiterals(stem, ordinary).flatMap(delimited)) add(literal, { begins: /^[a-z]/.test(literal), ends: true });
  for (const prefix of tables.familyPrefixes.keys()) for (const literal of prefixLiterals(prefix, ordinary)) add(literal);
  for (const prefix of tables.servicePrefixes.keys()) add(prefix);
  for (const format of entities.configs.values()) for (const literal of format.literals) add(literal, { name: true });
  for (const key of tables.resourceTypes.keys()) for (const literal of typeLiterals(key)) add(literal, { name: true });
  // A device (`npu`) is believed only in files that say AI otherwise.
  for (const key of tables.acceleratorNames.keys()) if (!key.startsWith('device:')) add(nameOfKey(key));
  for (const text of others) add(text);
  return withoutCovered(literals)
    .map(([text, { name, begins, ends }]) => `${name ? '\v' : ''}${begins ? '\b' : ''}${text}${ends ? '\b' : ''}`)
    .sort();
}

/** Where a literal counts, written as marks the prefilter reads: only outside of C, where a word begins, where one ends. */
interface Limits {
  readonly name?: boolean;
  readonly begins?: boolean;
  readonly ends?: boolean;
}

/** What one signature asks for and another does not is not asked for. */
function common(a: Limits, b: Limits): Limits {
  return { name: a.name === true && b.name === true, begins: a.begins === true && b.begins === true, ends: a.ends === true && b.ends === true };
}

/** Leaves out literals that hold another: wherever they stand, that one stands too. */
function withoutCovered(literals: ReadonlyMap<string, Limits>): [string, Limits][] {
  const heads = new Set([...literals.keys()].map((text) => text.slice(0, MINIMUM_LITERAL)));
  return [...literals].filter(([text, limits]) => {
    for (let from = 0; from + MINIMUM_LITERAL <= text.length; from++) {
      if (!heads.has(text.slice(from, from + MINIMUM_LITERAL))) continue;
      for (let to = from + MINIMUM_LITERAL; to <= text.length; to++) {
        const inner = to - from === text.length ? undefined : literals.get(text.slice(from, to));
        if (inner && counts(inner, text, from, to, limits)) return false;
      }
    }
    return true;
  });
}

/** Whether a literal found inside another counts in every place where that one does. */
function counts(inner: Limits, text: string, from: number, to: number, outer: Limits): boolean {
  if (inner.name && !outer.name) return false;
  if (inner.begins && (from === 0 ? !outer.begins && /^[a-z]/.test(text) : /[a-z]/.test(text[from - 1] ?? ''))) return false;
  if (!inner.ends) return true;
  return to === text.length ? outer.ends === true : !/[a-z]{2}|\d{2}/.test(text.slice(to - 1, to + 1));
}

/** A resource type as it stands in its format. A Kubernetes object names group and kind apart, a binding of a Worker is a table or a key. */
function typeLiterals(key: string): string[] {
  const name = nameOfKey(key);
  if (key.startsWith('kubernetes:')) return [name.slice(0, name.lastIndexOf('/') + 1)];
  // The module may be cut anywhere; its root stands in the import.
  if (key.startsWith('code:'))
    return [name.startsWith('@') ? name.split('.').slice(0, 2).join('/') : (name.split('.')[0] ?? ''), (name.split('.')[0] ?? '').replaceAll('-', '_')];
  if (key.startsWith('wrangler:')) return [`\n[${name}]`, `[[${name}]]`, `"${name}":`];
  return [key.startsWith('container:') ? rarestPart('docker', name) : name];
}

/** `terraform:aws_bedrock*` -> `aws_bedrock`. */
function nameOfKey(key: string): string {
  return key.slice(key.indexOf(':') + 1).replace(/\*$/, '');
}

/** The longest fixed part of a host pattern. */
function longestPiece(pattern: string): string {
  return pattern.split(/\*|\{[a-z]+\}/).reduce((best, piece) => (piece.length > best.length ? piece : best), '');
}

/** Ways a name stands in imports and manifests, whatever the language. */
const NAME_SHAPES = [
  '"NAME"',
  "'NAME'",
  '"NAME/',
  "'NAME/",
  '"NAME":',
  "from 'NAME",
  'from "NAME',
  "from'NAME",
  'from"NAME',
  "require('NAME",
  'require("NAME',
  'import NAME',
  'from NAME',
  "import 'NAME",
  'import "NAME',
  "import('NAME",
  'import("NAME',
  'NAME==',
  'NAME>=',
  'NAME~=',
  'NAME[',
  '\nNAME\n',
  ' NAME =',
  '\nNAME =',
  '\nNAME=',
  '.NAME]',
];

/** Ways a module of one language stands in its code. */
const LANGUAGE_SHAPES: Readonly<Record<string, readonly string[]>> = {
  rust: ['use NAME::', 'NAME::{', 'extern crate NAME'],
  csharp: ['using NAME;', 'using NAME.'],
  php: ['use NAME\\', 'use NAME;', '\\NAME\\', 'new NAME\\', 'NAME::'],
  ruby: ['NAME::', 'NAME.new', 'NAME.client', 'NAME.run', 'NAME.pipeline'],
  elixir: ['alias NAME', 'NAME.'],
  // Manifests and lockfiles that write names without quotes, by purl type.
  npm: ['"NAME@', ' NAME@', '\n  NAME@', '\nNAME@', '\nNAME@^', '"NAME@npm:', '/NAME@', '/NAME"', 'modules/NAME"', 'npm:NAME@'],
  cargo: ['\nNAME.workspace'],
  pypi: [' NAME\n', '- NAME=', '/NAME-'],
  gem: [' NAME ('],
  hex: [':NAME,'],
  pub: ['\n  NAME:'],
  cran: ['\n    NAME,', '\n    NAME (', '\n  NAME,', ': NAME\n', ': NAME,', ' r-NAME'],
};

/** The part of a name that stands together wherever the name is written. */
function rarestPart(scope: string, name: string): string {
  const slash = name.indexOf('/');
  // Maven writes group and artifact apart. The artifact is the rarer one, unless it is a plain word such as `client`.
  if (scope === 'maven') return name.includes('-', slash) ? name.slice(slash + 1) : name.slice(0, slash);
  // Host and path of an image can be apart, those of a repository have a slash or a colon between them.
  const hasHost = (scope === 'docker' || scope === 'swift') && name.slice(0, slash).includes('.');
  return hasHost ? name.slice(slash + 1) : name;
}

/**
 * Literals of a package (`npm:ai`) or module (`rust:ort`). A long name is rare by itself; a short one is everywhere, but rare with what
 * stands beside it in an import or a manifest.
 */
function nameLiterals(key: string, ordinary: ReadonlySet<string>): string[] {
  const cut = key.indexOf(':');
  const scope = key.slice(0, cut);
  const name = rarestPart(scope, key.slice(cut + 1));
  // PyPI names are written with either separator, Python modules with dots below the top.
  if (name.length >= 6 && !ordinary.has(name.toLowerCase())) return [...new Set([name, name.replaceAll('-', '_')])];
  // R names are everyday words; they stand only in R's own files.
  return [
    ...(scope === 'cran' ? ['"NAME": {'] : scope === 'r' ? ['library(NAME', 'library("NAME', 'require(NAME', 'NAME::', 'requireNamespace("NAME'] : NAME_SHAPES),
    ...(LANGUAGE_SHAPES[scope] ?? []),
  ].map((shape) => shape.replace('NAME', name));
}

/**
 * A stem is compared without regard to how its words are joined; every way to write it contains its first two words joined in one of these ways.
 * After an ordinary word (`step-3`) a third is asked for: the first two stand in any program.
 */
function stemLiterals(stem: string, ordinary: ReadonlySet<string>): string[] {
  // The point of a quantity can be written in several ways: what comes before it is enough.
  const parts = stem.split('-').map((part) => part.replace(/^(\d+)d\d.*$/, '$1'));
  const [first = '', second, third] = parts;
  if (second === undefined) return [stem];
  const usual = ordinary.has(first) && second.length <= 2;
  if (usual && third === undefined && !stem.endsWith(`-${second}`))
    return joined(first, second).flatMap((text) => QUANTITY_POINTS.map((point) => text + point));
  // Only the first joint is varied: the text up to the second word is already rare, unless it is very short.
  return joined(first, second).flatMap((text) => ((text.length >= MINIMUM_LITERAL && !usual) || third === undefined ? [text] : joined(text, third)));
}

/** What can stand between the digits of a quantity: `1.9b`, `1p9b`, and as a slug has it. */
const QUANTITY_POINTS = ['.', 'p', 'd'];

/** An id too short to be looked for by itself (`dbrx`), with what stands before it where code or configuration names a model. */
function delimited(literal: string): string[] {
  if (literal.length >= MINIMUM_LITERAL) return [literal];
  return ['"', "'", '`', '/', '=', ': ', ':', ' '].map((before) => before + literal);
}

/** A command with sub-commands is found by its longest word; one word alone (`claude`, `llm`) is found with what begins its options. */
function commandLiterals(name: string): string[] {
  const words = name.split(' ');
  if (words.length > 1)
    return [...new Set([name, `${words[0]}", "${words[1]}`, `${words[0]}","${words[1]}`, longestOf(words)])].filter((text) => text.length >= 9);
  return [`${name} -`, `${name}", "-`, `${name}","-`];
}

function longestOf(words: readonly string[]): string {
  return words.reduce((best, word) => (word.length > best.length ? word : best), '');
}

/** Two words of a stem as they can stand in a text. */
function joined(left: string, right: string): string[] {
  const separators = ['-', '.', '_', ':'];
  if (/^\d{3}/.test(right)) separators.push('@');
  if (/[a-z]{2}$/.test(left) && /^\d/.test(right)) separators.push('');
  if (/\d$/.test(left)) separators.push(...(/^\d/.test(right) ? ['p'] : /^[a-z]{2}/.test(right) ? [''] : []));
  return separators.map((separator) => left + separator + right);
}

/** How an id goes on after an ordinary word and a number. A point also ends a sentence, and `RING2_SIZE` is a constant: only before a digit. */
const NEXT_WORDS: readonly string[] = ['-', ...[...'0123456789'].flatMap((digit) => [`.${digit}`, `_${digit}`])];

/** A prefix of one word (`qwen-`) is looked for with what joins a version to it; short ones (`glm-`) only with the version's first digit. */
function prefixLiterals(prefix: string, ordinary: ReadonlySet<string>): string[] {
  const word = prefix.replace(/-$/, '');
  const [first = '', second = '', third] = word.split('-');
  if (prefix !== word && third === undefined && second !== '' && second.length <= 2 && ordinary.has(first))
    return joined(first, second).flatMap((text) => NEXT_WORDS.map((next) => text + next));
  if (word.includes('-')) return stemLiterals(word, ordinary);
  const digits = [...'0123456789'];
  const direct = prefix.length >= MINIMUM_LITERAL ? [prefix] : [...digits, 'o'].map((digit) => prefix + digit);
  return prefix === word ? direct : [...direct, ...digits.map((digit) => word + digit)];
}
