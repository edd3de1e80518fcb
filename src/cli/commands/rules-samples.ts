/**
 * Every signature against the whole way a file goes in an audit: prefilter, grammar, matching. A sample is written for each signature as
 * code or configuration would, and must come out as evidence of its own entry; what another entry steals, or the prefilter misses, shows here.
 */
import { loadExtractor } from '../../extract/index.ts';
import type { RawEntry } from '../../knowledge/entry.ts';
import { isConfigFile, matchFile, matchHost, resolveModelId } from '../../match/index.ts';
import type { Evidence, Site } from '../../model/evidence.ts';
import type { Index } from '../../model/knowledge.ts';
import type { LiteralStage } from '../../scan/extract.ts';
import { classify } from '../../sources/classify.ts';
import { scopeOf } from '../../sources/scope.ts';
import { isWritten, type Problem, positionOf } from '../../util/yaml-problems.ts';
import type { Probe } from './rules-probe.ts';
import { probesOf } from './rules-probes.ts';

/** What trying signatures gave: those that are not found where they should be, those that are found where they should not, and how many were tried. */
export interface TriedSamples {
  readonly missing: readonly Problem[];
  readonly noisy: readonly Problem[];
  readonly samples: number;
}

/** Tries the signatures of entries that were written as YAML. `index` is the compiled folder, `mayMatter` looks for its literals. */
export async function checkSamples(entries: readonly RawEntry[], index: Index, mayMatter: LiteralStage): Promise<TriedSamples> {
  const missing: Problem[] = [];
  const noisy: Problem[] = [];
  let samples = 0;
  for (const entry of entries) {
    if (!isWritten(entry)) continue;
    for (const probe of probesOf(entry, index)) {
      samples++;
      const message = await failure(probe, index, mayMatter);
      if (message === null) continue;
      const unwanted = 'hit' in probe && !probe.hit;
      (unwanted ? noisy : missing).push({ file: entry.file, ...positionOf(entry, probe.path), message });
    }
  }
  return { missing, noisy, samples };
}

/** What is wrong with a sample, or null. */
async function failure(probe: Probe, index: Index, mayMatter: LiteralStage): Promise<string | null> {
  switch (probe.kind) {
    case 'host':
      return hostFailure(probe, index);
    case 'model':
      return modelFailure(probe, index);
    case 'resource':
      return resourceFailure(probe, index, mayMatter);
    case 'file':
      return fileFailure(probe, index, mayMatter);
    case 'config':
      return configFailure(probe, index, mayMatter);
  }
}

function hostFailure({ text, service, hit }: Extract<Probe, { kind: 'host' }>, index: Index): string | null {
  const found = matchHost(index, text)?.entry?.service ?? null;
  if (hit && found !== service) return `${text} does not lead to this service but to ${found === null ? 'nothing' : `services/${found}`}`;
  return !hit && found === service ? `no_match: ${text} leads to this service` : null;
}

function modelFailure({ text, model, family, bound, service, hit }: Extract<Probe, { kind: 'model' }>, index: Index): string | null {
  const found = resolveModelId(index, text, bound, service);
  const fits = model === null ? found?.family === family : found?.model === model;
  if (!hit) return fits ? `no_match: "${text}" leads to this version` : null;
  if (fits) return null;
  const instead = found === null ? 'nothing' : (found.model ?? (found.family === null ? 'its developer alone' : `the family ${found.family}`));
  return `model id "${text}"${bound ? '' : ', seen without a key that expects one,'} does not lead to ${model ?? `the family ${family}`} but to ${instead}`;
}

async function fileFailure(probe: Extract<Probe, { kind: 'file' }>, index: Index, mayMatter: LiteralStage): Promise<string | null> {
  const { file, subject, signature } = probe;
  const bytes = Buffer.from(file.text);
  if (!mayMatter(file.path, bytes, bytes.length))
    return `${signature}: the prefilter does not find it in ${JSON.stringify(file.text)} (a short name needs its delimiters as a literal)`;
  const { kind } = classify(file.path);
  const extract = kind === null ? null : await loadExtractor(kind);
  if (extract === null && probe.candidate === undefined) return null;
  const candidates =
    extract === null
      ? [probe.candidate].filter((candidate) => candidate !== undefined)
      : extract({ path: file.path, kind: kind ?? 'text', text: file.text }).candidates;
  const { evidence } = matchFile({ path: file.path, scope: 'production' }, { candidates }, index);
  if (evidence.some((seen) => isAbout(seen, subject))) return null;
  const instead = [...new Set(evidence.map(aboutWhat))].join(', ');
  return `${signature}: ${JSON.stringify(file.text)} does not lead to ${subject} but to ${instead === '' ? 'nothing' : instead}`;
}

async function resourceFailure(probe: Extract<Probe, { kind: 'resource' }>, index: Index, mayMatter: LiteralStage): Promise<string | null> {
  const { file, resource, model, region, place } = probe;
  const bytes = Buffer.from(file.text);
  if (!mayMatter(file.path, bytes, bytes.length)) return `the prefilter does not find it in ${JSON.stringify(file.text)}`;
  const { kind } = classify(file.path);
  const extract = kind === null ? null : await loadExtractor(kind);
  if (extract === null) return `nothing reads a file named ${file.path}`;
  const { evidence, sites } = matchFile(
    { path: file.path, scope: 'production' },
    { candidates: extract({ path: file.path, kind: kind ?? 'text', text: file.text }).candidates },
    index,
  );
  const seen = evidence.filter((item) => item.signature === `resources/${resource}` || isAbout(item, `resources/${resource}`));
  // An image that is a package as well is shown as that package.
  const known = seen.length > 0 || sites.some(({ deployed }) => deployed !== undefined);
  if (!known)
    return `${JSON.stringify(file.text)} does not lead to resources/${resource} but to ${[...new Set(evidence.map(aboutWhat))].join(', ') || 'nothing'}`;
  if (model === null && region === null && place === null) return null;
  const fits = sites.some(
    (site) =>
      site.deployed !== undefined &&
      (model === null || site.model?.model === model) &&
      (region === null || site.endpoint.region === region) &&
      (place === null || site.endpoint.place === place),
  );
  const found = sites
    .filter(({ deployed }) => deployed !== undefined)
    .map((site) => `${site.model?.model ?? site.model?.requested ?? 'no model'} in ${site.endpoint.region} (${site.endpoint.place})`);
  return fits ? null : `sample: expected ${[model, region, place].filter((text) => text !== null).join(', ')}, found ${found.join('; ') || 'no call path'}`;
}

function isAbout(evidence: Evidence, subject: string): boolean {
  return aboutWhat(evidence) === subject;
}

function aboutWhat({ subject }: Evidence): string {
  switch (subject.kind) {
    case 'package':
      return `packages/${subject.id}`;
    case 'service':
      return `services/${subject.id}`;
    case 'model':
      return subject.id ?? (subject.family === null ? 'a model of which only the developer is known' : `the family ${subject.family}`);
    case 'thing':
      return `${subject.type} ${subject.id}`;
    case 'resource':
      return `resources/${subject.id}`;
    case 'accelerator':
      return `accelerators/${subject.id}`;
    case 'unknown':
      return `an unknown ${subject.what}`;
  }
}

/** A whole file of a format, against all that must be found in it. A file that must find nothing may also be left unopened. */
async function configFailure({ file, finds }: Extract<Probe, { kind: 'config' }>, index: Index, mayMatter: LiteralStage): Promise<string | null> {
  const bytes = Buffer.from(file.text);
  const opened = isConfigFile(index, file.path) || mayMatter(file.path, bytes, bytes.length);
  if (!opened) return finds.length === 0 ? null : `${file.path}: the prefilter leaves it unopened (give a literal every such file holds)`;
  const { kind } = classify(file.path);
  const extract = kind === null ? null : await loadExtractor(kind);
  if (extract === null) return `${file.path}: no grammar reads it`;
  const { candidates } = extract({ path: file.path, kind: kind ?? 'text', text: file.text });
  const { sites, evidence } = matchFile({ path: file.path, scope: scopeOf(file.path) }, { candidates }, index);
  const things = evidence.flatMap(({ subject }) => (subject.kind === 'thing' ? [`${subject.type} ${subject.id}`] : []));
  const found = [...sites.filter(({ sdk, endpoint, model }) => sdk !== null || endpoint.service !== null || model !== null).map(siteWords), ...things];
  const [wanted, seen] = [finds, found].map((list) => [...new Set(list)].sort().join(', '));
  return wanted === seen ? null : `${file.path}: expected ${wanted === '' ? 'nothing' : wanted}; found ${seen === '' ? 'nothing' : seen}`;
}

/** `openai openai/gpt-5.5`; a dash for what nobody knows. */
function siteWords({ endpoint, model, dynamicModel }: Site): string {
  const asked =
    model === null
      ? dynamicModel === null
        ? '-'
        : 'dynamic'
      : (model.model ?? (model.family === null ? `unknown:${model.requested}` : `family:${model.family}`));
  return `${endpoint.service ?? endpoint.host ?? '-'} ${asked}`;
}
