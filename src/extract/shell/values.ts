/** What the words of shell commands hold, as far as the text alone tells. */
import { bound } from '../../model/bounds.ts';
import type { Value } from '../../model/candidate.ts';
import type { Location } from '../../model/location.ts';
import { HOLE, type PlacedText } from './json-body.ts';
import type { Command, Part, Word } from './read.ts';

/** The variables of one text, and where its words stand. */
export interface Names {
  readonly values: Map<string, Value>;
  /** Texts of variables in one piece, for bodies kept in one. */
  readonly words: Map<string, Word>;
  readonly locate: (start: number, end: number) => Location;
  /** What a substitution gives; null when nobody can tell. */
  readonly result: (commands: readonly Command[]) => Value | null;
}

const MAX_DEPTH = 8;

/** The value of a word. A name nobody sets is read from the environment. */
export function valueOfWord(names: Names, word: Word, depth = 0): Value {
  const location = names.locate(word.start, word.end);
  const [only, ...more] = word.parts;
  if (only === undefined) return { kind: 'text', text: '', location };
  if (more.length === 0 && only.kind !== 'text') return valueOfPart(names, only, depth);
  const plain = word.parts.every(({ kind }) => kind === 'text');
  if (plain) return { kind: 'text', text: plainText(word), location };
  return joined(names, word, depth, location);
}

/** Text of a word without expansions; with them, `{}` stands in their place. */
export function plainText(word: Word): string {
  return word.parts.map((part) => (part.kind === 'text' ? part.text : '{}')).join('');
}

/** The text of a word that has no expansion; null for any other. */
export function literal(word: Word | undefined): string | null {
  return word?.parts.every(({ kind }) => kind === 'text') ? plainText(word) : null;
}

function valueOfPart(names: Names, part: Exclude<Part, { kind: 'text' }>, depth: number): Value {
  const location = names.locate(part.start, part.end);
  const dynamic: Value = { kind: 'dynamic', text: '', location };
  if (part.kind === 'other' || depth >= MAX_DEPTH) return dynamic;
  if (part.kind === 'substitution') return names.result(part.commands) ?? { ...dynamic, text: 'a command' };
  const { name } = part;
  const known = names.values.get(name);
  const fallback = part.fallback ? valueOfWord(names, part.fallback, depth + 1) : null;
  const usual = fallback !== null && !(fallback.kind === 'text' && fallback.text === '') ? fallback : null;
  if (known) return usual && mayBeUnset(known) ? either([usual, known], location) : known;
  // Arguments of the script or function.
  const open: Value = { kind: 'dynamic', text: `$${name}`, location };
  if (!/^[A-Za-z_]/.test(name)) return usual ? either([usual, open], location) : open;
  if (usual || /^[A-Z][A-Z0-9_]*$/.test(name)) return { kind: 'env', name, fallback: usual, location };
  return open;
}

function mayBeUnset(value: Value): boolean {
  return value.kind === 'dynamic' || (value.kind === 'text' && value.text === '') || (value.kind === 'choice' && value.options.some(mayBeUnset));
}

/** One of several values; the same text counts once. */
export function either(values: readonly Value[], location: Location): Value {
  const options: Value[] = [];
  for (const value of values.flatMap((one) => (one.kind === 'choice' ? one.options : [one]))) {
    const same = options.some((known) => JSON.stringify([known.kind, textOf(known)]) === JSON.stringify([value.kind, textOf(value)]));
    if (!same) options.push(value);
    // One more is enough to know that there are more.
    if (options.length > bound('alternatives')) break;
  }
  return options.length === 1 ? (options[0] as Value) : { kind: 'choice', options: fewOf(options, location), location };
}

/** As many as are told apart; the others are one that is only known when it runs. */
function fewOf(options: readonly Value[], location: Location): readonly Value[] {
  const most = bound('alternatives');
  return options.length <= most ? options : [...options.slice(0, most), { kind: 'dynamic', text: '', beyond: true, location }];
}

function textOf(value: Value): string {
  return value.kind === 'text' || value.kind === 'pattern' || value.kind === 'dynamic' ? value.text : value.kind === 'env' ? value.name : '';
}

/** Text with expansions in it: every default of the first open one gives a text of its own. */
function joined(names: Names, word: Word, depth: number, location: Location): Value {
  let more = false;
  let texts: { text: string; holes: Value[] }[] = [{ text: '', holes: [] }];
  for (const part of word.parts) {
    const options = part.kind === 'text' ? [part.text] : optionsOf(valueOfPart(names, part, depth + 1));
    const longer = texts.flatMap(({ text, holes }) =>
      options.map((option) => {
        if (typeof option === 'string') return { text: text + option, holes };
        if (option.kind === 'text') return { text: text + option.text, holes };
        if (option.kind === 'pattern') return { text: text + option.text, holes: [...holes, ...(option.holes ?? [])] };
        return { text: `${text}{}`, holes: [...holes, option] };
      }),
    );
    more ||= longer.length > bound('alternatives');
    texts = longer.slice(0, bound('alternatives'));
  }
  const values: Value[] = texts.map(
    ({ text, holes }): Value => (holes.length > 0 || text.includes('{}') ? { kind: 'pattern', text, holes, location } : { kind: 'text', text, location }),
  );
  if (more) values.push({ kind: 'dynamic', text: '', beyond: true, location });
  return values.length === 1 ? (values[0] as Value) : { kind: 'choice', options: values, location };
}

function optionsOf(value: Value): readonly Value[] {
  if (value.kind === 'choice') return value.options.flatMap(optionsOf);
  if (value.kind === 'env' && value.fallback) return [...optionsOf(value.fallback), { ...value, fallback: null }];
  return [value];
}

/** A word as text with the place of each character, for what is written inside it. A word that is one variable gives that variable's word. */
export function placed(names: Names, word: Word, depth = 0): PlacedText {
  const [only] = word.parts;
  if (word.parts.length === 1 && only?.kind === 'variable') {
    const kept = names.words.get(only.name);
    if (kept && depth < MAX_DEPTH) return placed(names, kept, depth + 1);
  }
  if (word.parts.length === 1 && only?.kind === 'substitution') {
    // `$(cat <<EOF ... EOF)`
    const [command] = only.commands;
    const [body] = command?.input ?? [];
    if (body && literal(command?.words[0]) === 'cat' && depth < MAX_DEPTH) return placed(names, body, depth + 1);
  }
  const starts: number[] = [];
  const holes = new Map<number, Value>();
  let text = '';
  for (const part of word.parts) {
    if (part.kind === 'text') for (let i = 0; i < part.text.length; i++) starts.push(part.start + i);
    else {
      holes.set(text.length, valueOfPart(names, part, 0));
      starts.push(part.start);
    }
    text += part.kind === 'text' ? part.text : HOLE;
  }
  const last = word.end;
  return { text, holes, at: (from, to) => names.locate(starts[from] ?? last, (starts[Math.max(from, to - 1)] ?? last) + 1) };
}
