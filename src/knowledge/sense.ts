/** Checks of sense: what the shape allows and the references resolve, and still cannot be. For a whole rules folder; never run by an audit. */
import { isRecord, isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import type { Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import { usedSources } from './fact.ts';
import type * as input from './schema.ts';
import { plainValue } from './select.ts';

type Report = (path: Path, message: string, key?: boolean) => void;

/** All that makes no sense in entries whose shape is right. `today` (`YYYY-MM-DD`) is the day nothing can have been read after. */
export function checkSense(entries: readonly RawEntry[], entities: Entities, today: string): Problem[] {
  const problems: Problem[] = [];
  for (const entry of entries) {
    if (!isWritten(entry)) continue;
    const report: Report = (path, message, key = false) => problems.push({ file: entry.file, ...positionOf(entry, path, key), message });
    checkSources(entry, today, report);
    checkNotes(entry.value, [], report);
    if (entry.kind === 'organizations') checkControl(entry, entities, report);
    if (entry.kind === 'services') checkService(entry, entities, report);
    if (entry.kind === 'models') checkVersions(entry, entities, today, report);
    if (entry.kind === 'events') checkVerified(entry, today, report);
    if (entry.kind === 'vocab') checkBlocs(entry, report);
  }
  return problems;
}

/** Who belongs to a bloc is a fact like any other. */
function checkBlocs(entry: RawEntry, report: Report): void {
  const { blocs = {} } = entry.value as input.Vocabulary;
  for (const [name, bloc] of Object.entries(blocs))
    if (Array.isArray(bloc)) report(['blocs', name], `bloc ${name} has no source: write { name, members, from }`, true);
}

/** Every source is used, nothing was read in the future, and what was read can be found again over https. */
function checkSources(entry: RawEntry, today: string, report: Report): void {
  const { sources } = entry.value as { sources?: Record<string, input.Source> };
  if (sources === undefined) return;
  const used = new Set(usedSources(entry.value).map(({ name }) => name));
  if (Object.keys(sources).length === 0) report(['sources'], 'no source: say how this is known, at least "basis: background"', true);
  for (const [name, source] of Object.entries(sources)) {
    if (!used.has(name)) report(['sources', name], `source "${name}" is used by nothing: name it in a "from", or remove it`, true);
    if (source.as_of !== undefined && source.as_of > today)
      report(['sources', name, 'as_of'], `as_of lies in the future: found ${source.as_of}, today is ${today}`);
    if (source.basis === 'read' && source.url !== undefined && !source.url.startsWith('https://'))
      report(['sources', name, 'url'], `a source that was read needs an https url, found ${source.url}`);
  }
}

/** `unknown` says why, so that the next reader knows what was tried. */
function checkNotes(value: unknown, path: Path, report: Report): void {
  if (value === 'unknown') {
    report(path, 'unknown without a reason: write { value: unknown, note: "why" }');
    return;
  }
  if (isRecord(value) && value.value === 'unknown') {
    if (typeof value.note !== 'string' || value.note === '') report(path, 'unknown without a reason: add note: "why"');
    return;
  }
  if (Array.isArray(value)) for (const [at, item] of value.entries()) checkNotes(item, [...path, at], report);
  else if (isRecord(value)) for (const [key, item] of Object.entries(value)) if (key !== 'sources') checkNotes(item, [...path, key], report);
}

/** Who controls the parent controls the child. */
function checkControl(entry: RawEntry, entities: Entities, report: Report): void {
  const value = entry.value as input.Organization;
  const parent = plainValue(value.parent);
  const above = typeof parent === 'string' ? entities.organizations.get(parent)?.controller.value : null;
  const own = plainValue(value.controller);
  if (above && own !== 'unknown' && own !== above)
    report(['controller'], `controller: found ${String(own)}, but the parent ${String(parent)} is controlled from ${above}`);
}

/** A place that holds a region holds the region's country: "EU" needs an EU country. */
function checkService(entry: RawEntry, entities: Entities, report: Report): void {
  const value = entry.value as input.Service;
  if (value.self_hosted && value.operator !== undefined) report(['operator'], 'self_hosted software is operated by its user: leave the operator out', true);
  if (!value.self_hosted && value.operator === undefined) report([], 'missing key "operator" (or say self_hosted: true)');
  const table = value.regions === undefined ? undefined : entities.regions.get(value.regions);
  const { blocs } = entities.vocabulary;
  value.hosts?.forEach(({ location, region }, at) => {
    if (region === undefined) return;
    const country = table?.get(region);
    const place = plainValue(location);
    if (country === undefined)
      report(
        ['hosts', at, 'region'],
        `region "${region}" is not in ${value.regions === undefined ? 'a table: name one with "regions"' : `regions/${value.regions}`}`,
      );
    else if (typeof place === 'string' && place !== 'unknown' && place !== country && !blocs[place]?.includes(country)) {
      report(['hosts', at, 'location'], `location: found ${place}, but region ${region} is in ${country}`);
    }
  });
  value.env?.forEach(({ name }, at) => {
    if (!/^[A-Za-z_]\w*$/.test(name))
      report(['env', at, 'name'], `"${name}" cannot be the name of an environment variable: expected letters, digits and _, no digit first`);
  });
  value.hosts?.forEach(({ host }, at) => {
    if (/\{region\}/.test(host) && table === undefined) report(['hosts', at, 'host'], `{region} needs a table: name one with "regions"`);
  });
}

const NOT_OUT_YET = new Set(['announced', 'expected', 'preview', 'withheld']);

function checkVersions(entry: RawEntry, entities: Entities, today: string, report: Report): void {
  const family = entry.value as input.ModelFamily;
  for (const [key, version] of Object.entries(family.versions)) {
    const at = (field: string): Path => ['versions', key, field];
    const [released, status, weights, license, base] = [version.released, version.status, version.weights, version.license, version.base].map(plainValue);
    if (typeof released === 'string' && released !== 'unknown' && released > today.slice(0, released.length) && !NOT_OUT_YET.has(String(status))) {
      report(
        at('released'),
        `released lies in the future (${released}) but status is ${String(status ?? 'not given')}: expected announced, expected, preview or withheld`,
      );
    }
    const class_ = entities.licenses.get(String(license))?.class.value;
    if (weights === 'open' && class_ === 'closed-terms') report(at('license'), `weights are open but ${String(license)} are terms of a closed API`);
    if (weights === 'closed' && class_ && class_ !== 'closed-terms') report(at('license'), `weights are closed but ${String(license)} is a license on weights`);
    if (weights === 'closed' && plainValue(version.openness) === 'data-and-code')
      report(at('openness'), 'weights are closed: data and code cannot make the model open');
    checkOrigin(family, key, String(base ?? ''), report);
  }
}

/** An adaptation names its base, or says that it is not known; what stands on somebody else's base is an adaptation. */
function checkOrigin(family: input.ModelFamily, key: string, base: string, report: Report): void {
  const version = family.versions[key];
  const origin = version?.origin ?? family.origin;
  if (origin === 'adaptation' && base === '')
    report(['versions', key], `an adaptation names its base: add base: <model id>, or { value: unknown, note: "why" }`);
  const foreign = base.includes('/') && base.split('/')[0] !== family.developer;
  if (foreign && (origin === 'own-foundation' || origin === 'own-sovereign')) {
    report(['versions', key, 'base'], `a model on the base ${base} is an adaptation: add origin: adaptation to this version`);
  }
}

function checkVerified(entry: RawEntry, today: string, report: Report): void {
  const { verified_at: verified } = entry.value as input.RestrictionEvent;
  if (verified > today) report(['verified_at'], `verified_at lies in the future: found ${verified}, today is ${today}`);
}
