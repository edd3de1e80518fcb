import type { Annotation } from '../model/annotation.ts';
import { closest } from '../util/closest.ts';
import { marksIn } from './comments/marks.ts';

/** What an annotation begins with. */
export const ANNOTATION_MARK = 'sovaudit:';
/** Ending of the file beside one that can hold no comment: `package.json.sovaudit`. */
export const ANNOTATION_FILE = '.sovaudit';

const FORM = /sovaudit:[ \t]*([A-Za-z-]+)(?:\[([^\]\n]*)\])?(?:[ \t]+line[ \t]+(\d{1,7}))?/g;
const WORDS = ['expect', 'clean'] as const;

/**
 * Annotations in the comments of a file: `sovaudit: expect[rule]` and `sovaudit: clean`, behind the line they are about or alone above it. `clean` before
 * all code is about the whole file. In a file `NAME.sovaudit`, each line is an annotation of the file NAME beside it, with `line N` or about all of it.
 */
export function annotationsIn(path: string, text: string): Annotation[] {
  if (path.endsWith(ANNOTATION_FILE)) return besides(path, text);
  return marksIn(path, text, ANNOTATION_MARK, FORM).flatMap(({ match, line, column, lines, first }) => {
    return annotation(path, path, match, { line, column }, first && match[1] === 'clean' ? null : lines);
  });
}

function besides(path: string, text: string): Annotation[] {
  const about = path.slice(0, -ANNOTATION_FILE.length);
  return text.split('\n').flatMap((written, index) =>
    [...written.matchAll(FORM)].flatMap((match) => {
      const at = { line: index + 1, column: match.index + 1 };
      return annotation(about, path, match, at, match[3] === undefined ? null : [Number(match[3])]);
    }),
  );
}

function annotation(
  path: string,
  writtenIn: string,
  [, word = '', list]: RegExpMatchArray,
  place: { readonly line: number; readonly column: number },
  lines: readonly number[] | null,
): Annotation[] {
  const kind = WORDS.find((known) => known === word);
  const meant = kind ?? closest(word, WORDS);
  // The name of this tool before a colon, in a sentence.
  if (kind === undefined && list === undefined && meant === null) return [];
  const rules = (list ?? '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const unknown = kind === undefined ? `"sovaudit: ${word.slice(0, 40)}" is no annotation, expected expect[RULE] or clean` : null;
  const empty = kind === 'expect' && rules.length === 0 ? 'expect names no rule: sovaudit: expect[RULE]' : null;
  return [{ kind: kind ?? 'clean', path, writtenIn, ...place, rules, lines, malformed: unknown ?? empty }];
}
