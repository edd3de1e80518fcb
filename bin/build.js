// Builds dist/: the bundle with lazily loaded chunks, and the compiled knowledge base. `--rules-only` checks the rules and stops.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  // Bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
};

rmSync('dist/chunks', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });
await build({ ...common, entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' }, outdir: 'dist', splitting: true, minifySyntax: true, chunkNames: 'chunks/[name]-[hash]' });
await build({ ...common, entryPoints: ['src/knowledge/build.ts'], outfile: 'dist/.build/knowledge.js' });
const { buildKnowledge } = await import(pathToFileURL('dist/.build/knowledge.js').href);
const { problems, files, entries } = buildKnowledge('rules');
rmSync('dist/.build', { recursive: true });
for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column} ${message}`);
if (problems.length > 0) {
  console.error(`${problems.length} problems in rules/`);
  process.exit(1);
}
for (const { name, text } of files) writeFileSync(`dist/${name}`, text);
console.error(`built dist/ with ${entries} knowledge entries`);
