import type { StringForm, Syntax } from './syntax.ts';

/** The inside of a comment, as offsets of the text. */
export interface CommentSpan {
  readonly start: number;
  readonly end: number;
}

/** Comments of a text, in order; the lines (1-based) that hold a part of one, and those that hold something else than comments and blanks. */
export interface Comments {
  readonly spans: readonly CommentSpan[];
  readonly commented: ReadonlySet<number>;
  readonly code: ReadonlySet<number>;
}

/** Most deeply nested template strings that are followed; deeper ones are read as one string. */
const DEPTH = 50;
/** After these words a slash begins a regular expression. */
const BEFORE_REGEX = /(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|delete|throw|new|await|yield)$/;

/** Finds comments without understanding the rest: strings, templates and regular expressions are stepped over. Linear in the text. */
export function scanComments(text: string, syntax: Syntax): Comments {
  const spans: CommentSpan[] = [];
  const code = new Set<number>();
  const commented = new Set<number>();
  const templates: number[] = [];
  let line = 1;
  let at = 0;
  const advance = (to: number, isCode: boolean): void => {
    for (; at < to; at++) {
      const unit = text.charCodeAt(at);
      if (unit === 10) line++;
      else if (isCode && unit !== 32 && unit !== 9 && unit !== 13) code.add(line);
    }
  };
  while (at < text.length) {
    const comment = commentAt(text, at, syntax);
    if (comment !== null) {
      spans.push({ start: comment.start, end: comment.end });
      const first = line;
      advance(comment.after, false);
      for (let each = first; each <= line; each++) commented.add(each);
      continue;
    }
    advance(syntax.templates ? templateStep(text, at, syntax, templates) : plainStep(text, at, syntax), true);
  }
  return { spans, commented, code };
}

function commentAt(text: string, at: number, syntax: Syntax): (CommentSpan & { after: number }) | null {
  for (const [open, close] of syntax.block) {
    if (!text.startsWith(open, at)) continue;
    const end = text.indexOf(close, at + open.length);
    return { start: at + open.length, end: end < 0 ? text.length : end, after: end < 0 ? text.length : end + close.length };
  }
  for (const open of syntax.line) {
    if (!text.startsWith(open, at)) continue;
    if ((syntax.spaced || /^\w/.test(open)) && at > 0 && !/\s/.test(text[at - 1] ?? '')) continue;
    const end = lineEnd(text, at);
    return { start: at + open.length, end, after: end };
  }
  return null;
}

/** Offset after the string, or the one character, at `at`. */
function plainStep(text: string, at: number, syntax: Syntax): number {
  if (syntax.charQuotes && text[at] === "'") {
    const char = /^'(?:\\[^\n]{1,10}?|[^'\\\n])'/u.exec(text.slice(at, at + 16));
    return at + (char?.[0].length ?? 1);
  }
  for (const form of syntax.strings) {
    if (!text.startsWith(form.open, at)) continue;
    if (syntax.valueQuotes && at > 0 && /[\w.]/.test(text[at - 1] ?? '')) continue;
    return stringEnd(text, at, form);
  }
  return at + 1;
}

function stringEnd(text: string, at: number, { open, close, escape, multi }: StringForm): number {
  for (let i = at + open.length; i < text.length; i++) {
    if (escape && text[i] === '\\') i++;
    else if (text.startsWith(close, i)) return i + close.length;
    else if (!multi && text[i] === '\n') return i;
  }
  return text.length;
}

/** A step in a language with template strings. `open` counts the braces within each hole that is open. */
function templateStep(text: string, at: number, syntax: Syntax, open: number[]): number {
  const sign = text[at];
  if (sign === '`') return templateEnd(text, at + 1, open);
  if (open.length > 0) {
    const last = open.length - 1;
    if (sign === '{') open[last] = (open[last] ?? 0) + 1;
    if (sign === '}') {
      if ((open[last] ?? 0) === 0) {
        open.pop();
        return templateEnd(text, at + 1, open);
      }
      open[last] = (open[last] ?? 1) - 1;
    }
  }
  if (sign === '/' && syntax.regex && beginsRegex(text, at)) return regexEnd(text, at);
  return plainStep(text, at, syntax);
}

/** To the end of a template string, or into its next hole. */
function templateEnd(text: string, from: number, open: number[]): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '`') return i + 1;
    else if (text[i] === '$' && text[i + 1] === '{' && open.length < DEPTH) {
      open.push(0);
      return i + 2;
    }
  }
  return text.length;
}

/** A slash after a value divides; anywhere else it begins a regular expression. */
function beginsRegex(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text[before] === ' ' || text[before] === '\t')) before--;
  if (before < 0 || !/[\w$)\]}"'`.]/.test(text[before] ?? '')) return text[before] !== '<';
  return BEFORE_REGEX.test(text.slice(Math.max(0, before - 10), before + 1));
}

function regexEnd(text: string, at: number): number {
  let inClass = false;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\n') return at + 1;
    if (text[i] === '\\') i++;
    else if (text[i] === '[') inClass = true;
    else if (text[i] === ']') inClass = false;
    else if (text[i] === '/' && !inClass) return i + 1;
  }
  return at + 1;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
