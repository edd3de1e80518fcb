/** PowerShell: commands with options, hashtables, splatting, variables of the environment. A grammar, so longer than other files. */
import { afterBracket, atEnd, endBefore, isName, isPunct, newChain, startHere, takesStep, text, within } from '../cursor.ts';
import { NAME, NEWLINE, PUNCT, STRING, type Tokens } from '../tokens.ts';
import { bind, choiceOf, concatOf, type Expression, type FunctionNode, memberOf, type NamedExpression, newFunction, newScope, type Scope } from '../tree.ts';
import { bindVariable, isText, MAX_DEPTH, makeCall, nameOf, newParser, parseChain, parseHole, parseText, type ScriptParser, type ScriptTree } from './build.ts';
import { lexPowerShell } from './lex-powershell.ts';

/** Tokens of PowerShell -> tree. A file that does not parse still gives what could be read. */
export function parsePowerShell(tokens: Tokens): ScriptTree {
  const parser = newParser(tokens, hole);
  while (!atEnd(parser)) {
    const before = parser.at;
    parseBody(parser);
    if (parser.at === before || !atEnd(parser)) parser.at++;
  }
  return { tree: parser.tree, parser };
}

function hole(parser: ScriptParser, start: number, end: number): Expression {
  return parseHole(parser, lexPowerShell(parser.tokens.source, start, end), parsePipeline, { start, end });
}

function skipLines(parser: ScriptParser): void {
  while (parser.tokens.kind[parser.at] === NEWLINE || isPunct(parser, ';')) parser.at++;
}

/** Statements up to a closing bracket; the value of the last. */
function parseBody(parser: ScriptParser): Expression | null {
  let last: Expression | null = null;
  for (;;) {
    skipLines(parser);
    if (atEnd(parser) || isPunct(parser, '}') || isPunct(parser, ')')) return last;
    const before = parser.at;
    last = parseStatement(parser);
    if (parser.at === before) parser.at++;
  }
}

const BLOCKS = new Set(['if', 'elseif', 'while', 'for', 'foreach', 'switch', 'catch', 'until']);
const BARE_BLOCKS = new Set(['else', 'try', 'finally', 'do', 'begin', 'process', 'end', 'trap']);

function parseStatement(parser: ScriptParser): Expression {
  if (!takesStep(parser, MAX_DEPTH)) {
    const start = startHere(parser);
    parser.at++;
    return { kind: 'opaque', start, end: endBefore(parser) };
  }
  parser.depth++;
  const value = readStatement(parser);
  parser.depth--;
  return value;
}

function readStatement(parser: ScriptParser): Expression {
  const word = isName(parser) ? text(parser).toLowerCase() : '';
  if ((word === 'function' || word === 'filter') && isName(parser, 1)) return parseFunction(parser);
  if (word === 'foreach' && isPunct(parser, '(', 1)) return parseForeach(parser);
  if (BLOCKS.has(word) && (isPunct(parser, '(', 1) || isPunct(parser, '{', 1) || isPunct(parser, '[', 1))) return parseConstruct(parser);
  if (BARE_BLOCKS.has(word) && isPunct(parser, '{', 1)) return parseConstruct(parser);
  if (word === 'param' && isPunct(parser, '(', 1)) return parseParameters(parser, null);
  if (word === 'return') {
    parser.at++;
    const value = parsePipeline(parser);
    functionOf(parser.scope)?.returns.push(value);
    return value;
  }
  return parsePipeline(parser);
}

function functionOf(scope: Scope): FunctionNode | null {
  for (let current: Scope | null = scope; current; current = current.parent) if (current.function) return current.function;
  return null;
}

/** Head and block of `if`, `try` and the like: a branch. */
function parseConstruct(parser: ScriptParser): Expression {
  const start = startHere(parser);
  const chain = newChain(parser);
  const parent = parser.branch;
  for (let index = 0; index < 50; index++) {
    parser.at++;
    while (isPunct(parser, '[')) parser.at = afterBracket(parser);
    if (isPunct(parser, '(')) within(parser, { key: null }, () => parseGroup(parser));
    skipLines(parser);
    if (!isPunct(parser, '{')) break;
    within(parser, { branch: { chain, index, parent } }, () => parseBraces(parser));
    let at = parser.at;
    while (parser.tokens.kind[at] === NEWLINE) at++;
    const next = parser.tokens.kind[at] === NAME ? (parser.tokens.text[at] as string).toLowerCase() : '';
    if (!['else', 'elseif', 'catch', 'finally', 'until'].includes(next)) break;
    parser.at = at;
  }
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parseBraces(parser: ScriptParser): Expression | null {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const last = parseBody(parser);
  parser.at = Math.max(parser.at, close + 1);
  return last;
}

function parseForeach(parser: ScriptParser): Expression {
  const start = startHere(parser);
  parser.at++;
  const close = afterBracket(parser) - 1;
  const name = text(parser, 1);
  parser.at += 3;
  const items = within(parser, { key: null, listed: true }, () => parsePipeline(parser));
  if (name.startsWith('$')) bind(parser.scope, name, { kind: 'each', of: items, start: items.start, end: items.end });
  parser.at = Math.max(parser.at, close + 1);
  skipLines(parser);
  if (isPunct(parser, '{')) parseBraces(parser);
  return { kind: 'opaque', start, end: endBefore(parser) };
}

function parseFunction(parser: ScriptParser): Expression {
  const start = startHere(parser);
  const name = text(parser, 1);
  parser.at += 2;
  const of = newFunction(name);
  const scope = newScope(parser.scope, 'function', of);
  const value: Expression = { kind: 'function', of, start, end: endBefore(parser) };
  bind(parser.scope, name, value);
  within(parser, { scope, key: null, group: null, call: null, listed: false, branch: null }, () => {
    if (isPunct(parser, '(')) parseParameters(parser, of);
    skipLines(parser);
    const last = isPunct(parser, '{') ? parseBraces(parser) : null;
    if (last) of.returns.push(last);
  });
  return value;
}

/** `param([string]$Model = "x", ...)`, or the same after the name of a function. */
function parseParameters(parser: ScriptParser, of: FunctionNode | null): Expression {
  const start = startHere(parser);
  const owner = of ?? functionOf(parser.scope) ?? newFunction(null);
  if (isName(parser)) parser.at++;
  const close = afterBracket(parser) - 1;
  parser.at++;
  let position = owner.parameters.length;
  while (parser.at < close) {
    const at = startHere(parser);
    if (isName(parser) && text(parser).startsWith('$')) {
      const name = text(parser);
      parser.at++;
      let fallback: Expression | null = null;
      if (isPunct(parser, '=')) {
        parser.at++;
        fallback = within(parser, { key: name.slice(1) }, () => parseExpression(parser));
      }
      owner.parameters.push({ name: name.slice(1), position: position++, destructured: false });
      bind(parser.scope, name, { kind: 'parameter', of: owner, name: name.slice(1), fallback, type: null, start: at, end: at + name.length });
    } else parser.at = isPunct(parser, '[') || isPunct(parser, '(') ? afterBracket(parser) : parser.at + 1;
  }
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'opaque', start, end: endBefore(parser) };
}

/** `a | b | c`: what `ConvertTo-Json` gets is what it gives. */
function parsePipeline(parser: ScriptParser): Expression {
  let value = parseExpression(parser);
  while (isPunct(parser, '|')) {
    parser.at++;
    skipLines(parser);
    const next = isName(parser) ? text(parser).toLowerCase() : '';
    const right = parseExpression(parser);
    if (/^(?:convertto-json|out-string|out-null|select-object|where-object)$/.test(next)) continue;
    if (right.kind === 'call') right.call.args.push({ name: 'input', value });
    value = right;
  }
  return value;
}

function parseExpression(parser: ScriptParser): Expression {
  return parseChain(parser, parseOperand, parseOperator);
}

function parseOperator(parser: ScriptParser, left: Expression): Expression | null {
  const sign = text(parser);
  if (
    parser.tokens.kind[parser.at] === NAME &&
    /^-(?:eq|ne|gt|lt|ge|le|like|notlike|match|notmatch|contains|in|notin|and|or|join|split|replace|f|is|as|band|bor)$/i.test(sign)
  ) {
    parser.at++;
    const right = within(parser, { key: null }, () => parseOperand(parser));
    if (/^-f$/i.test(sign) && left.kind === 'text')
      return { kind: 'pattern', text: left.text.replace(/\{\d[^}]*\}/g, '{}'), parts: [], start: left.start, end: right.end };
    if (/^-(?:replace|join|as)$/i.test(sign)) return left;
    return { kind: 'opaque', start: left.start, end: endBefore(parser) };
  }
  if (parser.tokens.kind[parser.at] !== PUNCT) return null;
  if (sign === '=' || sign === '??=') return parseAssignment(parser, left);
  if (sign === '+=') {
    parser.at++;
    return parsePipeline(parser);
  }
  if (sign === '+') {
    parser.at++;
    return concatOf(left, parseOperand(parser));
  }
  if (sign === '?' && isPunct(parser, '?', 1)) {
    parser.at += 2;
    return choiceOf(left, parseOperand(parser));
  }
  if (sign === ',') {
    parser.at++;
    const right = within(parser, { key: null, listed: true }, () => parseOperand(parser));
    return { kind: 'list', items: left.kind === 'list' ? [...left.items, right] : [left, right], start: left.start, end: right.end };
  }
  return null;
}

function parseAssignment(parser: ScriptParser, left: Expression): Expression {
  parser.at++;
  skipLines(parser);
  const path = left.kind === 'name' ? left.path : [];
  const key = (path.at(-1) ?? '').replace(/^\$(?:env:)?/i, '');
  const value = within(parser, { key: key === '' ? null : key }, () => parseStatement(parser));
  const environment = /^\$env:(\w+)$/i.exec(path.length === 1 ? (path[0] as string) : '');
  if (environment) parser.tree.assigned.push({ name: environment[1] as string, value });
  if (path.length > 0) bindVariable(parser, path, value);
  return value;
}

function parseOperand(parser: ScriptParser): Expression {
  while (isPunct(parser, '!') || isPunct(parser, '-') || isPunct(parser, '&') || (isPunct(parser, '.') && !isName(parser, 1))) parser.at++;
  // `[string]$x`: the type says nothing; `[Type]::Member` is a name.
  if (isPunct(parser, '[')) {
    const next = afterBracket(parser);
    const type = parser.tokens.text[parser.at + 1] ?? '';
    const start = startHere(parser);
    parser.at = next;
    if (!isPunct(parser, '::')) return parseOperand(parser);
    return parsePostfix(parser, nameOf(parser, [type], { start, end: endBefore(parser) }));
  }
  return parsePostfix(parser, parsePrimary(parser));
}

function parsePrimary(parser: ScriptParser): Expression {
  const { tokens, at } = parser;
  const start = startHere(parser);
  const end = tokens.end[at] ?? start;
  if (isText(parser)) return parseText(parser);
  if (tokens.kind[at] === NAME) return parseName(parser, start);
  const sign = text(parser);
  if (sign === '(') return parseGroup(parser);
  if (sign === '{') return tokens.indent.get(at) === -1 ? parseHashtable(parser, start) : parseScriptBlock(parser, start);
  if (tokens.kind[at] === NEWLINE || (sign !== '' && ')]},;|='.includes(sign))) return { kind: 'opaque', start, end };
  parser.at++;
  return { kind: 'opaque', start, end };
}

/** `( ... )`, `$( ... )`, `@( ... )`. */
function parseGroup(parser: ScriptParser): Expression {
  const start = startHere(parser);
  const list = parser.tokens.indent.get(parser.at) === -2;
  const close = afterBracket(parser) - 1;
  parser.at++;
  const value = list ? within(parser, { key: null, listed: true }, () => parseBody(parser)) : parseBody(parser);
  parser.at = Math.max(parser.at, close + 1);
  if (!list) return value ?? { kind: 'nothing', start, end: endBefore(parser) };
  return value?.kind === 'list' ? value : { kind: 'list', items: value ? [value] : [], start, end: endBefore(parser) };
}

function parseScriptBlock(parser: ScriptParser, start: number): Expression {
  const of = newFunction(null);
  const scope = newScope(parser.scope, 'block', of);
  const last = within(parser, { scope, key: null, group: null, call: null, listed: false }, () => parseBraces(parser));
  if (last) of.returns.push(last);
  return { kind: 'function', of, start, end: endBefore(parser) };
}

/** `@{ key = value; "other" = value }`. */
function parseHashtable(parser: ScriptParser, start: number): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  const entries: NamedExpression[] = [];
  within(parser, { group: `o${start}`, listed: false }, () => {
    while (parser.at < close) {
      skipLines(parser);
      const before = parser.at;
      const kind = parser.tokens.kind[parser.at];
      if ((kind === NAME || kind === STRING) && isPunct(parser, '=', 1)) {
        const name = parser.tokens.text[parser.at] as string;
        if (kind === STRING) parser.placed.add(parser.at);
        parser.at += 2;
        entries.push({ name, value: within(parser, { key: name }, () => parsePipeline(parser)) });
      }
      if (parser.at === before) parser.at++;
    }
  });
  parser.at = Math.max(parser.at, close + 1);
  return { kind: 'object', entries, start, end: endBefore(parser) };
}

/** A variable, or a command with its options. */
function parseName(parser: ScriptParser, start: number): Expression {
  const word = text(parser);
  parser.at++;
  const at = { start, end: endBefore(parser) };
  if (/^\$null$/i.test(word)) return { kind: 'nothing', ...at };
  const environment = /^\$env:(\w+)$/i.exec(word);
  if (environment) return environmentRead(parser, environment[1] as string, at);
  if (word.startsWith('$')) return nameOf(parser, [word.replace(/^\$(?:script|global|local|private):/i, '$')], at);
  // Inside brackets and hashtables a bare word is a key or a type; elsewhere it runs.
  return parseCommand(parser, nameOf(parser, [word], at));
}

/** `$env:NAME` reads the environment as `ENV.NAME` does elsewhere, unless the script has set it itself. */
function environmentRead(parser: ScriptParser, name: string, at: { start: number; end: number }): Expression {
  if (!isPunct(parser, '=')) parser.tree.reads.push({ name, ...at });
  return nameOf(parser, ['ENV', name.toUpperCase()], at);
}

/** `Name -Option value -Switch @splat positional`, up to a pipe or the end of the line. */
function parseCommand(parser: ScriptParser, callee: Expression): Expression {
  return makeCall(parser, callee, (add) => {
    for (let position = 0; !endsCommand(parser); ) {
      const before = parser.at;
      const word = isName(parser) ? text(parser) : '';
      if (/^--?[A-Za-z]/.test(word)) {
        parser.at++;
        if (isPunct(parser, ':')) parser.at++;
        const option = word.slice(1);
        const name = /^uri$/i.test(option) ? 'uri' : /^body$/i.test(option) ? 'body' : option;
        if (!endsCommand(parser) && !/^--?[A-Za-z]/.test(isName(parser) ? text(parser) : ''))
          add({ name, value: within(parser, { key: option }, () => parseArgument(parser)) });
      } else if (word.startsWith('@')) {
        const start = startHere(parser);
        parser.at++;
        add({ name: '...', value: nameOf(parser, [`$${word.slice(1)}`], { start, end: endBefore(parser) }) });
      } else add({ name: String(position++), value: parseArgument(parser) });
      if (parser.at === before) parser.at++;
    }
  });
}

function endsCommand(parser: ScriptParser): boolean {
  return atEnd(parser) || parser.tokens.kind[parser.at] === NEWLINE || ['|', ';', ')', '}', ']', '&&', '||'].includes(text(parser));
}

/** A value of a command: a bare word stands for itself. */
function parseArgument(parser: ScriptParser): Expression {
  const { tokens, at } = parser;
  const word = tokens.kind[at] === NAME ? (tokens.text[at] as string) : '';
  if (word !== '' && !/^[$@]/.test(word)) {
    parser.at++;
    return { kind: 'text', text: word, start: tokens.start[at] as number, end: tokens.end[at] as number };
  }
  let value = parseOperand(parser);
  while (isPunct(parser, ',')) {
    parser.at++;
    skipLines(parser);
    const right = within(parser, { key: null, listed: true }, () => parseOperand(parser));
    value = { kind: 'list', items: value.kind === 'list' ? [...value.items, right] : [value, right], start: value.start, end: right.end };
  }
  return value;
}

function parsePostfix(parser: ScriptParser, first: Expression): Expression {
  let left = first;
  for (;;) {
    const sign = parser.tokens.kind[parser.at] === PUNCT ? text(parser) : '';
    const touching = parser.tokens.start[parser.at] === endBefore(parser);
    if ((sign === '.' || sign === '::') && touching && isName(parser, 1)) {
      left = memberOf(left, text(parser, 1), parser.tokens.end[parser.at + 1] as number);
      parser.at += 2;
    } else if (sign === '(' && touching && (left.kind === 'name' || left.kind === 'member')) left = parseMethod(parser, left);
    else if (sign === '[' && touching) left = parseIndex(parser, left);
    else return left;
  }
}

function parseMethod(parser: ScriptParser, callee: Expression): Expression {
  const close = afterBracket(parser) - 1;
  parser.at++;
  return makeCall(parser, callee, (add) => {
    for (let position = 0; parser.at < close; position++) {
      const before = parser.at;
      add({ name: String(position), value: parseOperand(parser) });
      while (parser.at < close && !isPunct(parser, ','))
        parser.at = isPunct(parser, '(') || isPunct(parser, '{') || isPunct(parser, '[') ? afterBracket(parser) : parser.at + 1;
      if (isPunct(parser, ',') || parser.at === before) parser.at++;
    }
    parser.at = Math.max(parser.at, close + 1);
  });
}

function parseIndex(parser: ScriptParser, object: Expression): Expression {
  const close = afterBracket(parser) - 1;
  const at = parser.at + 1;
  parser.at = Math.max(parser.at, close + 1);
  if (close === at + 1 && parser.tokens.kind[at] === STRING) {
    parser.placed.add(at);
    return memberOf(object, parser.tokens.text[at] as string, endBefore(parser));
  }
  return { kind: 'index', object, key: null, position: null, start: object.start, end: endBefore(parser) };
}
