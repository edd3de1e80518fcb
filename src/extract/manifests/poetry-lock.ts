import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { type Found, packagesOf, type Section, strongerSection, unique } from './found.ts';
import { eachPackageTable, type LockTable } from './toml-tables.ts';

/** Packages of a `poetry.lock`, `pdm.lock` or `pylock.toml`. They do not tell what is direct. */
export function extractPoetryLock(file: SourceFile): Extraction {
  const found: Found[] = [];
  eachPackageTable(file.text, (table) => {
    const name = table.texts.get('name')?.[0];
    if (name === undefined) return;
    const version = table.texts.get('version')?.[0]?.text ?? null;
    found.push({ name: name.text, version, section: sectionOfTable(table), direct: false, start: name.start, end: name.end });
  });
  return packagesOf(file, 'pypi', unique(found));
}

/** `category` in old files, `groups` in new ones; `main` and `default` are the project itself. */
function sectionOfTable({ texts, flags }: LockTable): Section {
  const groups = [...(texts.get('groups') ?? []), ...(texts.get('category') ?? [])].map(({ text }) => text);
  const rest: Section = flags.has('optional') ? 'optional' : 'production';
  if (groups.length === 0 || groups.includes('main') || groups.includes('default')) return rest;
  return groups.map((group) => sectionOf(group, rest)).reduce(strongerSection);
}
