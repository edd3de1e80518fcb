import { existsSync } from 'node:fs';

/** A file of the build: beside the bundle or above its chunks, or in `dist` when running from the sources; null when it was not built. */
export function builtFile(name: string): URL | null {
  for (const place of [`./${name}`, `../${name}`, `../../dist/${name}`]) {
    const url = new URL(place, import.meta.url);
    if (existsSync(url)) return url;
  }
  return null;
}
