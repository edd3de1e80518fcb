/** Steps over type annotations and type arguments: they bind nothing and call nothing. */
import { afterBracket, atEnd, isName, isPunct, lineBreakBefore, type Parser, text } from './cursor.ts';
import { NEWLINE, PUNCT, type Tokens } from './tokens.ts';

/** Steps over a type annotation: up to a separator or `=`, over matched brackets. */
export function skipType(parser: Parser): void {
  const { tokens } = parser;
  const { python } = parser.dialect;
  let angle = 0;
  while (!atEnd(parser)) {
    const sign = tokens.kind[parser.at] === PUNCT ? (tokens.text[parser.at] as string) : '';
    if (angle === 0 && (sign === ',' || sign === ')' || sign === ']' || sign === '}' || sign === ';' || sign === '=' || sign === '||' || sign === '??')) return;
    if (tokens.kind[parser.at] === NEWLINE) return;
    if (sign === '<') angle++;
    else if (sign === '>') angle = Math.max(0, angle - 1);
    const opens = sign === '(' || sign === '[' || sign === '{';
    parser.at = opens ? afterBracket(parser) : parser.at + 1;
    // A type ends at its line unless a sign shows that it goes on; looked for only where one could end.
    if (angle > 0 || python || !endsType(tokens, parser.at - 1) || !lineBreakBefore(parser)) continue;
    if (!isPunct(parser, '|') && !isPunct(parser, '&') && !isPunct(parser, '=') && !isPunct(parser, '?') && !isPunct(parser, ':')) return;
  }
}

/** After an operator or arrow a type goes on in the next line. */
function endsType(tokens: Tokens, at: number): boolean {
  return tokens.kind[at] !== PUNCT || ['}', ']', ')', '>'].includes(tokens.text[at] as string);
}

/** `: Type` between a parameter list and its body. */
export function skipReturnType(parser: Parser): void {
  if (!isPunct(parser, ':')) return;
  parser.at++;
  const { tokens } = parser;
  while (!atEnd(parser) && !isPunct(parser, '{') && !isPunct(parser, '=>') && !isPunct(parser, ';')) {
    const opens = isPunct(parser, '(') || isPunct(parser, '[');
    parser.at = opens ? afterBracket(parser) : parser.at + 1;
    // `: { a: string } {`: a mapping type, then the body.
    if (isPunct(parser, '{')) {
      const next = afterBracket(parser);
      const sign = tokens.kind[next] === PUNCT ? tokens.text[next] : '';
      if (sign !== '{' && sign !== '=>' && sign !== '>' && sign !== '|') return;
      parser.at = next;
    }
  }
}

/** Steps over `<Type, Type>` when a call or template follows; false when it is a comparison. */
export function skipTypeArguments(parser: Parser): boolean {
  const { tokens } = parser;
  let angle = 0;
  for (let at = parser.at, steps = 0; at < tokens.kind.length && steps < 80; steps++) {
    const sign = tokens.kind[at] === PUNCT ? (tokens.text[at] as string) : '';
    if (sign === '<') angle++;
    else if (sign === '>') angle--;
    else if (sign !== '' && !['.', ',', '|', '&', '[', ']', '{', '(', '=>', '?', ':'].includes(sign)) return false;
    if (angle <= 0) {
      if (tokens.kind[at + 1] !== PUNCT || tokens.text[at + 1] !== '(') return false;
      parser.at = at + 1;
      return true;
    }
    const match = tokens.match[at] ?? -1;
    at = match > at ? match + 1 : at + 1;
  }
  return false;
}

/** The dotted name an annotation begins with (`openai.OpenAI | None`, `Optional[OpenAI]`), as a path; empty when it begins with none. */
export function typeName(parser: Parser): string[] {
  const { tokens } = parser;
  let at = parser.at;
  if (
    ['Optional', 'Annotated', 'Final', 'ClassVar', 'Readonly', 'Promise', 'Awaited', 'Partial'].includes(text(parser)) &&
    (isPunct(parser, '[', 1) || isPunct(parser, '<', 1))
  )
    at += 2;
  const path: string[] = [];
  while (isName(parser, at - parser.at)) {
    path.push(tokens.text[at] as string);
    if (!isPunct(parser, '.', at + 1 - parser.at)) break;
    at += 2;
  }
  return path;
}
