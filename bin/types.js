// Writes dist/index.d.ts: the declarations that the public API needs, and nothing else, in one file without imports. Types of packages that are bundled
// into dist/ stand in it as `unknown`: a user has none of them installed, and none is needed to call the API.
import { writeFileSync } from 'node:fs';
import ts from 'typescript';

const ENTRY = 'src/index.ts';
const config = ts.getParsedCommandLineOfConfigFile('tsconfig.json', {}, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail });
const emitted = new Map();
const emitter = ts.createProgram([ENTRY], { ...config.options, noEmit: false, rewriteRelativeImportExtensions: true });
const { diagnostics } = emitter.emit(
  undefined,
  (path, text) => emitted.set(path.replace(/\.d\.ts$/, '.ts').replace('dist/types', 'src'), text),
  undefined,
  true,
);
for (const diagnostic of [...diagnostics, ...emitter.getSyntacticDiagnostics()]) fail(diagnostic);

// The emitted declarations are read again as if they stood in src/: there they find one another and the packages.
const host = ts.createCompilerHost(config.options);
const { getSourceFile } = host;
host.getSourceFile = (path, ...rest) => {
  const text = emitted.get(path);
  return text === undefined ? getSourceFile.call(host, path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
};
const program = ts.createProgram([ENTRY], { ...config.options, noEmit: true }, host);
const checker = program.getTypeChecker();
const entry = program.getSourceFile(ENTRY) ?? program.getSourceFiles().find(({ fileName }) => fileName.endsWith(ENTRY));

const written = new Map();
const opaque = new Set();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(entry)).map((symbol) => ({ name: symbol.name, symbol: original(symbol) }));
for (const { symbol } of exported) write(symbol);
for (const { name, symbol } of exported) if (name !== symbol.name) throw new Error(`exported under another name: ${symbol.name} as ${name}`);

const names = exported.map(({ name, symbol }) => (symbol.flags & ts.SymbolFlags.Value ? name : `type ${name}`)).sort();
const body = [...written.values()].sort(byPlace).map(textOf);
const opaqueTypes = [...opaque].sort().map((name) => `/** Of a package that is part of this one; not for callers. */\ntype ${name} = unknown;`);
// Whoever has no types of Node installed knows no Buffer; it is a Uint8Array to them.
if (body.some((text) => /\bBuffer\b/.test(text))) opaqueTypes.push('type Buffer = Uint8Array;');
writeFileSync('dist/index.d.ts', `// Public API of sovaudit.\n\n${[...opaqueTypes, ...body].join('\n\n')}\n\nexport { ${names.join(', ')} };\n`);
console.log(`wrote dist/index.d.ts with ${body.length} declarations`);

/** Keeps a declaration, and goes on to everything it names. A second one of the same name gets a number behind it. */
function write(symbol) {
  if (written.has(symbol)) return;
  const [declaration] = symbol.declarations;
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const taken = new Set([...written.values()].map(({ name }) => name));
  let name = symbol.name;
  for (let number = 2; taken.has(name); number++) name = `${symbol.name}${number}`;
  written.set(symbol, { name, statement, file: statement.getSourceFile().fileName, at: statement.pos });
  visit(statement);
}

/** A declaration as it was emitted, without `export`, and with the names things have in this file. */
function textOf({ statement }) {
  const { text } = statement.getSourceFile();
  const start = statement.getFullStart();
  const changes = [];
  (function collect(node) {
    if (ts.isIdentifier(node)) {
      const found = checker.getSymbolAtLocation(node);
      const known = found && written.get(original(found));
      if (known && known.name !== node.text) changes.push({ from: node.getStart(), to: node.end, name: known.name });
    }
    ts.forEachChild(node, collect);
  })(statement);
  let out = text.slice(start, statement.end);
  for (const { from, to, name } of changes.sort((a, b) => b.from - a.from)) out = out.slice(0, from - start) + name + out.slice(to - start);
  return out.trim().replace(/^export /m, '');
}

function visit(node) {
  if (ts.isIdentifier(node)) follow(node);
  if (ts.isImportTypeNode(node)) throw new Error(`${node.getText()}: name the type with an import instead`);
  ts.forEachChild(node, visit);
}

function follow(identifier) {
  const found = checker.getSymbolAtLocation(identifier);
  if (!found) return;
  const symbol = original(found);
  const [declaration] = symbol.declarations ?? [];
  if (!declaration || !isTopLevel(declaration)) return;
  if (emitted.has(declaration.getSourceFile().fileName)) write(symbol);
  else if (found.flags & ts.SymbolFlags.Alias) opaque.add(identifier.text);
}

function isTopLevel(declaration) {
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return ts.isSourceFile(statement.parent) || ts.isModuleBlock(statement.parent);
}

function original(symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function byPlace(a, b) {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.at - b.at;
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
