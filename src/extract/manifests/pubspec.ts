import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { eachLine, firstOf, keyOf, scalarOf } from './lines.ts';

const SECTIONS: Readonly<Record<string, Section>> = {
  dependencies: 'production',
  dev_dependencies: 'development',
  dependency_overrides: 'production',
};

type Open = { -readonly [K in keyof Found]: Found[K] };

/** Packages of a `pubspec.yaml`. What comes with the SDK (`flutter: {sdk: flutter}`) is none. */
export function extractPubspec(file: SourceFile): Extraction {
  const { text } = file;
  const found: Open[] = [];
  let section: Section | undefined;
  let column = 0;
  eachLine(text, (start, end) => {
    const comment = text.slice(start, end).search(/(?:^|\s)#/);
    const stop = comment === -1 ? end : start + comment;
    const at = firstOf(text, start, stop);
    const key = at === stop ? null : keyOf(text, at, stop);
    if (key === null) return;
    const name = text.slice(key.start, key.end);
    if (at === start) {
      section = SECTIONS[name];
      column = 0;
      return;
    }
    if (section === undefined) return;
    if (column === 0) column = at - start;
    const value = scalarOf(text, key.rest, stop);
    if (at - start === column) {
      if (!/^\{\s*sdk:/.test(value)) found.push({ name, version: versionOf(value), section, direct: true, start: key.start, end: key.end });
    } else if (name === 'sdk' && at - start > column) found.pop();
    else if (name === 'version') {
      const last = found.at(-1);
      if (last !== undefined) last.version = versionOf(value);
    }
  });
  return packagesOf(file, 'pub', found);
}

function versionOf(value: string): string | null {
  return value.startsWith('{') ? (/\bversion:\s*["']?([^"',}]+)/.exec(value)?.[1]?.trim() ?? null) : value;
}
