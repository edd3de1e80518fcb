/** What a file brings in from elsewhere, in the words of each language. */
import { afterBracket, atEnd, isName, isPunct, lineBreakBefore, startHere, text } from '../cursor.ts';
import { NAME, PUNCT, STRING } from '../tokens.ts';
import { bind, type Expression } from '../tree.ts';
import type { BraceParser } from './parser.ts';

/** Reads an import at the cursor; false when the statement is something else. */
export function parseImport(parser: BraceParser): boolean {
  switch (parser.traits.kind) {
    case 'go':
      return text(parser) === 'import' && goImport(parser);
    case 'java':
    case 'kotlin':
    case 'scala':
      return text(parser) === 'import' && jvmImport(parser);
    case 'csharp':
    case 'fsharp':
      return netImport(parser);
    case 'rust':
      return rustImport(parser);
    case 'c':
      return text(parser) === '#include' && cImport(parser);
    case 'swift':
      return text(parser) === 'import' && isName(parser, 1) && swiftImport(parser);
    case 'dart':
      return (text(parser) === 'import' || text(parser) === 'export') && parser.tokens.kind[parser.at + 1] === STRING && dartImport(parser);
  }
}

function note(parser: BraceParser, module: string, names: readonly string[], start: number): void {
  parser.tree.imports.push({ module, names, typeOnly: false, start, end: parser.tokens.end[parser.at - 1] ?? start });
}

function bindImport(parser: BraceParser, local: string, module: string, path: readonly string[], start: number): void {
  const value: Expression = { kind: 'import', module, path, viaDefault: false, start, end: start + local.length };
  bind(parser.tree.file, local, value);
}

/** `import "x"`, `import alias "x"`, `import ( ... )`. */
function goImport(parser: BraceParser): boolean {
  parser.at++;
  if (!isPunct(parser, '(')) {
    goModule(parser);
    return true;
  }
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close) if (!goModule(parser)) parser.at++;
  parser.at = close + 1;
  return true;
}

function goModule(parser: BraceParser): boolean {
  const alias = isName(parser) ? text(parser) : isPunct(parser, '.') ? '.' : null;
  const at = parser.at + (alias === null ? 0 : 1);
  if (parser.tokens.kind[at] !== STRING) return false;
  const start = startHere(parser);
  const module = parser.tokens.text[at] as string;
  parser.placed.add(at);
  parser.at = at + 1;
  note(parser, module, [], start);
  if (alias === '.') parser.tree.opens.push(module);
  else for (const local of alias === null ? goPackageNames(module) : [alias]) bindImport(parser, local, module, [], start);
  return true;
}

/** Names a package can have that is imported without one: the last part of its path, without version and language. */
function goPackageNames(module: string): string[] {
  const parts = module.split('/').filter((part) => !/^v\d+$/.test(part));
  const last = (parts.at(-1) ?? '').replace(/\.v\d+$/, '');
  const bare = last.replace(/^go-/, '').replace(/[-.]go$/, '');
  // `anthropic-sdk-go` is package anthropic, `openai-go` openai, `langchain-go` langchain.
  const short = bare.replace(/-(?:sdk|client|api)$/, '');
  return [...new Set([last, bare, short, bare.replaceAll('-', ''), bare.replaceAll('-', '_')])].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}

/** `import a.b.C`, `import static a.B.c`, `import a.b.*`, `import a.b.C as D`, `import a.b.{C, D => E, *}`. */
function jvmImport(parser: BraceParser): boolean {
  const start = startHere(parser);
  parser.at++;
  if (text(parser) === 'static' || text(parser) === 'given') parser.at++;
  const path: string[] = [];
  while (isName(parser)) {
    path.push(text(parser));
    parser.at++;
    if (!isPunct(parser, '.') || (parser.traits.lines && lineBreakBefore(parser))) break;
    parser.at++;
  }
  if (isPunct(parser, '*')) {
    parser.at++;
    openModule(parser, path, start);
  } else if (isPunct(parser, '{')) jvmSelectors(parser, path, start);
  else if (path.at(-1) === '_') openModule(parser, path.slice(0, -1), start);
  else importName(parser, path, text(parser) === 'as' || isPunct(parser, '=>') ? takeAlias(parser) : null, start);
  if (isPunct(parser, ';')) parser.at++;
  return true;
}

function takeAlias(parser: BraceParser): string | null {
  const alias = isName(parser, 1) ? text(parser, 1) : null;
  parser.at += 2;
  return alias;
}

function openModule(parser: BraceParser, path: readonly string[], start: number): void {
  if (path.length === 0) return;
  const module = path.join('.');
  note(parser, module, [], start);
  parser.tree.opens.push(module);
}

/** A class of a package: the package is what stands before the first capital. */
function importName(parser: BraceParser, path: readonly string[], alias: string | null, start: number): void {
  const last = path.at(-1);
  if (last === undefined || path.length < 2) return;
  const capital = path.findIndex((part) => /^[A-Z]/.test(part));
  const cut = capital > 0 ? capital : path.length - 1;
  const module = path.slice(0, cut).join('.');
  note(parser, module, [last], start);
  bindImport(parser, alias ?? last, module, path.slice(cut), start);
}

function jvmSelectors(parser: BraceParser, path: readonly string[], start: number): void {
  const close = afterBracket(parser) - 1;
  parser.at++;
  while (parser.at < close) {
    if (isPunct(parser, '*') || text(parser) === '_') openModule(parser, path, start);
    else if (isName(parser)) {
      const name = text(parser);
      const renamed = isPunct(parser, '=>', 1) || text(parser, 1) === 'as';
      importName(parser, [...path, name], renamed ? text(parser, 2) : null, start);
    }
    while (parser.at < close && !isPunct(parser, ',')) parser.at++;
    parser.at++;
  }
  parser.at = close + 1;
}

/** `using A.B;`, `using static A.B;`, `using C = A.B.D;`, `open A.B`; not `using var x = ...` and `using (...)`. */
function netImport(parser: BraceParser): boolean {
  const { tokens } = parser;
  const start = startHere(parser);
  let at = parser.at;
  if (text(parser) === 'global' && text(parser, 1) === 'using') at++;
  const word = tokens.kind[at] === NAME ? tokens.text[at] : '';
  if (word !== 'using' && word !== 'open') return false;
  at++;
  if (tokens.kind[at] === NAME && (tokens.text[at] === 'static' || tokens.text[at] === 'type') && tokens.kind[at + 1] === NAME) at++;
  if (tokens.kind[at] !== NAME) return false;
  let alias: string | null = null;
  if (tokens.kind[at + 1] === PUNCT && tokens.text[at + 1] === '=') {
    alias = tokens.text[at] as string;
    at += 2;
  }
  const path: string[] = [];
  while (tokens.kind[at] === NAME) {
    path.push(tokens.text[at] as string);
    at++;
    if (tokens.kind[at] !== PUNCT || (tokens.text[at] !== '.' && tokens.text[at] !== '::')) break;
    at++;
  }
  // `using Stream s = Open()` declares a variable.
  const ended = word === 'open' || (tokens.kind[at] === PUNCT && tokens.text[at] === ';');
  if (path.length === 0 || !ended) return false;
  parser.at = at + (word === 'open' ? 0 : 1);
  if (alias === null) openModule(parser, path, start);
  else {
    note(parser, path.join('.'), [], start);
    bindImport(parser, alias, path.slice(0, -1).join('.') || (path[0] as string), path.slice(-1), start);
  }
  return true;
}

/** `use a::b::{c, d as e, self}`, `pub use a::*`, `extern crate a`; crates are the modules. */
function rustImport(parser: BraceParser): boolean {
  const start = startHere(parser);
  let at = parser.at;
  if (text(parser) === 'pub') {
    at++;
    if (isPunct(parser, '(', 1)) at = (parser.tokens.match[parser.at + 1] ?? at) + 1;
  }
  const word = parser.tokens.kind[at] === NAME ? parser.tokens.text[at] : '';
  if (word === 'extern' && parser.tokens.text[at + 1] === 'crate') {
    parser.at = at + 2;
    const crate = text(parser);
    parser.at++;
    note(parser, crate, [], start);
    return true;
  }
  if (word !== 'use') return false;
  parser.at = at + 1;
  if (isPunct(parser, '::')) parser.at++;
  useTree(parser, [], start, 0);
  if (isPunct(parser, ';')) parser.at++;
  return true;
}

function useTree(parser: BraceParser, before: readonly string[], start: number, depth: number): void {
  const path = [...before];
  while (isName(parser)) {
    path.push(text(parser));
    parser.at++;
    if (!isPunct(parser, '::')) break;
    parser.at++;
  }
  if (isPunct(parser, '{') && depth < 20) {
    const close = afterBracket(parser) - 1;
    parser.at++;
    while (parser.at < close) {
      useTree(parser, path, start, depth + 1);
      while (parser.at < close && !isPunct(parser, ',')) parser.at++;
      parser.at++;
    }
    parser.at = close + 1;
    return;
  }
  const star = isPunct(parser, '*');
  if (star) parser.at++;
  const alias = text(parser) === 'as' ? takeAlias(parser) : null;
  const [crate, ...rest] = path;
  if (crate === undefined) return;
  if (depth === 0 || !parser.tree.imports.some((known) => known.module === moduleOf(crate, rest) && known.start === start))
    note(parser, moduleOf(crate, rest), rest.slice(-1), start);
  if (star) {
    if (isOwn(crate)) parser.tree.stars.push(path.join('::'));
    else parser.tree.opens.push(crate);
    return;
  }
  const own = rest.at(-1) === 'self' ? rest.slice(0, -1) : rest;
  const local = alias ?? own.at(-1) ?? crate;
  if (isOwn(crate)) bindImport(parser, local, path.slice(0, -1).join('::'), own.slice(-1), start);
  else bindImport(parser, local, crate, own, start);
}

function isOwn(crate: string): boolean {
  return crate === 'crate' || crate === 'super' || crate === 'self';
}

function moduleOf(crate: string, rest: readonly string[]): string {
  return isOwn(crate) ? [crate, ...rest.slice(0, -1)].join('::') : crate;
}

/** `#include <curl/curl.h>`. */
function cImport(parser: BraceParser): boolean {
  const start = startHere(parser);
  parser.at++;
  if (parser.tokens.kind[parser.at] !== STRING) return true;
  const module = parser.tokens.text[parser.at] as string;
  parser.placed.add(parser.at);
  parser.at++;
  note(parser, module, [], start);
  parser.tree.opens.push(module);
  return true;
}

/** `import OpenAI`, `@testable import App`, `import struct Foundation.URL`. */
function swiftImport(parser: BraceParser): boolean {
  const start = startHere(parser);
  parser.at++;
  if (/^(?:struct|class|enum|protocol|func|var|let|typealias)$/.test(text(parser)) && isName(parser, 1)) parser.at++;
  const module = text(parser);
  parser.at++;
  while (isPunct(parser, '.') && isName(parser, 1)) parser.at += 2;
  note(parser, module, [], start);
  parser.tree.opens.push(module);
  return true;
}

/** `import 'package:x/x.dart' as y show A;`. A package is the module; files of the own package keep their path. */
function dartImport(parser: BraceParser): boolean {
  const start = startHere(parser);
  parser.at++;
  const uri = parser.tokens.text[parser.at] as string;
  parser.placed.add(parser.at);
  parser.at++;
  const module = /^package:([^/]+)\//.exec(uri)?.[1] ?? uri;
  let alias: string | null = null;
  while (!atEnd(parser) && !isPunct(parser, ';')) {
    if (text(parser) === 'as') alias = text(parser, 1);
    parser.at++;
  }
  parser.at++;
  note(parser, module, [], start);
  if (alias !== null) bindImport(parser, alias, module, [], start);
  else parser.tree.opens.push(module);
  if (!uri.startsWith('package:') && !uri.startsWith('dart:')) parser.tree.stars.push(uri);
  else if (uri.startsWith('package:')) parser.tree.stars.push(uri);
  return true;
}
