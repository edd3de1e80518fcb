import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine } from './lines.ts';

/** Artefacts of a `gradle.lockfile`: `group:artifact:version=configurations`. It does not tell what is direct. */
export function extractGradleLock(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  eachLine(text, (start, end) => {
    if (text.charCodeAt(start) === 35) return;
    const [coordinates = '', configurations = ''] = text.slice(start, end).split('=');
    const [group = '', artifact = '', version] = coordinates.split(':');
    if (version === undefined) return;
    const section = configurations.split(',').every((name) => /^(?:test|\w+Test[A-Z])/.test(name)) ? 'test' : 'production';
    const from = start + group.length + 1;
    found.push({ name: `${group}/${artifact}`, version, section, direct: false, start: from, end: from + artifact.length });
  });
  return packagesOf(file, 'maven', found);
}
