import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { eachLine } from './lines.ts';

const GEM = /^(\s*gem[\s(]+)(["'])([\w.-]+)\2/;
const VERSIONS = /^\s*,\s*(["'])([^"']*)\1/;
const OPENS = /\bdo(?:\s*\|[^|]*\|)?\s*$|^\s*(?:if|unless|case|begin)\b/;
const GROUPS = /(?:\bgroups?:|:groups?\s*=>)\s*(\[[^\]]*\]|:\w+|["']\w+["']|%i\[[^\]]*\])/;

/** Gems of a `Gemfile`, with the groups they are in. `gemspec` and gems named in code that computes them are left. */
export function extractGemfile(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found: Found[] = [];
  // The groups that hold in each open block.
  const blocks: string[] = [];
  eachLine(text, (start, end) => {
    const line = text.slice(start, end);
    const gem = GEM.exec(line);
    if (gem !== null) {
      const name = gem[3] ?? '';
      const from = start + (gem[1] ?? '').length + 1;
      const rest = line.slice(gem[0].length);
      const groups = GROUPS.exec(rest)?.[1] ?? blocks.at(-1) ?? '';
      found.push({ name, version: versionsOf(rest), section: sectionFor(groups), direct: true, start: from, end: from + name.length });
    }
    if (OPENS.test(line)) blocks.push(/^\s*group\b(.*)\bdo\b/.exec(line)?.[1] ?? blocks.at(-1) ?? '');
    else if (/^\s*end\b/.test(line)) blocks.pop();
  });
  return packagesOf(file, 'gem', found);
}

/** All texts right behind the name: `"~> 1.0", ">= 1.0.2"`. */
export function versionsOf(rest: string): string | null {
  const versions: string[] = [];
  let at = 0;
  for (let match = VERSIONS.exec(rest); match !== null && versions.length < 5; match = VERSIONS.exec(rest.slice(at))) {
    versions.push(match[2] ?? '');
    at += match[0].length;
  }
  return versions.length === 0 ? null : versions.join(', ');
}

/** A gem in the default group, or in a group that ships, is for production. */
function sectionFor(groups: string): Section {
  const names = groups.match(/\w+/g) ?? [];
  const sections = names.filter((name) => !/^(?:optional|true|false)$/.test(name)).map((name) => sectionOf(name, 'production'));
  if (sections.length === 0 || sections.includes('production')) return 'production';
  return sections.every((section) => section === 'test') ? 'test' : 'development';
}
