/**
 * Whether a file of code has anything to be parsed for. Its tokens are looked at, comments left out: a word the prefilter found in a comment or
 * within a longer text ends here, before the grammar.
 */
import type { Repository, Signs, SourceFile } from '../../model/file.ts';
import { gist } from '../../util/addresses.ts';
import { decodes } from './folded.ts';
import { type ImportingLanguage, importsSign, leadsSomewhere } from './leads.ts';
import { lexJavaScript } from './lex-javascript.ts';
import { lexPython } from './lex-python.ts';
import { NAME, PATTERN, STRING, type Tokens } from './tokens.ts';

const MAX_NESTED = 20;

/** What is known of a file before it is parsed. `leads`: its calls can be calls of a library the knowledge base knows. */
export interface Outlook {
  readonly leads: boolean;
  readonly worthParsing: boolean;
}

const OPEN: Outlook = { leads: true, worthParsing: true };

/** The outlook of a file. Without a repository, and in languages whose files see each other without imports, everything is possible. */
export function outlookOf(file: SourceFile, repository: Repository | null): Outlook {
  const { kind } = file;
  if (repository?.signs === undefined || (kind !== 'python' && kind !== 'javascript' && kind !== 'vue')) return OPEN;
  const language: ImportingLanguage = kind === 'python' ? 'python' : 'javascript';
  if (leadsSomewhere(repository, language, file.path, file.text)) return OPEN;
  return { leads: false, worthParsing: kind === 'vue' || importsSign(repository, language, file.path) || speaks(file, language, repository.signs) };
}

function speaks(file: SourceFile, language: ImportingLanguage, signs: Signs): boolean {
  const jsx = /\.(?:[cm]?jsx?|tsx)$/.test(file.path);
  const lex = (from: number, to: number): Tokens => (language === 'python' ? lexPython(file.text, from, to) : lexJavaScript(file.text, from, to, jsx));
  const words: Words = { names: new Set(), expected: false };
  return hasSign(lex(0, file.text.length), lex, signs, words, 0) || signs.names(words.names, words.expected);
}

/** What was met on the way. */
interface Words {
  /** Names and short texts, which can be keys. */
  readonly names: Set<string>;
  /** A text was among them that is a model where one is expected. */
  expected: boolean;
}

/** Longer texts are no keys. */
const MAX_KEY = 40;

/** Whether a text among the tokens says something; the names are collected. What stands in the holes of a text is code. */
function hasSign(tokens: Tokens, lex: (from: number, to: number) => Tokens, signs: Signs, words: Words, nested: number): boolean {
  const { kind, text, holes } = tokens;
  for (let at = 0; at < kind.length; at++) {
    const value = text[at] as string;
    if (decodes(value)) return true;
    if (kind[at] === NAME) words.names.add(value);
    else if ((kind[at] === STRING || kind[at] === PATTERN) && value.length >= 2) {
      const sign = signs.text(gist(value));
      if (sign === 'alone') return true;
      if (sign === 'expected') words.expected = true;
      if (value.length <= MAX_KEY) words.names.add(value);
    }
  }
  for (const inner of holes.values()) {
    for (const { start, end } of inner) if (nested >= MAX_NESTED || hasSign(lex(start, end), lex, signs, words, nested + 1)) return true;
  }
  return false;
}
