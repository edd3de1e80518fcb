import type { Extraction } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { extractYaml } from './yaml.ts';

const NOTHING: Extraction = { candidates: [], problems: [] };

/** The settings at the head of a text, between two lines of dashes. What stands below is prose: nothing is read from it. */
export function extractFrontMatter(file: SourceFile): Extraction {
  const head = /^---[ \t]*\r?\n(?:[\s\S]*?\n)?(?=---[ \t]*(?:\r?\n|$))/.exec(file.text)?.[0];
  if (head === undefined) return NOTHING;
  // What stands there is often not meant to be YAML: trouble with it is none of the reader's.
  return { candidates: extractYaml({ ...file, text: head }).candidates, problems: [] };
}
