import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { type Found, packagesOf } from './found.ts';
import { versionsOf } from './gemfile.ts';

const POD = /^[ \t]*pod[ \t(]+["']([\w.+-]+)(\/[\w/+.-]+)?["']([^\n]*)/gm;

/** Pods of a `Podfile`. A subspec (`Name/Part`) is its pod. */
export function extractPodfile(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found = [...text.matchAll(POD)].map((match): Found => {
    const [whole, name = '', part = '', rest = ''] = match;
    const start = match.index + whole.length - rest.length - 1 - part.length - name.length;
    return { name, version: versionsOf(rest), section: 'production', direct: true, start, end: start + name.length };
  });
  return packagesOf(file, 'cocoapods', found);
}
