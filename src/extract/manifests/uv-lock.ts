import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { type Found, packagesOf, type Section, strongerSection, unique } from './found.ts';
import { eachPackageTable, type LockTable } from './toml-tables.ts';

/** Packages of a `uv.lock`. Direct is what a package of the project itself (editable or virtual) asks for. */
export function extractUvLock(file: SourceFile): Extraction {
  const found: Found[] = [];
  const declared = new Map<string, Section>();
  eachPackageTable(file.text, (table) => {
    const name = table.texts.get('name')?.[0];
    if (name === undefined) return;
    if (isOwn(table)) {
      declare(table, declared);
      return;
    }
    const version = table.texts.get('version')?.[0]?.text ?? null;
    found.push({ name: name.text, version, section: 'production', direct: false, start: name.start, end: name.end });
  });
  const marked = found.map((item) => {
    const section = declared.get(item.name);
    return section === undefined ? item : { ...item, direct: true, section };
  });
  return packagesOf(file, 'pypi', unique(marked));
}

function isOwn({ texts }: LockTable): boolean {
  return texts.has('source.editable') || texts.has('source.virtual') || texts.has('source.directory');
}

function declare({ texts }: LockTable, declared: Map<string, Section>): void {
  for (const [key, values] of texts) {
    const section = sectionOfKey(key);
    if (section === null) continue;
    for (const { text } of values) {
      const before = declared.get(text);
      declared.set(text, before === undefined ? section : strongerSection(before, section));
    }
  }
}

/** `dependencies.name`, `optional-dependencies.gpu.name`, `dev-dependencies.test.name`. */
function sectionOfKey(key: string): Section | null {
  if (!key.endsWith('.name')) return null;
  const [table = '', group = ''] = key.split('.');
  if (table === 'dependencies') return 'production';
  if (table === 'optional-dependencies') return sectionOf(group, 'optional');
  return table === 'dev-dependencies' ? sectionOf(group, 'development') : null;
}
