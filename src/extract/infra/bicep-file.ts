/** The statements of a Bicep file. Expressions are those of the shared grammar. */
import type { SourceFile } from '../../model/file.ts';
import type { Expression, ForExpression } from './expression.ts';
import { createReader, lineEnd, type Reader, readExpression, readName, skip, skipTest, take } from './parse-expression.ts';

/** `resource name 'type@version' = body`, `module name 'path' = body`; `loop`: the body stands once for each item. */
export interface BicepDeclaration {
  readonly kind: 'resource' | 'module';
  readonly name: string;
  readonly target: string;
  readonly existing: boolean;
  readonly body: Expression;
  readonly loop: Pick<ForExpression, 'over' | 'itemName' | 'keyName'> | null;
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export interface BicepFile {
  readonly parameters: ReadonlyMap<string, Expression | null>;
  readonly variables: ReadonlyMap<string, Expression>;
  readonly declarations: readonly BicepDeclaration[];
  readonly outputs: readonly { readonly name: string; readonly value: Expression }[];
  /** `param x = value` of a `.bicepparam` file has no type. */
  readonly given: ReadonlyMap<string, Expression>;
}

/** Reads a file. Statements of no interest, and what is no Bicep, are stepped over line by line. */
export function parseBicep(file: SourceFile): BicepFile {
  const reader = createReader(file, 'bicep');
  const parsed = {
    parameters: new Map<string, Expression | null>(),
    variables: new Map<string, Expression>(),
    declarations: [] as BicepDeclaration[],
    outputs: [] as { name: string; value: Expression }[],
    given: new Map<string, Expression>(),
  };
  while (reader.at < reader.end) {
    skip(reader, true);
    const start = reader.at;
    if (take(reader, '@')) {
      // A decorator: `@description('...')`, `@sys.allowed([...])`.
      readExpression(reader, false);
      continue;
    }
    const word = readName(reader);
    if (word === null) reader.at = Math.max(start + 1, lineEnd(reader));
    else if (word === 'param' || word === 'var' || word === 'output') readValue(reader, word, parsed);
    else if (word === 'resource' || word === 'module') readDeclaration(reader, word, start, parsed.declarations);
    else reader.at = lineEnd(reader);
  }
  return parsed;
}

interface Parsed {
  readonly parameters: Map<string, Expression | null>;
  readonly variables: Map<string, Expression>;
  readonly outputs: { name: string; value: Expression }[];
  readonly given: Map<string, Expression>;
}

/** `param name type = default`, `var name = value`, `output name type = value`. */
function readValue(reader: Reader, word: string, into: Parsed): void {
  skip(reader, false);
  const name = readName(reader);
  if (name === null) return;
  skip(reader, false);
  const typed = reader.text[reader.at] !== '=';
  if (typed) skipType(reader);
  const set = take(reader, '=');
  if (set) skip(reader, true);
  const value = set ? readExpression(reader, false) : null;
  if (word === 'var' && value !== null) into.variables.set(name, value);
  if (word === 'output' && value !== null) into.outputs.push({ name, value });
  if (word !== 'param') return;
  if (!typed && value !== null) into.given.set(name, value);
  else into.parameters.set(name, value);
}

/** Steps over a type, which can be an object of several lines, to the `=` or the end of the line. */
function skipType(reader: Reader): void {
  for (let open = 0; reader.at < reader.end; reader.at++) {
    const char = reader.text[reader.at];
    if (char === '{' || char === '[' || char === '(') open++;
    else if (char === '}' || char === ']' || char === ')') open--;
    else if (open <= 0 && (char === '=' || char === '\n')) return;
  }
}

function readDeclaration(reader: Reader, kind: BicepDeclaration['kind'], start: number, into: BicepDeclaration[]): void {
  skip(reader, false);
  const name = readName(reader);
  skip(reader, false);
  const target = /^'([^'\n]*)'/.exec(reader.text.slice(reader.at, reader.at + 300));
  if (name === null || target === null) return;
  reader.at += target[0].length;
  skip(reader, false);
  const existing = /^existing\b/.test(reader.text.slice(reader.at, reader.at + 9));
  if (existing) reader.at += 8;
  skip(reader, false);
  if (!take(reader, '=')) return;
  skip(reader, true);
  if (/^if\s*\(/.test(reader.text.slice(reader.at, reader.at + 8))) skipTest(reader);
  const value = readExpression(reader, false);
  const base = { kind, name, target: target[1] ?? '', existing, file: reader.file, start, end: start + kind.length + 1 + name.length };
  if (value.kind === 'for') into.push({ ...base, body: value.value, loop: value });
  else into.push({ ...base, body: value, loop: null });
}
