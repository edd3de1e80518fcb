import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { blankComments, HASH } from './blank-comments.ts';
import { type Found, packagesOf } from './found.ts';
import { versionsOf } from './gemfile.ts';

const DEPENDENCY = /\.add_(runtime_|development_)?dependency[\s(]+(?:%q[<(]|["'])([\w.-]+)[>)"']([^\n]*)/g;

/** Gems that a `*.gemspec` asks for. */
export function extractGemspec(file: SourceFile): Extraction {
  const text = blankComments(file.text, HASH);
  const found = [...text.matchAll(DEPENDENCY)].map((match): Found => {
    const [whole, kind, name = '', rest = ''] = match;
    const start = match.index + whole.length - rest.length - 1 - name.length;
    const section = kind === 'development_' ? 'development' : 'production';
    return { name, version: versionsOf(rest), section, direct: true, start, end: start + name.length };
  });
  return packagesOf(file, 'gem', found);
}
