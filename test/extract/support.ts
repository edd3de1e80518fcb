import type { Candidate, Extraction, PackageCandidate, SettingCandidate } from '../../src/model/candidate.ts';
import type { FileKind, SourceFile } from '../../src/model/file.ts';

/** A file with a text, at a path that does not matter unless given. */
export function fileOf(kind: FileKind, text: string, path = `input.${kind}`): SourceFile {
  return { path, kind, text };
}

/** `a.b=value`, with `$` in front where the key is an environment variable. */
export function settings({ candidates }: Extraction): string[] {
  return candidates.filter(isSetting).map(({ path, value, environment }) => `${environment ? '$' : ''}${path.join('.')}=${value}`);
}

/** `section name version`. */
export function packages({ candidates }: Extraction): string[] {
  return candidates.filter(isPackage).map(({ section, name, version }) => `${section} ${name} ${version ?? 'any'}`);
}

/** What the text shows at the place of each candidate: one line only. */
export function shown(text: string, { candidates }: Extraction): string[] {
  const lines = text.split('\n');
  return candidates.map(({ location: { line, column, endLine, endColumn } }) => {
    if (line !== endLine) return `lines ${line}:${column} to ${endLine}:${endColumn}`;
    return (lines[line - 1] ?? '').slice(column - 1, endColumn - 1);
  });
}

function isSetting(candidate: Candidate): candidate is SettingCandidate {
  return candidate.kind === 'setting';
}

function isPackage(candidate: Candidate): candidate is PackageCandidate {
  return candidate.kind === 'package';
}
