/** What `rules test` runs: small repositories, from samples in rules and from annotated folders, with what must come out of each. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { ANNOTATION_FILE, ANNOTATION_MARK, annotationsIn } from '../../extract/annotations.ts';
import type { RawEntry } from '../../knowledge/entry.ts';
import type * as input from '../../knowledge/schema.ts';
import type { Annotation } from '../../model/annotation.ts';
import { listFiles, readListed } from '../../sources/list.ts';
import { createReadBuffer, decode, MAX_FILE_BYTES } from '../../sources/read.ts';
import { UsageError } from '../../util/errors.ts';
import { type Path, positionOf } from '../../util/yaml-problems.ts';

/** A place to print, in a rule file or in an annotated one. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One repository to audit, and what is expected of it. */
export interface Case {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly annotations: readonly Annotation[];
  /** The rule and the verdict of a sample without annotations; null: the annotations say it. */
  readonly sample: { readonly rule: string; readonly found: boolean; readonly place: Place } | null;
  /** Folder on disk it was read from; null for samples in rules. */
  readonly folder: string | null;
  /** Where a line of one of its files is written. */
  readonly placeOf: (path: string, line: number, column: number) => Place;
}

/** Names of a project file that counts for its case. */
export const CASE_CONFIG = 'sovaudit.yaml';

/** The samples of a check: `match` and `no_match`. */
export function casesOf(entry: RawEntry): Case[] {
  const { match = [], no_match: noMatch = [] } = entry.value as input.Check;
  return [
    ...match.map((files, at) => sampleCase(entry, ['match', at], files, true)),
    ...noMatch.map((files, at) => sampleCase(entry, ['no_match', at], files, false)),
  ];
}

function sampleCase(entry: RawEntry, path: Path, texts: Readonly<Record<string, string>>, found: boolean): Case {
  const annotations = Object.entries(texts).flatMap(([name, text]) => annotationsIn(name, text));
  const place = { file: entry.file, ...positionOf(entry, path) };
  const annotated = annotations.some(({ kind, rules }) => kind === 'expect' && rules.includes(entry.id));
  return {
    files: new Map(
      Object.entries(texts)
        .filter(([name]) => !name.endsWith(ANNOTATION_FILE))
        .map(([name, text]) => [name, Buffer.from(text)]),
    ),
    annotations,
    sample: annotated ? null : { rule: entry.id, found, place },
    folder: null,
    placeOf: (name, line, column) => placeInSample(entry, [...path, name], line, column, place),
  };
}

/** A literal block keeps its lines: the place is exact. Other texts have the place of their sample. */
function placeInSample(entry: RawEntry, path: Path, line: number, column: number, sample: Place): Place {
  const { document, lines } = entry.document === null && entry.locate ? entry.locate() : entry;
  const { base } = entry;
  const node = document?.getIn([...base, ...path], true) as { type?: string; range?: readonly number[] } | undefined;
  if (node?.type !== 'BLOCK_LITERAL' || !node.range || lines === null) return sample;
  return { file: entry.file, line: lines.linePos(node.range[0] ?? 0).line + line, column };
}

/** An annotated folder, or a single annotated file. Throws `UsageError` when it is not there or holds no annotation. */
export async function caseOfFolder(path: string): Promise<Case> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`no such file or folder: ${path}`, 'give a folder with annotated files');
  const listing = await listFiles(path, { gitignore: false, include: [], exclude: [] });
  const buffer = createReadBuffer();
  const files = new Map<string, Buffer>();
  const annotations: Annotation[] = [];
  for (const { path: name } of listing.files) {
    const outcome = readListed(listing, name, buffer, MAX_FILE_BYTES);
    if (outcome.kind !== 'read' && (outcome.kind !== 'skipped' || outcome.reason !== 'binary')) continue;
    const bytes = outcome.kind === 'read' ? Buffer.from(buffer.bytes.subarray(0, outcome.length)) : Buffer.alloc(0);
    if (!name.endsWith(ANNOTATION_FILE)) files.set(name, bytes);
    if (bytes.includes(ANNOTATION_MARK)) annotations.push(...annotationsIn(name, decode(bytes, bytes.length).text));
  }
  if (annotations.length === 0)
    throw new UsageError(
      `no annotation in ${path}`,
      'write "sovaudit: expect[RULE]" or "sovaudit: clean" in a comment on or above the line it is about; everything after --fixtures is a fixture, so rule files go before it',
    );
  const folder = stats.isDirectory() ? path : dirname(path);
  const shown = folder.replaceAll('\\', '/').replace(/\/+$/, '');
  return {
    files,
    annotations,
    sample: null,
    folder,
    placeOf: (name, line, column) => ({ file: shown === '.' ? name : `${shown}/${name}`, line, column }),
  };
}
