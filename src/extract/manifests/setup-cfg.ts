import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { eachLine, firstOf } from './lines.ts';
import { requirementAt } from './requirement-text.ts';

const OPTIONS: Readonly<Record<string, Section>> = { install_requires: 'production', setup_requires: 'development', tests_require: 'test' };

/** Packages of a `setup.cfg`: requirements of `[options]` and `[options.extras_require]`, on the line of the key and the indented ones below it. */
export function extractSetupCfg(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  let table = '';
  let section: Section | null = null;
  eachLine(text, (start, end) => {
    let from = firstOf(text, start, end);
    if (from === end || text[from] === '#' || text[from] === ';') return;
    if (from === start) {
      const header = /^\[(.+)\]\s*$/.exec(text.slice(start, end))?.[1];
      if (header !== undefined) table = header.trim();
      const equals = text.indexOf('=', start);
      section = header !== undefined || equals === -1 || equals >= end ? null : sectionFor(table, text.slice(start, equals).trim());
      from = equals + 1;
    }
    if (section === null) return;
    const comment = text.slice(from, end).search(/\s[#]/);
    found.push(...requirementAt(text, from, comment === -1 ? end : from + comment, section));
  });
  return packagesOf(file, 'pypi', found);
}

function sectionFor(table: string, key: string): Section | null {
  if (table === 'options') return OPTIONS[key.replaceAll('-', '_')] ?? null;
  return table === 'options.extras_require' ? sectionOf(key, 'optional') : null;
}
