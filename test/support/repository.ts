import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

const folders: string[] = [];

/** A throw-away repository with these files; it is gone after the test. */
export function repository(files: Readonly<Record<string, string | Buffer>>): string {
  const root = made(files);
  folders.push(root);
  return root;
}

/** The same for all tests of a file; `after` is the hook in which it goes. */
export function lastingRepository(files: Readonly<Record<string, string | Buffer>>, after: (clean: () => void) => void): string {
  const root = made(files);
  after(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

function made(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sovaudit-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
