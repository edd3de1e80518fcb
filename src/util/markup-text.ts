import { terminalText } from './terminal-text.ts';

/** Nothing to do for these: printable ASCII without the five signs and the backtick. Most texts are. */
const PLAIN = /^[ !#-%(-;=?-_a-~]*$/;
const SPECIAL = /[&<>"'`\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Text from anywhere as text of an XML or HTML element, or of an attribute in quotes. Control and invisible characters become visible
 * escapes, so the result also holds no character that XML forbids.
 */
export function markupText(text: string): string {
  if (PLAIN.test(text)) return text;
  return terminalText(text).replace(SPECIAL, (character) => ENTITIES[character] ?? '\ufffd');
}
