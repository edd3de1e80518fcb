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
const opaqueTypes = [...opaque].sort().map((name) => `/** Of a package that is part of this one; not for callers. */\ntype ${name} = unknown;`);
const body = [...written.values()].sort(byPlace).map(({ text }) => text);
writeFileSync('dist/index.d.ts', `// Public API of sovaudit.\n\n${[...opaqueTypes, ...body].join('\n\n')}\n\nexport { ${names.join(', ')} };\n`);
console.log(`wrote dist/index.d.ts with ${body.length} declarations`);

/** Keeps the text of a declaration, and goes on to everything it names. */
function write(symbol) {
  if (written.has(symbol.name)) {
    if (written.get(symbol.name).symbol !== symbol) throw new Error(`two declarations are called ${symbol.name}: give one of them a name of its own`);
    return;
  }
  const [declaration] = symbol.declarations;
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  const file = statement.getSourceFile();
  const text = file.text.slice(statement.getFullStart(), statement.end).trim();
  written.set(symbol.name, { symbol, file: file.fileName, at: statement.pos, text: text.replace(/^export /m, '').replace(/^export /m, '') });
  visit(statement);
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
  const { fileName } = declaration.getSourceFile();
  if (emitted.has(fileName)) {
    if (identifier.text !== symbol.name) throw new Error(`${symbol.name} is imported as ${identifier.text}: keep its name`);
    write(symbol);
  } else if (found.flags & ts.SymbolFlags.Alias) opaque.add(identifier.text);
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
