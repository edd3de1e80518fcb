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

/** Text of JSON with everything in it that could act on a terminal, a reader or a build server written as `\uXXXX`. */
export function inertJson(text: string): string {
  return text.replace(LONE, '$1\ufffd').replace(ACTIVE, escapeUnits).replace(COMMAND, escapeUnits);
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
