import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { type Found, packagesOf } from './found.ts';
import { parseImage } from './image-name.ts';
import { eachLine } from './lines.ts';

const FROM = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/i;
const COPY = /^\s*(?:COPY|ADD)\s+(?:--\S+\s+)*?--from=(\S+)/i;
const VARIABLE = /\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g;
const ARG = /^\s*ARG\s+([A-Za-z_]\w*)=["']?([^"'\s]+)/i;

/** Images that a Dockerfile builds on or copies from. Build arguments are filled in with their defaults; stages of the file are no images. */
export function extractDockerfile(file: SourceFile): Extraction {
  const { text } = file;
  const found: Found[] = [];
  const args = new Map<string, string>();
  const stages = new Set(['scratch']);
  eachLine(text, (start, end) => {
    const line = text.slice(start, end);
    const arg = ARG.exec(line);
    if (arg !== null) args.set(arg[1] ?? '', arg[2] ?? '');
    const from = FROM.exec(line);
    const written = (from ?? COPY.exec(line))?.[1];
    if (written === undefined) return;
    const item = stages.has(written.toLowerCase()) || /^\d+$/.test(written) ? null : read(line, written, start, args);
    if (item !== null) found.push(item);
    if (from?.[2] !== undefined) stages.add(from[2].toLowerCase());
  });
  return packagesOf(file, 'docker', found);
}

function read(line: string, written: string, start: number, args: ReadonlyMap<string, string>): Found | null {
  const filled = written.replace(VARIABLE, (whole, braced: string | undefined, fallback: string | undefined, bare: string | undefined) => {
    return args.get(braced ?? bare ?? '') ?? fallback ?? whole;
  });
  const image = parseImage(filled);
  if (image === null) return null;
  const at = start + line.indexOf(written, line.search(/\S/) + 4);
  // Where a variable stands in the name, the whole reference is its place.
  const length = written.startsWith(image.name) ? image.name.length : written.length;
  return { ...image, section: 'production', direct: true, start: at, end: at + length };
}
