import type { Extraction } from '../model/candidate.ts';
import type { Repository, SourceFile } from '../model/file.ts';
import { infrastructureOf } from './infra/documents.ts';
import { parseJson } from './json-tree.ts';
import { createPlacer } from './place.ts';
import { settingCandidates, settingsOf, withinTexts } from './settings.ts';

/** The texts of a JSON file, comments and trailing commas allowed. What stands before and after an error is read as well as it goes. */
export function extractJson(file: SourceFile, repository?: Repository): Extraction {
  const { tree, problems } = parseJson(file.text, file.limits);
  const infrastructure = tree === null ? null : infrastructureOf(tree, file, repository);
  const settings = tree === null || infrastructure?.whole ? [] : settingsOf(tree, file.limits);
  const { kept, problems: more } = withinTexts(settings, file.limits);
  return {
    candidates: [...settingCandidates(kept, createPlacer(file)), ...(infrastructure?.candidates ?? [])],
    problems: [...problems, ...more],
  };
}
