import type { Candidate, Extraction } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { eachLine } from './manifests/lines.ts';
import { createPlacer } from './place.ts';

const INSTRUCTION = /^\s*(FROM|ADAPTER|LICENSE)\s+(\S.*?)\s*$/i;
const TEXT = /^\s*(?:SYSTEM|TEMPLATE|LICENSE|MESSAGE\s+\w+)\s+"""/i;

/** What an Ollama Modelfile builds on: `FROM`, `ADAPTER` and `LICENSE`. Texts between three quotes are stepped over. */
export function extractModelfile(file: SourceFile): Extraction {
  const place = createPlacer(file);
  const candidates: Candidate[] = [];
  let inText = false;
  eachLine(file.text, (start, end) => {
    const line = file.text.slice(start, end);
    const opens = !inText && TEXT.test(line);
    const quotes = line.split('"""').length - 1;
    const wasInText = inText;
    if (opens || inText) inText = opens ? quotes < 2 : quotes === 0;
    if (opens || wasInText) return;
    const [, word, value] = INSTRUCTION.exec(line) ?? [];
    if (word === undefined || value === undefined) return;
    const at = start + line.lastIndexOf(value);
    candidates.push({
      kind: 'setting',
      path: [word.toUpperCase()],
      value: value.replace(/^"(.*)"$/, '$1'),
      environment: false,
      location: place({ start: at, end: at + value.length }),
    });
  });
  return { candidates, problems: [] };
}
