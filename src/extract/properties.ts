import type { Candidate, Extraction } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { DEFAULT_LIMITS } from '../model/limits.ts';
import { eachLine } from './manifests/lines.ts';
import { createPlacer } from './place.ts';
import { MAX_TEXT, withinTexts } from './settings.ts';

const ENTRY = /^[ \t\f]*((?:\\.|[^\\:=\s#!])(?:\\.|[^\\:=\s])*)[ \t\f]*[:=]?[ \t\f]*(.*)$/;

/** Java properties: `name = value` by line, names taken apart at their dots. A value that goes on in the next line is cut at its end. */
export function extractProperties(file: SourceFile): Extraction {
  const place = createPlacer(file);
  const candidates: Candidate[] = [];
  let continued = false;
  eachLine(file.text, (start, end) => {
    const line = file.text.slice(start, end).replace(/\r$/, '');
    const partOfLast = continued;
    continued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    const [, name, value] = partOfLast ? [] : (ENTRY.exec(line) ?? []);
    if (name === undefined || value === undefined || value.length > MAX_TEXT || candidates.length > (file.limits ?? DEFAULT_LIMITS).texts) return;
    const text = value.replace(/\\$/, '').trim();
    const at = start + line.lastIndexOf(value);
    candidates.push({
      kind: 'setting',
      path: name.replace(/\\(.)/g, '$1').split('.'),
      value: text,
      environment: false,
      location: place({ start: text === '' ? start : at, end: text === '' ? start + line.length : at + text.length }),
    });
  });
  const { kept, problems } = withinTexts(candidates, file.limits);
  return { candidates: kept, problems };
}
