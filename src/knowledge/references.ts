/** Checks between entries: every reference resolves, sources exist, dates are in order, no two entries claim one signature. */
import { didYouMean } from '../util/closest.ts';
import type { Entities } from './collect.ts';
import { conditionProblems } from './condition.ts';
import { type Problem, positionOf } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import { usedSources } from './fact.ts';
import { isRecord } from '../util/yaml-problems.ts';

type Path = readonly (string | number)[];
type Report = (path: Path, message: string) => void;

/** All problems between entries. Runs on entries whose shape is right. */
export function checkReferences(entries: readonly RawEntry[], entities: Entities): Problem[] {
  const problems: Problem[] = [];
  const claims = new Map<string, string>();
  for (const entry of entries) {
    if (entry.document === null) {
      claim(entry, claims, () => {});
      continue;
    }
    const report: Report = (path, message) => problems.push({ file: entry.file, ...positionOf(entry, path), message });
    checkSources(entry, report);
    checkLinks(entry, entities, report);
    checkDates(entry, report);
    claim(entry, claims, report);
    if (entry.kind === 'checks') {
      const when = (entry.value as { when?: unknown }).when;
      for (const problem of conditionProblems(when, ['when'])) {
        problems.push({ file: entry.file, ...positionOf(entry, problem.path, true), message: problem.message });
      }
    }
  }
  return problems;
}

function checkSources(entry: RawEntry, report: Report): void {
  const sources = (entry.value as { sources?: Record<string, unknown> }).sources;
  if (!sources) return;
  const names = Object.keys(sources);
  for (const { name, path } of usedSources(entry.value)) {
    if (!names.includes(name)) report(path, `unknown source "${name}"${didYouMean(name, names) || `, expected one of ${names.join(', ')}`}`);
  }
}

/** Fields that point at another entry: path pattern (`*` any key) -> kind. */
const LINKS: Readonly<Record<string, readonly [string, keyof Entities][]>> = {
  organizations: [['parent', 'organizations'], ['replaced_by', 'organizations']],
  services: [
    ['operator', 'organizations'], ['terms', 'licenses'], ['regions', 'regions'], ['replaced_by', 'services'], ['model_aliases.*', 'models'],
  ],
  packages: [['publisher', 'organizations'], ['implies', 'services'], ['calls.*.service', 'services']],
  models: [
    ['developer', 'organizations'], ['versions.*.license', 'licenses'], ['versions.*.base', 'models'], ['versions.*.superseded_by', 'models'],
  ],
  events: [
    ['subject.models.*', 'models'], ['subject.developers.*', 'organizations'], ['subject.operators.*', 'organizations'],
    ['subject.services.*', 'services'], ['segments.*.effects.*.models.*', 'models'], ['segments.*.effects.*.profiles.*', 'policies'],
  ],
  regimes: [['profiles.*', 'policies']],
  policies: [['transfers', 'transfers'], ['regimes.*', 'regimes']],
};

function checkLinks(entry: RawEntry, entities: Entities, report: Report): void {
  for (const [pattern, kind] of LINKS[entry.kind] ?? []) {
    const known = entities[kind] as ReadonlyMap<string, unknown>;
    for (const { path, value } of select(entry.value, pattern.split('.'))) {
      if (typeof value !== 'string' || value === 'unknown' || known.has(value)) continue;
      report(path, `${path.join('.')}: unknown ${kind} id "${value}"${didYouMean(value, known.keys())}`);
    }
  }
}

/** Values at a path pattern; the long form of a fact is looked through. */
function select(value: unknown, pattern: readonly string[], path: (string | number)[] = []): { path: (string | number)[]; value: unknown }[] {
  const [head, ...rest] = pattern;
  if (head === undefined) {
    if (isRecord(value) && 'value' in value) return [{ path: [...path, 'value'], value: value.value }];
    return [{ path, value }];
  }
  if (Array.isArray(value)) return head === '*' ? value.flatMap((item, index) => select(item, rest, [...path, index])) : [];
  if (!isRecord(value)) return [];
  if (head === '*') return Object.entries(value).flatMap(([key, item]) => select(item, rest, [...path, key]));
  return head in value ? select(value[head], rest, [...path, head]) : [];
}

interface DatedSegments {
  readonly segments?: readonly { readonly from: string; readonly to?: string }[];
}

function checkDates(entry: RawEntry, report: Report): void {
  const segments = (entry.value as DatedSegments).segments ?? [];
  let end: string | undefined;
  segments.forEach((segment, index) => {
    if (segment.to !== undefined && Date.parse(segment.to) <= Date.parse(segment.from)) report(['segments', index, 'to'], 'a segment must end after it starts');
    if (index > 0 && (end === undefined || Date.parse(segment.from) < Date.parse(end))) {
      report(['segments', index, 'from'], 'segments must be in order and must not overlap (intervals are [from, to))');
    }
    end = segment.to;
  });
}

/** Signatures one entry claims: hosts, environment names and purls. Model ids are checked by the sample tests. */
function claim(entry: RawEntry, claims: Map<string, string>, report: Report): void {
  const value = entry.value as { hosts?: { host: string }[]; purls?: string[] };
  const owner = `${entry.kind}/${entry.id}`;
  const take = (signature: string, path: Path): void => {
    const other = claims.get(signature);
    if (other !== undefined && other !== owner) report(path, `${signature} is claimed by ${other} already`);
    else claims.set(signature, owner);
  };
  if (entry.kind === 'services') value.hosts?.forEach((host, index) => take(host.host.toLowerCase(), ['hosts', index, 'host']));
  if (entry.kind === 'packages') value.purls?.forEach((purl, index) => take(purl, ['purls', index]));
}
