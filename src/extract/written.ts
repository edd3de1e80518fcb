import type { Span } from './tree.ts';

/** A text and where it stands, quotes included. */
export type Written = Span & { readonly text: string };

/** What a scalar that is no text looks like. */
const NOT_TEXT = /^(?:true|false|null|yes|no|~|[-+]?[0-9][0-9_]*(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?)$/i;

/** The scalar of a line: quoted, or plain up to a comment. Null for numbers, booleans, flow collections and templates. */
export function textOf(text: string, from: number, end: number): Written | null {
  const first = text[from] ?? '';
  if (first === '"' || first === "'") return quotedText(text, from, end);
  if (first === '' || '{[|>&*!@`%'.includes(first)) return null;
  let stop = from;
  while (stop < end && !(text[stop] === '#' && text[stop - 1] === ' ')) stop++;
  while (stop > from && (text[stop - 1] === ' ' || text[stop - 1] === '\r' || text[stop - 1] === '\t')) stop--;
  const plain = text.slice(from, stop);
  return plain === '' || NOT_TEXT.test(plain) ? null : { text: plain, start: from, end: stop };
}

/** All quoted texts of a line. */
export function quotedTexts(text: string, from: number, end: number): Written[] {
  const found: Written[] = [];
  for (let at = from; at < end; at++) {
    if (text[at] === '#' && text[at - 1] === ' ') break;
    if (text[at] !== '"' && text[at] !== "'") continue;
    const quoted = quotedText(text, at, end);
    if (quoted === null) break;
    found.push(quoted);
    at = quoted.end - 1;
  }
  return found;
}

/** Escapes are left as they are written: no key, host or model id has any. */
function quotedText(text: string, from: number, end: number): Written | null {
  const quote = text[from];
  for (let at = from + 1; at < end; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) return { text: text.slice(from + 1, at), start: from, end: at + 1 };
  }
  return null;
}
