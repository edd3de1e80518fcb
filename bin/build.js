// Builds dist/: the bundle with lazily loaded chunks, the compiled knowledge base and its prefilter.
// Everything is made beside it first and moved at the end, so that a failed build leaves the old one whole.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { mergeChunks } from './merge-chunks.js';
import { bundled, notices } from './notices.js';
import { sbom } from './sbom.js';

/** Hash over all that was made: what is kept between runs is good for this build only. */
function buildId(folder) {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names) hash.update(`${name.slice(folder.length)}\n`).update(readFileSync(name));
  return hash.digest('hex');
}

const target = 'dist';
const made = `.dist-${process.pid}`;
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  logLevel: 'warning',
  // Paths in the output are those below the top, wherever the packages really lie.
  preserveSymlinks: true,
  // Some packages have a CommonJS main with computed requires; their module build bundles.
  mainFields: ['module', 'main'],
  // Bundled CommonJS packages call require() for Node's own modules.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
};

try {
  mkdirSync(made);
  const { metafile } = await build({
    ...common,
    metafile: true,
    entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts', 'scan-worker': 'src/scan/worker.ts' },
    outdir: made,
    splitting: true,
    minifySyntax: true,
    chunkNames: 'chunks/[name]-[hash]',
  });
  const lazy = (name) => `chunks/${basename(Object.keys(metafile.outputs).find((file) => metafile.outputs[file].entryPoint === name))}`;
  await mergeChunks(made, [
    ['start', ['cli.js', lazy('src/cli/program.ts')]],
    ['scan', ['scan-worker.js']],
    ['audit', [lazy('src/cli/commands/audit.ts')]],
  ]);
  const packages = bundled(Object.keys(metafile.inputs));
  const parts = ['knowledge/build', 'prefilter/build', 'prefilter/serialize'];
  await build({ ...common, entryPoints: parts.map((part) => `src/${part}.ts`), outbase: 'src', outdir: `${made}/.parts` });
  const [{ buildKnowledge }, { buildPrefilter }, { writePrefilter }] = await Promise.all(
    parts.map((part) => import(pathToFileURL(`${made}/.parts/${part}.js`).href)),
  );
  const { problems, files, entries, literals } = buildKnowledge('rules');
  for (const { file, line, column, message } of problems) console.error(`${file}:${line}:${column} ${message}`);
  if (problems.length > 0) throw new Error(`${problems.length} problems in rules/`);
  for (const { name, text } of files) writeFileSync(`${made}/${name}`, text);
  writeFileSync(`${made}/prefilter.bin`, writePrefilter(buildPrefilter(literals)));
  writeFileSync(`${made}/THIRD-PARTY.txt`, notices(packages));
  writeFileSync(`${made}/sbom.cdx.json`, sbom(packages));
  rmSync(`${made}/.parts`, { recursive: true });
  writeFileSync(`${made}/build-id`, `${buildId(made)}\n`);
  // Written by bin/types.js when packing; nothing else needs it, and it takes longer than all the rest.
  if (existsSync(`${target}/index.d.ts`)) cpSync(`${target}/index.d.ts`, `${made}/index.d.ts`);
  rmSync(target, { recursive: true, force: true });
  renameSync(made, target);
  console.error(`built ${target}/ with ${entries} knowledge entries`);
} catch (error) {
  rmSync(made, { recursive: true, force: true });
  console.error(String(error));
  process.exitCode = 1;
}
