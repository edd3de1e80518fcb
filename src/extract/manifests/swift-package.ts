import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { blankComments, SLASHES } from './blank-comments.ts';
import { closingBracket } from './brackets.ts';
import { type Found, packagesOf } from './found.ts';
import { swiftName } from './swift-url.ts';

const PACKAGE = /\.package\s*\(/g;
const URL = /\burl:\s*"([^"]+)"/;
const VERSION = /(?:\b(?:from|exact|revision|branch):|\.(?:exact|revision|branch)\()\s*"([^"]+)"|"([^"]+)"\s*(\.\.[.<])\s*"([^"]+)"/;

/** Packages of a `Package.swift`, by host and path of their repository. Packages in a folder are left. */
export function extractSwiftPackage(file: SourceFile): Extraction {
  const text = blankComments(file.text, SLASHES);
  const found: Found[] = [];
  let read = 0;
  for (const match of text.matchAll(PACKAGE)) {
    const open = match.index + match[0].length - 1;
    // Within a call that was read: brackets that never close would otherwise be looked for again and again.
    if (open < read) continue;
    read = closingBracket(text, open);
    const call = text.slice(open, read);
    const url = URL.exec(call);
    const parsed = url === null ? null : swiftName(url[1] ?? '');
    if (url === null || parsed === null) continue;
    const [, plain, low, dots, high] = VERSION.exec(call) ?? [];
    const start = open + url.index + url[0].length - 1 - (url[1] ?? '').length + parsed.offset;
    const version = plain ?? (low === undefined ? null : `${low}${dots ?? ''}${high ?? ''}`);
    found.push({ name: parsed.name, version, section: 'production', direct: true, start, end: start + parsed.name.length });
  }
  return packagesOf(file, 'swift', found);
}
