import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { blankComments, SLASHES } from './blank-comments.ts';
import { type Found, packagesOf } from './found.ts';
import { variablesOf } from './variables.ts';

const MODULE = /"([\w.-]+)"\s*%{1,3}\s*"([\w.-]+)"\s*%\s*(?:"([^"\n]+)"|([A-Za-z_][\w.]*))(?:\s*%\s*("[^"\n]*"|\w+))?/g;

/** Artefacts of an sbt build, as `group/artifact` without the suffix of the Scala version. */
export function extractSbt(file: SourceFile): Extraction {
  const text = blankComments(file.text, SLASHES);
  const variables = variablesOf(text);
  const found = [...text.matchAll(MODULE)].map((match): Found => {
    const [, group = '', artifact = '', version, variable, configuration = ''] = match;
    const start = match.index + match[0].indexOf(`"${artifact}"`, group.length + 2) + 1;
    return {
      name: `${group}/${artifact}`,
      version: version ?? variables.get(variable ?? ''),
      section: /test/i.test(configuration) ? 'test' : 'production',
      direct: true,
      start,
      end: start + artifact.length,
    };
  });
  return packagesOf(file, 'maven', found);
}
