import type { Extraction } from '../model/candidate.ts';
import type { Repository, SourceFile } from '../model/file.ts';
import { infrastructureOf } from './infra/documents.ts';
import { parseJson } from './json-tree.ts';
import { createPlacer } from './place.ts';
import { MAX_SETTINGS, settingCandidates, settingsOf } from './settings.ts';

/** The texts of a JSON file, comments and trailing commas allowed. What stands before and after an error is read as well as it goes. */
export function extractJson(file: SourceFile, repository?: Repository): Extraction {
  const { tree, problems } = parseJson(file.text);
  const infrastructure = tree === null ? null : infrastructureOf(tree, file, repository);
  const settings = tree === null || infrastructure?.whole ? [] : settingsOf(tree);
  return {
    candidates: [...settingCandidates(settings, createPlacer(file)), ...(infrastructure?.candidates ?? [])],
    problems:
      settings.length < MAX_SETTINGS ? problems : [...problems, { message: `more than ${MAX_SETTINGS} texts, the rest is not read`, line: 1, column: 1 }],
  };
}
