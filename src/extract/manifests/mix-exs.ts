import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { closingBracket } from './brackets.ts';
import { type Found, packagesOf, type Section, strongerSection } from './found.ts';

const DEPENDENCY = /\{\s*:(\w+)\s*,/g;

/** Packages of the `deps` function of a `mix.exs`. */
export function extractMixExs(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found: Found[] = [];
  let end = 0;
  for (const match of text.matchAll(/\bdefp?\s+\w*deps\w*(?:\([^)]*\))?\s*(?:do\b|,\s*do:)\s*/g)) {
    const open = match.index + match[0].length;
    // Within a list that was read: brackets that never close would otherwise be looked for again and again.
    if (text[open] !== '[' || open < end) continue;
    end = closingBracket(text, open);
    const list = text.slice(open, end);
    for (const dependency of list.matchAll(DEPENDENCY)) found.push(read(list, dependency, open));
  }
  return packagesOf(file, 'hex', found);
}

function read(list: string, { 0: whole, 1: name = '', index }: RegExpExecArray, offset: number): Found {
  // No dependency is longer.
  const start = list.slice(index, index + 1000);
  const options = start.slice(0, closingBracket(start, 0));
  const version = /^\s*"([^"]*)"/.exec(options.slice(whole.length))?.[1] ?? null;
  const only = /\bonly:\s*(\[[^\]]*\]|:\w+)/.exec(options)?.[1]?.match(/\w+/g) ?? [];
  // The name in the registry may be another.
  const real = /\bhex:\s*:(\w+)/.exec(options)?.[1] ?? name;
  const otherwise: Section = /\boptional:\s*true/.test(options) ? 'optional' : 'production';
  const section = only.length === 0 ? otherwise : only.map((environment) => sectionOf(environment, 'production')).reduce(strongerSection);
  const at = offset + index + whole.indexOf(name);
  return { name: real, version, section, direct: true, start: at, end: at + name.length };
}
