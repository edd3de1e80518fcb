/** Characters JSON allows as they are, but that act on a terminal or a reader: DEL and C1 controls, format and private characters, line separators. */
const ACTIVE = /[\u007f-\u009f\p{Cf}\p{Co}\u2028\u2029]/gu;

/** What `JSON.stringify` makes of a lone surrogate; strict readers refuse it. Before it an even number of backslashes: an escape of its own. */
const LONE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** `##[error]` and `##vso[...]` are commands to build servers anywhere in a line of their log. */
const COMMAND = /#(?=#(?:\[|vso\[))/g;

/**
 * `value` as JSON with 2-space indent and a final line break, safe to print: characters that could act on a terminal are written as
 * `\uXXXX`, which is the same JSON; a lone surrogate, which is no Unicode, as U+FFFD. They occur inside strings only, so replacing them in the text is sound.
 */
export function jsonText(value: unknown): string {
  return `${inertJson(JSON.stringify(value, null, 2))}\n`;
}

/** Characters that are put together before they are handed on. */
const PART = 64 * 1024;

/**
 * The same text in parts, to be written one after the other: a report of any size is never one string. What lies down to `depth` levels is written
 * piece by piece, everything below as a whole. A list may be any iterable: its items are then made one at a time, when they are written.
 */
export function* jsonTextParts(value: unknown, depth: number): Iterable<string> {
  let part = '';
  for (const piece of pieces(value, depth, '')) {
    part += piece;
    if (part.length < PART) continue;
    yield inertJson(part);
    part = '';
  }
  yield `${inertJson(part)}\n`;
}

/** Pieces of a value that end where a token ends. */
function* pieces(value: unknown, depth: number, indent: string): Iterable<string> {
  if (depth === 0 || typeof value !== 'object' || value === null) {
    const text = JSON.stringify(value, null, 2) ?? 'null';
    yield indent === '' ? text : text.replaceAll('\n', `\n${indent}`);
    return;
  }
  const list = Symbol.iterator in value;
  const inner = `${indent}  `;
  let written = 0;
  for (const [key, item] of list ? unnamed(value as Iterable<unknown>) : Object.entries(value)) {
    if (!list && item === undefined) continue;
    yield `${written++ === 0 ? (list ? '[' : '{') : ','}\n${inner}${list ? '' : `${JSON.stringify(key)}: `}`;
    yield* pieces(item, depth - 1, inner);
  }
  const end = list ? ']' : '}';
  yield written > 0 ? `\n${indent}${end}` : list ? '[]' : '{}';
}

function* unnamed(list: Iterable<unknown>): Iterable<readonly ['', unknown]> {
  for (const item of list) yield ['', item];
}

/** Text of JSON with everything in it that could act on a terminal, a reader or a build server written as `\uXXXX`. */
export function inertJson(text: string): string {
  return text.replace(LONE, '$1\ufffd').replace(ACTIVE, escapeUnits).replace(COMMAND, escapeUnits);
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
