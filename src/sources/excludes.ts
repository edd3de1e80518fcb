import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of other people's code or of build output, at any depth. Files that git tracks are exempt. */
const FOLDERS = new Set(
  (
    '.git node_modules bower_components dist build .venv ' +
    '__pycache__ .tox .nox .mypy_cache .pytest_cache .ruff_cache .next .nuxt .svelte-kit .turbo .gradle .terraform'
  ).split(' '),
);

// What Go, PHP and Ruby leave in a vendor folder at the top; any other folder of that name may be the project's own.
const VENDOR_MARKS = ['modules.txt', 'autoload.php', 'bundle'];

/** The names a walk need not enter. */
export const EXCLUDED_FOLDERS: readonly string[] = [...FOLDERS].sort();

/** Whether a file is left out unless somebody asks for it: `tracked` files only below node_modules. Paths are relative to the audited root. */
export function createDefaultExcludes(root: string): (path: string, tracked: boolean) => boolean {
  const vendored = VENDOR_MARKS.some((mark) => existsSync(join(root, 'vendor', mark)));
  return (path, tracked) => {
    if (tracked) return path.includes('node_modules/') && path.split('/').includes('node_modules');
    if (vendored && path.startsWith('vendor/')) return true;
    for (let from = 0, slash = path.indexOf('/'); slash !== -1; from = slash + 1, slash = path.indexOf('/', from)) {
      if (FOLDERS.has(path.slice(from, slash))) return true;
    }
    return false;
  };
}
