/** What of a tree lies beyond the bounds of an audit is left out here, from the end, and told. */
import type { InnerBound, Met } from '../model/bounds.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { FileMatch, Site } from '../model/evidence.ts';
import { type Limits, raise } from '../model/limits.ts';
import type { Usage } from '../model/usage.ts';
import { classify } from '../sources/classify.ts';
import { type Listing, sizeListed } from '../sources/list.ts';
import { mask } from '../util/mask.ts';

/** Something cut to its bound, and what is to be told of it. */
export interface Bounded<T> {
  readonly kept: T;
  readonly told: readonly Diagnostic[];
}

/** The first files of a listing, by number and, where that is asked for, by their size together. */
export function boundedListing(listing: Listing, limits: Limits): Listing {
  const { files, told } = withinTotal(listing, listing.files.slice(0, limits.files), limits);
  const number = listing.files.length - limits.files;
  const diagnostics = number > 0 ? [tell(`more than ${limits.files} files: the last ${number} by path are not audited ${raise('files')}`), ...told] : told;
  if (diagnostics.length === 0) return listing;
  const left = { reason: 'limit', count: listing.files.length - files.length };
  return { ...listing, files, diagnostics: [...listing.diagnostics, ...diagnostics], skipped: [...listing.skipped, left] };
}

function withinTotal(listing: Listing, files: Listing['files'], { totalSize }: Limits): { readonly files: Listing['files']; readonly told: Diagnostic[] } {
  if (totalSize === null) return { files, told: [] };
  let bytes = 0;
  for (const [at, { path }] of files.entries()) {
    if (classify(path).kind !== null) bytes += sizeListed(listing, path);
    if (bytes > totalSize)
      return {
        files: files.slice(0, at),
        told: [tell(`files of more than ${totalSize} bytes: the last ${files.length - at} by path, from ${path} on, are not audited ${raise('totalSize')}`)],
      };
  }
  return { files, told: [] };
}

/** The first places of one file, with the call paths that are seen at them. `unread`: candidates that were left when there were enough. */
export function boundedMatch(match: FileMatch, path: string, { evidencePerFile }: Limits, unread = 0): Bounded<FileMatch> {
  const { evidence } = match;
  if (evidence.length <= evidencePerFile) return { kept: match, told: [] };
  const inOrder = [...evidence].sort((a, b) => a.line - b.line || a.column - b.column || (a.id < b.id ? -1 : 1));
  const dropped = new Set(inOrder.slice(evidencePerFile).map(({ id }) => id));
  const sites = match.sites.flatMap((site): Site[] => {
    const seen = site.evidence.filter((id) => !dropped.has(id));
    return seen.length === 0 && site.evidence.length > 0 ? [] : [{ ...site, evidence: seen }];
  });
  const left = unread > 0 ? `, and ${unread} texts, settings, calls or packages were not looked at` : '';
  const message = `more than ${evidencePerFile} places: the last ${dropped.size} of this file are not reported${left} ${raise('evidencePerFile')}`;
  return { kept: { ...match, evidence: evidence.filter(({ id }) => !dropped.has(id)), sites }, told: [{ ...tell(message), path }] };
}

/** What is said of a bound that was met inside a file. */
const INNER: Readonly<Record<InnerBound, (size: number) => string>> = {
  nesting: (size) => `nested more than ${size} levels deep: what is further in is not read`,
  texts: (size) => `more than ${size} texts in one value: the rest is not read`,
  items: (size) => `a list, loop or command of more than ${size} items: the rest is not looked at`,
  alternatives: (size) => `more than ${size} values that one place can have: the rest is not told apart`,
  attributes: (size) => `a resource or call with more than ${size} texts: the rest is not read`,
  callers: (size) => `more than ${size} callers or files beside it: the rest is not looked at`,
  steps: (size) => `more than ${size} steps to work its values out: what was left is not known`,
};

/** Bounds that were met inside a file, but for those that its reader told of by itself. */
export function metDiagnostics(met: Met, path: string, limits: Limits, told: readonly Diagnostic[]): Diagnostic[] {
  return [...met].flatMap(([name, place]): Diagnostic[] => {
    if (told.some(({ message }) => message.endsWith(raise(name)))) return [];
    const elsewhere = place !== null && place.path !== path ? `, at ${mask(place.path)}:${place.line}` : '';
    const { line, column } = place !== null && place.path === path ? place : { line: null, column: null };
    return [{ code: 'limit', path, line, column, message: `${INNER[name](limits[name])}${elsewhere} ${raise(name)}` }];
  });
}

/** The first files whose places are within the bound of all. */
export function boundedMatches(matches: readonly FileMatch[], { evidence: most }: Limits): Bounded<readonly FileMatch[]> {
  let places = 0;
  for (const [at, { evidence, sites }] of matches.entries()) {
    places += Math.max(evidence.length, sites.length);
    if (places <= most) continue;
    const first = evidence[0]?.path ?? sites[0]?.path ?? '.';
    const message = `more than ${most} places: those of the last ${matches.length - at} files by path, from ${first} on, are not reported ${raise('evidence')}`;
    return { kept: matches.slice(0, at), told: [tell(message)] };
  }
  return { kept: matches, told: [] };
}

/** The first call paths. */
export function boundedUsages(usages: readonly Usage[], { usages: most }: Limits): Bounded<readonly Usage[]> {
  if (usages.length <= most) return { kept: usages, told: [] };
  return { kept: usages.slice(0, most), told: [tell(`more than ${most} call paths: ${usages.length - most} are not judged ${raise('usages')}`)] };
}

function tell(message: string): Diagnostic {
  return { code: 'limit', path: '.', line: null, column: null, message };
}
