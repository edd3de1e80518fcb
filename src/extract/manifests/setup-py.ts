import { bound, meet } from '../../model/bounds.ts';
import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { closingBracket, type Literal, literalsIn } from './brackets.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { requirementAt } from './requirement-text.ts';

const LISTS = /\b(install_requires|setup_requires|tests_require|extras_require)["']?\s*[=:]\s*(?:([[{(])|([A-Za-z_]\w*))/g;
const SECTIONS: Readonly<Record<string, Section>> = { install_requires: 'production', setup_requires: 'development', tests_require: 'test' };

/**
 * Packages of the requirement lists of a `setup.py` that are written out, there or in a variable of the file. Lists that are read or computed
 * are left.
 */
export function extractSetupPy(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found: Found[] = [];
  let variables: ReadonlyMap<string, number> | null = null;
  const read = new Set<string>();
  for (const match of text.matchAll(LISTS)) {
    const [whole, keyword = '', bracket, variable] = match;
    const open = bracket === undefined ? ((variables ??= listsOf(text)).get(variable ?? '') ?? -1) : match.index + whole.length - 1;
    if (open === -1 || read.has(`${keyword} ${open}`)) continue;
    // Lists that are never closed all reach to the end of the text.
    if (read.size >= bound('items')) {
      meet('items');
      break;
    }
    read.add(`${keyword} ${open}`);
    const close = closingBracket(text, open);
    const section = SECTIONS[keyword];
    if (section === undefined) found.push(...extras(text, open, close));
    else for (const { start, end } of literalsIn(text, open, close)) found.push(...requirementAt(text, start, end, section));
  }
  return packagesOf(file, 'pypi', found);
}

/** The brackets that open the lists and mappings variables are first set to. */
function listsOf(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const match of text.matchAll(/^(\w+)[ \t]*(?::[^=\n]+)?=\s*[[{(]/gm))
    if (!found.has(match[1] as string)) found.set(match[1] as string, match.index + match[0].length - 1);
  return found;
}

/** `{"group": ["requirement", ...]}`: a text before a colon is the name of a group. */
function extras(text: string, open: number, close: number): Found[] {
  let section: Section = 'optional';
  return literalsIn(text, open, close).flatMap((literal: Literal) => {
    if (!/^["']\s*:/.test(text.slice(literal.end, literal.end + 20))) return requirementAt(text, literal.start, literal.end, section);
    section = sectionOf(literal.text, 'optional');
    return [];
  });
}
