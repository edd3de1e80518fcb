import { RE2JS } from 're2js';
import type { TextPattern } from '../model/condition.ts';

/** Longer patterns are a program, not a pattern. */
const LONGEST = 500;

/** A pattern in RE2 syntax; a text when it is none. It is found anywhere in a text unless `^` and `$` bind it. */
export function compilePattern(source: string): TextPattern | string {
  if (source.length > LONGEST) return `longer than ${LONGEST} characters`;
  try {
    const pattern = RE2JS.compile(source);
    return { source, test: (text) => pattern.matcher(text).find() };
  } catch (error) {
    return (error as Error).message.replace(/^error parsing regexp: /, '').replace(/: `[^`]*`$/, '');
  }
}

/** Makes a pattern of a text, or says what is wrong with it. */
export type PatternEngine = typeof compilePattern;
