/** Files and folders of reports -> parts of a fleet, one at a time; and what is wrong with those that are none. */
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { condense } from '../evaluate/fleet/condense.ts';
import { identified } from '../evaluate/fleet/identified.ts';
import type { Fleet } from '../model/fleet.ts';
import { type FleetJson, FleetSets } from '../report/fleet/schema.ts';
import { JsonReport } from '../report/schema.ts';
import { schemaProblems } from '../util/yaml-problems.ts';
import { VERSION } from '../version.ts';

/** A file to read, and how it is told and labelled. */
export interface ReportFile {
  readonly path: string;
  /** As it was given or found; of an absolute path the name alone. */
  readonly shown: string;
  /** What to call the repository when the report does not say. */
  readonly label: string;
}

/** Largest report that is read, unpacked: V8 holds no longer text, and no honest report comes near. */
const MOST_BYTES = 500 * 1024 * 1024;
const REPORT_NAME = /\.json(?:\.gz)?$/i;
/** Names that say nothing of a repository: then the folder does. */
const PLAIN_NAMES = new Set(['report', 'sovaudit', 'audit', 'sovaudit-report', 'index', 'result']);

/** The reports a path means: the file, or every `*.json` and `*.json.gz` below the folder, in the order of their names. Links to folders are not followed and told. */
export function* reportFiles(path: string): Iterable<ReportFile | { readonly shown: string; readonly problem: string }> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) yield { shown: shownPath(path), problem: 'there is no such file or folder' };
  else if (stats.isDirectory()) yield* below(path, '');
  else yield { path, shown: shownPath(path), label: labelOf(shownPath(path), path) };
}

function* below(root: string, folder: string): ReturnType<typeof reportFiles> {
  for (const name of readdirSync(join(root, folder)).sort()) {
    const place = folder === '' ? name : `${folder}/${name}`;
    const path = join(root, place);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isDirectory()) {
      if (lstatSync(path).isSymbolicLink()) yield { shown: place, problem: 'a link to a folder is not followed: name the folder itself' };
      else yield* below(root, place);
    } else if (REPORT_NAME.test(name)) yield { path, shown: place, label: labelOf(place, path) };
  }
}

/** A fleet names no folder of the machine its reports lay on. */
function shownPath(path: string): string {
  const place = (isAbsolute(path) ? relative('', path) : relative('', join('.', path))).replaceAll('\\', '/');
  return place.startsWith('../') || isAbsolute(place) || place === '' ? basename(path) : place;
}

/** What to call the repository of a report that does not say which it is about. */
export function repositoryLabel(path: string): string {
  return labelOf(shownPath(path), path);
}

/** `acme/letters` for `acme/letters.json` and for `acme/letters/report.json`. */
function labelOf(place: string, path: string): string {
  const parts = place.replace(REPORT_NAME, '').split('/');
  if (!PLAIN_NAMES.has(parts.at(-1)?.toLowerCase() ?? '')) return parts.join('/');
  const folder = parts.slice(0, -1).join('/');
  return folder !== '' ? folder : basename(join(path, '..')) || 'report';
}

/** Reads one file as a fleet of one or more repositories, or says what is wrong with it. Nothing of the file is kept. */
export function readPart({ path, label }: Pick<ReportFile, 'path' | 'label'>): { readonly fleet: Fleet } | { readonly problem: string } {
  let text: string;
  try {
    if (statSync(path).size > MOST_BYTES) return { problem: `larger than ${MOST_BYTES / 1024 / 1024} MB` };
    const bytes = readFileSync(path);
    text = (/\.gz$/i.test(path) ? gunzipSync(bytes, { maxOutputLength: MOST_BYTES }) : bytes).toString('utf8');
  } catch (error) {
    return { problem: `cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}` };
  }
  return partOf(text, label);
}

/** The same for the text of a file. */
export function partOf(text: string, label: string): { readonly fleet: Fleet } | { readonly problem: string } {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '') return { problem: 'is empty' };
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    return { problem: trimmed.startsWith('{') && !trimmed.endsWith('}') ? 'is cut off: the JSON does not end' : 'is not JSON' };
  }
  const stranger = strangerIn(value);
  if (stranger !== null) return { problem: stranger };
  if ((value as { kind?: unknown }).kind === 'fleet') return fleetOf(value);
  const [problem, ...others] = schemaProblems({ file: '', value, base: [], document: null, lines: null }, JsonReport);
  if (problem !== undefined) return { problem: `is no audit report: ${problem.message}${others.length === 0 ? '' : ` (and ${others.length} more)`}` };
  return { fleet: condense(value as JsonReport, label) };
}

/** Why something is not even meant to be a report of ours; null when it is. */
function strangerIn(value: unknown): string | null {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'is no audit report: not an object';
  const { tool, schemaVersion, errors, $schema, bomFormat, runs } = value as Record<string, unknown>;
  if (Array.isArray(errors) && tool === undefined) {
    const message = (errors[0] as { message?: unknown } | undefined)?.message;
    return `is the answer of an audit that failed${typeof message === 'string' ? `: ${message}` : ''}`;
  }
  if (bomFormat !== undefined) return 'is a CycloneDX document: give the report of audit -f json';
  if (runs !== undefined || (typeof $schema === 'string' && $schema.includes('sarif'))) return 'is a SARIF log: give the report of audit -f json';
  const name = (tool as { name?: unknown } | undefined)?.name;
  if (name !== 'sovaudit') return typeof name === 'string' ? `is a report of ${name}, not of sovaudit` : 'is no report of sovaudit';
  if (schemaVersion !== '1.0') return `has schema version ${JSON.stringify(schemaVersion) ?? 'none'}; sovaudit ${VERSION} reads "1.0"`;
  return null;
}

/** An earlier fleet. Its figures are not taken over, they are made anew; ids say whether what they are made from is as it was written. */
function fleetOf(value: unknown): { readonly fleet: Fleet } | { readonly problem: string } {
  const { conditions, entries, usages, leftOut } = value as FleetJson;
  const sets = { conditions, entries, usages, leftOut };
  const [problem] = schemaProblems({ file: '', value: sets, base: [], document: null, lines: null }, FleetSets);
  if (problem !== undefined) return { problem: `is no fleet report: ${problem.message}` };
  for (const [what, items] of Object.entries({ conditions, entries, usages })) {
    const changed = items.find((item) => identified(item).id !== item.id);
    if (changed !== undefined) return { problem: `was changed after it was written: the id of ${what} ${changed.id} does not fit its content` };
  }
  const known = new Set([...conditions, ...usages].map(({ id }) => id));
  const open = entries.find((entry) => !known.has(entry.conditions) || entry.occurrences.some(({ usage }) => !known.has(usage)));
  if (open !== undefined) return { problem: `is incomplete: ${open.name} refers to something that is not there` };
  return { fleet: { conditions, entries, usages, leftOut } };
}
