import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { sectionOf } from '../section.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { closingBracket } from './brackets.ts';
import { type Found, packagesOf, strongerSection } from './found.ts';

const DEPENDENCY = /\{\s*:(\w+)\s*,/g;

/** Packages of the `deps` function of a `mix.exs`. */
export function extractMixExs(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found: Found[] = [];
  for (const match of text.matchAll(/\bdefp?\s+\w*deps\w*(?:\([^)]*\))?\s*(?:do\b|,\s*do:)\s*/g)) {
    const open = match.index + match[0].length;
    if (text[open] !== '[') continue;
    const list = text.slice(open, closingBracket(text, open));
    for (const dependency of list.matchAll(DEPENDENCY)) found.push(read(list, dependency, open));
  }
  return packagesOf(file, 'hex', found);
}

function read(list: string, { 0: whole, 1: name = '', index }: RegExpExecArray, offset: number): Found {
  const options = list.slice(index, closingBracket(list, index));
  const version = /^\s*"([^"]*)"/.exec(options.slice(whole.length))?.[1] ?? null;
  const only = /\bonly:\s*(\[[^\]]*\]|:\w+)/.exec(options)?.[1]?.match(/\w+/g) ?? [];
  // The name in the registry may be another.
  const real = /\bhex:\s*:(\w+)/.exec(options)?.[1] ?? name;
  const optional = /\boptional:\s*true/.test(options);
  const section = only.length > 0 ? only.map((environment) => sectionOf(environment, 'production')).reduce(strongerSection) : optional ? 'optional' : 'production';
  const start = offset + index + whole.indexOf(name);
  return { name: real, version, section, direct: true, start, end: start + name.length };
}
