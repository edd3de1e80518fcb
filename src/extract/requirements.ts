import type { Candidate, Extraction } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { packageOfUrl } from './package-of-url.ts';
import { createPlacer } from './place.ts';
import { normalizeName, parseRequirement } from './requirement.ts';
import { sectionOf } from './section.ts';

/**
 * Packages of a pip requirements or constraints file. Other files it names (`-r`, `-c`) are read on their own. Lines that are no requirement
 * are passed over: prose in a file of that name is no error.
 */
export function extractRequirements(file: SourceFile): Extraction {
  const { text } = file;
  const place = createPlacer(file);
  const fileName = file.path.slice(file.path.lastIndexOf('/') + 1);
  const section = sectionOf(fileName, 'production');
  const direct = !fileName.toLowerCase().startsWith('constraints');
  const candidates: Candidate[] = [];
  for (const { start, end } of logicalLines(text)) {
    const line = joinContinuations(text, start, end);
    const found = parseLine(line);
    const names = new Set<string>();
    // What lies at an address may be another package than the name it is asked for under: both are told.
    for (const item of [found, givenByUrl(line)]) {
      if (item === null || names.has(normalizeName(item.name))) continue;
      names.add(normalizeName(item.name));
      const location = place({ start: start + item.start, end: start + item.start + item.name.length });
      candidates.push({ kind: 'package', ecosystem: 'pypi', name: normalizeName(item.name), version: item.version, section, direct, location });
    }
  }
  return { candidates, problems: [] };
}

function givenByUrl(line: string): ReturnType<typeof parseRequirement> {
  const url = /[a-z+]+:\/\/[^\s;]+/i.exec(line.slice(0, commentStart(line)));
  const given = url === null ? null : packageOfUrl(url[0]);
  return url && given ? { ...given, start: url.index } : null;
}

function parseLine(line: string): ReturnType<typeof parseRequirement> {
  const end = commentStart(line);
  const body = line.slice(0, end);
  if (!body.trimStart().startsWith('-') && !/^\s*[a-z+]+:\/\//i.test(body)) return parseRequirement(line, 0, end);
  // `-e git+https://host/repo#egg=name[extra]`; a comment needs a blank before it, so this `#` is none.
  const egg = body.indexOf('#egg=');
  if (egg === -1) return null;
  const stop = body.slice(egg + 5).search(/[^A-Za-z0-9._-]/);
  return parseRequirement(line, egg + 5, stop === -1 ? end : egg + 5 + stop);
}

/** `#` begins a comment at the start of a line and after a blank. */
function commentStart(line: string): number {
  for (let at = line.indexOf('#'); at !== -1; at = line.indexOf('#', at + 1)) {
    if (at === 0 || line[at - 1] === ' ' || line[at - 1] === '\t') return at;
  }
  return line.length;
}

/** Lines, where a backslash at the end joins the next one. */
function logicalLines(text: string): { readonly start: number; readonly end: number }[] {
  const lines: { readonly start: number; readonly end: number }[] = [];
  let start = 0;
  for (let from = 0; from <= text.length; ) {
    const newline = text.indexOf('\n', from);
    const end = newline === -1 ? text.length : newline;
    const last = text[end - 1] === '\r' ? end - 2 : end - 1;
    from = end + 1;
    if (newline !== -1 && last >= start && text[last] === '\\') continue;
    lines.push({ start, end });
    start = from;
  }
  return lines;
}

/** Blanks instead of backslash and line end, so that offsets stay as they are. */
function joinContinuations(text: string, start: number, end: number): string {
  const line = text.slice(start, end);
  return line.includes('\n') ? line.replace(/\\\r?\n/g, (match) => ' '.repeat(match.length)) : line;
}
