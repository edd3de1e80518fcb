import { isEnvironmentKey, isVariableName, MAX_TEXT, type Setting } from './settings.ts';
import { quotedTexts } from './written.ts';

/**
 * Texts of TOML that does not parse. Understands a table header or a key per line and takes every quoted text behind it, also those of the
 * lines an array goes on for.
 */
export function readTomlLines(text: string, most: number): Setting[] {
  const settings: Setting[] = [];
  let table: readonly string[] = [];
  let key: readonly string[] = [];
  for (let start = 0; start < text.length && settings.length <= most; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    if (end - start <= MAX_TEXT * 2) {
      const line = text.slice(start, end).trim();
      const equals = keyEnd(text, start, end);
      if (line.startsWith('[') && equals === -1 && /^\[\[?[^[\]"',]+\]\]?\s*(?:#|$)/.test(line)) {
        table = split(line.slice(0, line.indexOf(']')).replace(/^\[+/, ''));
        key = [];
      } else if (equals !== -1) {
        key = split(text.slice(start, equals));
      }
      const path = [...table, ...key];
      const environment = isEnvironmentKey(path.at(-2) ?? '') && isVariableName(path.at(-1) ?? '');
      for (const quoted of quotedTexts(text, equals === -1 ? start : equals + 1, end)) settings.push({ path, environment, ...quoted });
    }
    start = end + 1;
  }
  return settings;
}

/** The equals sign behind a key; -1 when the line begins with anything else. */
function keyEnd(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    const char = text[at] ?? '';
    if (char === '=') return at;
    if (!/[A-Za-z0-9_.\-"' \t]/.test(char)) return -1;
  }
  return -1;
}

function split(key: string): string[] {
  return key.split('.').map((part) => part.trim().replace(/^["']|["']$/g, ''));
}
