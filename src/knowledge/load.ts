import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { RuleFile } from './parse.ts';

/** Reads a rules folder or a single rule file. Files come sorted, so that the order on disk never matters. Throws when the path is missing. */
export function loadRuleFiles(path: string, custom: boolean, shownAs: string = path): RuleFile[] {
  if (!statSync(path).isDirectory()) {
    return [{ path: basename(path), shown: shownAs, text: readFileSync(path, 'utf8'), custom }];
  }
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('schema/'))
    .sort();
  return names.map((name) => ({
    path: name,
    shown: relative('', join(shownAs, name)).replaceAll('\\', '/') || name,
    text: readFileSync(join(path, name), 'utf8'),
    custom,
  }));
}
