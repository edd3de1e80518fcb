// Bundles a source file on the fly and imports it: scripts of this repository work on the sources as they are, never on an old build.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export async function fromSource(entry) {
  // Inside the repository, so that packages that are not bundled are found.
  const folder = mkdtempSync('.from-source-');
  try {
    // As deep as the sources are, so that what looks for dist/ from there finds it.
    const outfile = join(folder, 'source', 'source.js');
    await build({
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      logLevel: 'warning',
      mainFields: ['module', 'main'],
      // Bundled CommonJS packages call require() for Node's own modules.
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
