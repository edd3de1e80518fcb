import type { Candidate, Extraction, Language } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import { scriptBlocks } from './component-file.ts';
import type { Parser } from './expression.ts';
import { parseJavaScript } from './parse-javascript.ts';
import { parsePython } from './parse-python.ts';
import { calleeOf, entriesOf, environmentRead, requiredModule, type Resolver } from './resolve-names.ts';
import { NAME, PATTERN, STRING } from './tokens.ts';
import type { Tree } from './tree.ts';

/** Longer strings are data or prose. */
const MAX_TEXT = 2000;

/** Source code -> candidates: imports, calls with their arguments followed to their values, string literals, environment reads. Comments and docstrings never reach this far. */
export function extractCode(file: SourceFile): Extraction {
  const language: Language = file.kind === 'python' ? 'python' : 'javascript';
  const lines = lineStarts(file.text);
  const resolver: Resolver = {
    python: language === 'python',
    source: file.text,
    locate: (start, end) => {
      const from = positionAt(lines, start);
      const to = positionAt(lines, end);
      return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    },
  };
  const candidates: Candidate[] = [];
  if (language === 'python') collect(parsePython(file.text), resolver, language, 0, candidates);
  else if (file.kind === 'vue') {
    for (const block of scriptBlocks(file.text)) collect(parseJavaScript(file.text, block.start, block.end), resolver, language, candidates.length, candidates);
  } else collect(parseJavaScript(file.text), resolver, language, 0, candidates);
  return { candidates, problems: [] };
}

function collect({ tree, parser }: { tree: Tree; parser: Parser }, resolver: Resolver, language: Language, base: number, candidates: Candidate[]): void {
  for (const { module, names, typeOnly, start, end } of tree.imports) {
    candidates.push({ kind: 'import', language, module, names, typeOnly, location: resolver.locate(start, end) });
  }
  const notCalls = collectCalls(tree, resolver, language, base, candidates);
  collectTexts(tree, parser, resolver, base, notCalls, candidates);
  collectEnvironment(tree, parser, resolver, notCalls, candidates);
}

/** Calls that carry arguments or hang on something known. Returns the calls that are something else: environment reads and imports. */
function collectCalls(tree: Tree, resolver: Resolver, language: Language, base: number, candidates: Candidate[]): Set<number> {
  const notCalls = new Set<number>();
  for (const call of tree.calls) {
    const env = environmentRead(resolver, call);
    if (env) {
      notCalls.add(call.id);
      continue;
    }
    const required = language === 'javascript' ? requiredModule(call.callee, call.args[0]?.value) : null;
    if (required !== null) {
      notCalls.add(call.id);
      candidates.push({ kind: 'import', language, module: required, names: [], typeOnly: false, location: resolver.locate(call.start, call.end) });
      continue;
    }
    const callee = calleeOf(resolver, call.callee);
    if (callee.module === null && callee.receivers.length === 0 && (call.args.length === 0 || callee.path.length === 0)) continue;
    candidates.push({
      kind: 'call',
      id: base + call.id,
      language,
      module: callee.module,
      path: callee.path,
      receivers: callee.receivers.map((id) => base + id),
      viaDefault: callee.viaDefault,
      args: entriesOf(resolver, call.args),
      location: resolver.locate(call.start, call.end),
    });
  }
  return notCalls;
}

function collectTexts(tree: Tree, parser: Parser, resolver: Resolver, base: number, notCalls: ReadonlySet<number>, candidates: Candidate[]): void {
  const add = (value: string, key: string | null, call: number | null, group: string | null, start: number, end: number): void => {
    if (value.length < 2 || value.length > MAX_TEXT) return;
    candidates.push({
      kind: 'text', value, key, call: call === null ? null : base + call, group: group === null ? null : `${base}${group}`, location: resolver.locate(start, end),
    });
  };
  // The name of a variable or module is not a text of its own; the default beside it is, under the name it is assigned to.
  const named = new Set(tree.calls.filter((call) => notCalls.has(call.id)).map((call) => call.args[0]?.value.start));
  for (const use of tree.texts) {
    if (named.has(use.start)) continue;
    const call = use.call !== null && notCalls.has(use.call) ? null : use.call;
    add(use.text, use.key, call, use.group, use.start, use.end);
  }
  const { tokens, placed } = parser;
  for (let at = 0; at < tokens.kind.length; at++) {
    if ((tokens.kind[at] !== STRING && tokens.kind[at] !== PATTERN) || placed.has(at)) continue;
    add(tokens.text[at] as string, null, null, null, tokens.start[at] as number, tokens.end[at] as number);
  }
}

/** Environment reads: by call (`os.getenv("X")`) and by member (`process.env.X`, `os.environ["X"]`), wherever they stand. */
function collectEnvironment(tree: Tree, parser: Parser, resolver: Resolver, notCalls: ReadonlySet<number>, candidates: Candidate[]): void {
  for (const call of tree.calls) {
    const env = notCalls.has(call.id) ? environmentRead(resolver, call) : null;
    if (env) candidates.push({ kind: 'env', name: env.name, fallback: env.fallback?.kind === 'text' ? env.fallback.text : null, call: null, location: env.location });
  }
  const { tokens } = parser;
  for (let at = 0; at < tokens.kind.length; at++) {
    if (tokens.kind[at] !== NAME) continue;
    const word = tokens.text[at];
    if (word !== 'environ' && word !== 'env') continue;
    if (word === 'env' && !['process', 'meta', 'Bun'].includes(tokens.text[at - 2] ?? '')) continue;
    const member = tokens.text[at + 1] === '.' && word === 'env' ? at + 2 : tokens.text[at + 1] === '[' && tokens.kind[at + 2] === STRING ? at + 2 : -1;
    const name = member < 0 ? '' : (tokens.text[member] as string);
    if (!/^[A-Z][A-Z0-9_]*$/.test(name)) continue;
    candidates.push({ kind: 'env', name, fallback: null, call: null, location: resolver.locate(tokens.start[at] as number, tokens.end[member] as number) });
  }
}
