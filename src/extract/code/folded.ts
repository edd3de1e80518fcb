/** Calls that only spell a text: pieces joined, codes of characters, encoded forms. What they make is known without running anything. */
import type { Value } from '../../model/candidate.ts';
import { fromBase64, fromHex } from '../../util/encoded-text.ts';

type Fold = (received: Value | null, args: readonly Value[]) => string | null;

const base64: Fold = (_, [first]) => (first?.kind === 'text' ? fromBase64(first.text) : null);
const hex: Fold = (_, [first]) => (first?.kind === 'text' ? fromHex(first.text) : null);
const characters: Fold = (_, args) => {
  const codes = args.map((arg) => (arg.kind === 'dynamic' && /^(?:\d{1,7}|0x[0-9a-f]{1,6})$/i.test(arg.text) ? Number(arg.text) : Number.NaN));
  return codes.length > 0 && codes.every((code) => code >= 0 && code <= 0x10ffff) ? String.fromCodePoint(...codes) : null;
};

/** By the last name of the call. */
const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  // `''.join([a, b])` of Python and Ruby's relatives, `[a, b].join('')` of JavaScript.
  [
    'join',
    (received, [first]) => {
      if (received?.kind === 'text' && first?.kind === 'list') return joined(first.items, received.text);
      return received?.kind === 'list' && (first === undefined || first.kind === 'text') ? joined(received.items, first?.text ?? ',') : null;
    },
  ],
  ['replace', replaced],
  ['replaceAll', replaced],
  ...['b64decode', 'urlsafe_b64decode', 'standard_b64decode', 'atob', 'decode64', 'strict_decode64', 'urlsafe_decode64', 'base64_decode'].map(
    (name): [string, Fold] => [name, base64],
  ),
  ...['DecodeString', 'FromBase64String'].map((name): [string, Fold] => [name, base64]),
  ...['fromhex', 'unhexlify', 'hex2bin', 'FromHexString'].map((name): [string, Fold] => [name, hex]),
  [
    'from',
    (_, args) =>
      args[1]?.kind !== 'text' ? null : args[1].text === 'hex' ? hex(null, args) : /^base64(?:url)?$/.test(args[1].text) ? base64(null, args) : null,
  ],
  ...['fromCharCode', 'fromCodePoint', 'chr'].map((name): [string, Fold] => [name, characters]),
]);

/** Whether a call of this name may only spell a text. */
export function mayFold(name: string): boolean {
  return FOLDS.has(name);
}

/** Words that are everywhere, and say nothing of an encoded text. */
const EVERYDAY: ReadonlySet<string> = new Set(['join', 'replace', 'replaceAll', 'from']);

/** Whether a name decodes texts: what stands beside it may be spelled otherwise than it reads. */
export function decodes(word: string): boolean {
  return FOLDS.has(word) && !EVERYDAY.has(word);
}

/** Whether a word names an encoding: a module of Python, what `Buffer.from` takes. */
export function isEncoding(word: string): boolean {
  return word === 'base64' || word === 'base64url' || word === 'hex';
}

/** The text a call spells, by its last name, what it is called on and what it is given; null when that is not known. */
export function foldedText(name: string, received: Value | null, args: readonly Value[]): string | null {
  return FOLDS.get(name)?.(received, args) ?? null;
}

function joined(items: readonly Value[], separator: string): string | null {
  const texts = items.map((item) => (item.kind === 'text' ? item.text : null));
  return texts.length > 0 && texts.every((text) => text !== null) ? texts.join(separator) : null;
}

function replaced(received: Value | null, [from, to]: readonly Value[]): string | null {
  return received?.kind === 'text' && from?.kind === 'text' && to?.kind === 'text' ? received.text.replaceAll(from.text, to.text) : null;
}
