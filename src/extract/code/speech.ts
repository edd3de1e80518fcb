/**
 * What the words of a file say by themselves, comments left out: before the grammar. A word the prefilter found in a comment or within a longer
 * text says nothing here.
 */
import type { CodeKind, Signs } from '../../model/file.ts';
import { gist } from '../../util/addresses.ts';
import { decodes, isEncoding } from './folded.ts';
import { CODE } from './languages.ts';
import { type LexedFile, streamsOf } from './streams.ts';
import { NAME, PATTERN, PUNCT, STRING, type Tokens } from './tokens.ts';

/** Pieces are joined up to this length. */
const MAX_TEXT = 2000;
/** Longer texts are no keys. */
const MAX_KEY = 40;

/** What was met in the tokens of a file. */
export interface Speech {
  /** A word of it is a model, an address, a variable of the environment or a device by itself, or all of a request's path is there. */
  readonly speaks: boolean;
  /** A text of it is a model where one is expected. */
  readonly offers: boolean;
  /** A name of it expects a model. */
  readonly expects: boolean;
}

interface Words {
  readonly kind: CodeKind;
  /** Names, dotted ones also by their parts, and short texts, which can be keys. */
  readonly names: Set<string>;
  said: boolean;
  offers: boolean;
  /** A word that names an encoding was among them. */
  encodes: boolean;
}

/** Hears what a file says, as far as to the first word that says something by itself. */
export function speechOf(file: LexedFile, signs: Signs): Speech {
  const { kind } = file;
  const words: Words = { kind, names: new Set(), said: false, offers: false, encodes: false };
  for (const tokens of streamsOf(file)) {
    listen(tokens, signs, words);
    if (words.said) return { speaks: true, offers: words.offers, expects: true };
  }
  const { names, offers, encodes } = words;
  const { language } = CODE[kind];
  const encoded = encodes && (names.has('from') || language === 'python' || language === 'javascript');
  // Ruby loads what it names: there a path of two names is believed.
  const speaks = encoded || signs.names(names, false, kind === 'ruby' ? 2 : 3);
  return { speaks, offers, expects: speaks || signs.names(names, true, 3) };
}

/** Signs between the pieces of one text; nothing at all in C, Dart and Python. */
const JOINS: ReadonlySet<string> = new Set(['+', '.', '..', '<>', '<<', '&', '\\', '(', ')']);

function listen(tokens: Tokens, signs: Signs, words: Words): void {
  const { kind, text } = tokens;
  let joined = '';
  for (let at = 0; at < kind.length && !words.said; at++) {
    const what = kind[at];
    const value = text[at] as string;
    if (what === NAME) {
      hearName(value, tokens, at, signs, words);
      joined = '';
    } else if (what === STRING || what === PATTERN) {
      hearText(value, signs, words);
      // `"https://api." + "host"`: what stands in pieces is heard as a whole, too.
      if (joined !== '' && value.length <= MAX_TEXT) hearText(joined + value, signs, words);
      joined = joined.length + value.length <= MAX_TEXT ? joined + value : '';
    } else if (joined !== '' && !(what === PUNCT && JOINS.has(value))) joined = '';
  }
}

function hearName(name: string, tokens: Tokens, at: number, signs: Signs, words: Words): void {
  const { kind, names } = words;
  // `.gpt4o`: a member of the type that is expected there can be a model. Swift and Dart write them so.
  const member = (kind === 'swift' || kind === 'dart') && tokens.kind[at - 1] === PUNCT && tokens.text[at - 1] === '.';
  if (member && signs.constant(name)) words.said = true;
  if (names.has(name)) return;
  names.add(name);
  if (isEncoding(name)) words.encodes = true;
  // `concat!` of Rust joins texts over commas.
  if (decodes(name) || (kind === 'rust' && name === 'concat')) words.said = true;
  if (name.includes('\\') || name.includes('.')) for (const part of name.split(/[\\.]/)) names.add(part);
}

function hearText(value: string, signs: Signs, words: Words): void {
  if (value.length < 2) return;
  if (value.length <= MAX_KEY) words.names.add(value);
  if (isEncoding(value)) words.encodes = true;
  const sign = decodes(value) ? 'alone' : signs.text(gist(value));
  if (sign === 'alone') words.said = true;
  else if (sign === 'expected') words.offers = true;
  // `${openai.model:gpt-5.5}`: a setting, and what it is when nobody sets it.
  const usual = value.startsWith('${') ? /^\$\{[^:}]+:([^}]+)\}/.exec(value)?.[1] : undefined;
  if (usual !== undefined) hearText(usual, signs, words);
}
