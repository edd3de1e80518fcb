/**
 * What the words of a file say by themselves, comments left out: before the grammar. A word the prefilter found in a comment or within a longer
 * text says nothing here.
 */
import type { CodeKind, Signs } from '../../model/file.ts';
import { decodes, isEncoding } from './folded.ts';
import { CODE } from './languages.ts';
import { NAME, PATTERN, PUNCT, STRING, type Tokens } from './tokens.ts';

/** Longer strings are data or prose; candidates are not made of them either. */
const MAX_TEXT = 2000;
const MAX_NESTED = 20;
/** Longer texts are no keys. */
const MAX_KEY = 40;

/** What was met in the tokens of a file, and in the holes of its texts. */
export interface Speech {
  /** A word of it is a model, an address, a variable of the environment or a device by itself, or all of a request's path is there. */
  readonly speaks: boolean;
  /** A text of it is a model where one is expected. */
  readonly offers: boolean;
  /** A name of it expects a model. */
  readonly expects: boolean;
  /** Its names, dotted ones also by their parts, and short texts, which can be keys. All of them only when it was heard to its end. */
  readonly names: ReadonlySet<string>;
  /** Its streams of tokens, those of holes included. */
  readonly streams: readonly Tokens[];
}

interface Words {
  readonly names: Set<string>;
  readonly streams: Tokens[];
  said: boolean;
  offers: boolean;
  /** A word that names an encoding was among them. */
  encodes: boolean;
}

/** Where a file comes from, and how much of it is heard. `whole`: to its end, for its names, also when it has spoken before. */
export interface Listening {
  readonly kind: CodeKind;
  readonly path: string;
  readonly whole: boolean;
}

/** Hears what the tokens of a file say. */
export function speechOf(streams: readonly Tokens[], listening: Listening, signs: Signs): Speech {
  const words: Words = { names: new Set(), streams: [], said: false, offers: false, encodes: false };
  for (const tokens of streams) listen(tokens, listening, signs, words, 0);
  const { names, offers } = words;
  const { language } = CODE[listening.kind];
  const said = words.said || (words.encodes && (names.has('from') || language === 'python' || language === 'javascript'));
  // Ruby loads what it names: there a path of two names is believed.
  const speaks = said || signs.names(names, false, listening.kind === 'ruby' ? 2 : 3);
  return { speaks, offers, expects: speaks || signs.names(names, true, 3), names, streams: words.streams };
}

function listen(tokens: Tokens, listening: Listening, signs: Signs, words: Words, nested: number): void {
  words.streams.push(tokens);
  const { kind, text } = tokens;
  let joined = '';
  for (let at = 0; at < kind.length && (listening.whole || !words.said); at++) {
    const what = kind[at];
    const value = text[at] as string;
    if (what === NAME) {
      hearName(value, tokens, at, listening, signs, words);
      joined = '';
    } else if (what === STRING || what === PATTERN) {
      hearText(value, signs, words);
      // `"https://api." + "host"`: what stands in pieces is heard as a whole, too.
      if (joined !== '' && value.length <= MAX_TEXT) hearText(joined + value, signs, words);
      joined = joined.length + value.length <= MAX_TEXT ? joined + value : '';
    } else if (joined !== '' && !(what === PUNCT && JOINS.has(value))) joined = '';
  }
  for (const holes of tokens.holes.values()) for (const hole of holes) listenIn(tokens, hole.start, hole.end, listening, signs, words, nested);
}

/** What stands in the hole of a text is code. */
function listenIn({ source }: Tokens, start: number, end: number, listening: Listening, signs: Signs, words: Words, nested: number): void {
  if (words.said && !listening.whole) return;
  if (nested >= MAX_NESTED) {
    words.said = true;
    return;
  }
  const { lex, lexHole } = CODE[listening.kind];
  listen(lexHole?.(source, start, end) ?? lex(source, start, end, listening.path), listening, signs, words, nested + 1);
}

/** Signs between the pieces of one text; nothing at all in C, Dart and Python. */
const JOINS: ReadonlySet<string> = new Set(['+', '.', '..', '<>', '<<', '&', '\\', '(', ')']);

function hearName(name: string, tokens: Tokens, at: number, { kind }: Listening, signs: Signs, words: Words): void {
  // `.gpt4o`: a member of the type that is expected there can be a model.
  if (hasConstants(kind) && tokens.kind[at - 1] === PUNCT && tokens.text[at - 1] === '.' && signs.constant(name)) words.said = true;
  if (words.names.has(name)) return;
  words.names.add(name);
  // `concat!` of Rust joins texts over commas.
  if (isEncoding(name)) words.encodes = true;
  if (decodes(name) || (kind === 'rust' && name === 'concat')) words.said = true;
  if (name.includes('\\') || name.includes('.')) for (const part of name.split(/[\\.]/)) words.names.add(part);
}

/** Whether a name after a point can stand for a model without a library: members of what is expected are written so in Swift and Dart. */
function hasConstants(kind: CodeKind): boolean {
  return kind === 'swift' || kind === 'dart';
}

function hearText(value: string, signs: Signs, words: Words): void {
  if (value.length < 2 || value.length > MAX_TEXT) return;
  if (value.length <= MAX_KEY) words.names.add(value);
  if (words.said) return;
  if (isEncoding(value)) words.encodes = true;
  const sign = decodes(value) ? 'alone' : signs.text(value);
  if (sign === 'alone') words.said = true;
  else if (sign === 'expected') words.offers = true;
  // `${openai.model:gpt-5.5}`: a setting, and what it is when nobody sets it.
  if (value.startsWith('${')) {
    const usual = /^\$\{[^:}]+:([^}]+)\}/.exec(value)?.[1];
    if (usual !== undefined) hearText(usual, signs, words);
  }
}
