import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { eachLine } from './lines.ts';

const REQUIRED = /^([^\s"]+)\s+(v\d\S*)/;
const REPLACED = /^\S+(?:\s+v\S+)?\s+=>\s+([^\s.][^\s]*)\s+(v\d\S*)/;

/** Modules of a `go.mod` or a `go.work`: what is required, and what stands in for it. `// indirect` is not direct. */
export function extractGoMod(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  let block = '';
  eachLine(text, (start, end) => {
    const line = text.slice(start, end);
    const [, verb = block, opens] = /^\s*(?:(require|replace|exclude|retract|use|tool|ignore)\b\s*(\()?)?/.exec(line) ?? [];
    if (opens !== undefined) block = verb;
    else if (line.startsWith(')')) block = '';
    else {
      const body = line.replace(/^\s*(?:require|replace)\s+/, '').trimStart();
      const [whole, name, version] = (verb === 'require' ? REQUIRED : verb === 'replace' ? REPLACED : /$^/).exec(body) ?? [];
      if (whole === undefined || name === undefined || version === undefined) return;
      const from = start + line.length - body.length + whole.lastIndexOf(name);
      found.push({ name, version, section: 'production', direct: !/\/\/\s*indirect\b/.test(line), start: from, end: from + name.length });
    }
  });
  return packagesOf(file, 'golang', found);
}
