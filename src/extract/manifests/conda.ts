import type { Extraction, SettingCandidate } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { lineStarts } from '../../util/lines.ts';
import { parseRequirement } from '../requirement.ts';
import { extractYaml } from '../yaml.ts';
import { type Found, packagesOf } from './found.ts';

/** `channel::name=1.0=build`, `name>=1.0`, `name 1.0`. */
const SPEC = /^(?:[^\s:]+::)?([A-Za-z0-9_][\w.-]*)\s*(.*)$/;

/** Packages of a conda environment: those of conda, and those below `pip:`. Other texts, such as `variables`, stay settings. */
export function extractConda(file: SourceFile): Extraction {
  const { candidates, problems } = extractYaml(file);
  const starts = lineStarts(file.text);
  const found: Found[] = [];
  const settings = candidates.filter((candidate) => {
    if (candidate.kind !== 'setting' || candidate.path[0] !== 'dependencies') return true;
    const item = packageOf(candidate, offsetOf(candidate, starts));
    if (item !== null) found.push(item);
    return false;
  });
  return { candidates: [...packagesOf(file, 'conda', found).candidates, ...settings], problems };
}

function packageOf({ path, value }: SettingCandidate, offset: number): Found | null {
  const common = { section: 'production', direct: true } as const;
  if (path[2] === 'pip') {
    const parsed = parseRequirement(value, 0, value.length);
    if (parsed === null) return null;
    const start = offset + parsed.start;
    return { ...common, ecosystem: 'pypi', name: parsed.name, version: parsed.version, start, end: start + parsed.name.length };
  }
  const [, name, rest = ''] = SPEC.exec(value) ?? [];
  if (name === undefined || path.length !== 2) return null;
  // `=1.0=build`: the build says nothing.
  const version = rest.replace(/^(=?[^=<>!~\s][^=]*)=.*$/, '$1').trim();
  const start = offset + value.indexOf(name, value.indexOf('::') + 1);
  return { ...common, name, version: version === '' ? null : version, start, end: start + name.length };
}

/** Offset of the text itself, behind its quote if it has one. */
function offsetOf({ value, location: { line, column, endLine, endColumn } }: SettingCandidate, starts: readonly number[]): number {
  const quoted = line === endLine && endColumn - column === value.length + 2;
  return (starts[line - 1] ?? 0) + column - 1 + (quoted ? 1 : 0);
}
