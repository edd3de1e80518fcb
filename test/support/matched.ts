/** What matching sees in one small file, in words: for tests of matching alone. Nothing is judged, and no disk is read but for the knowledge base. */
import { loadExtractor } from '../../src/extract/index.ts';
import { loadBuiltIn } from '../../src/knowledge/load.ts';
import { matchFile } from '../../src/match/index.ts';
import type { FileMatch, Site } from '../../src/model/evidence.ts';
import type { Repository } from '../../src/model/file.ts';
import { classify } from '../../src/sources/classify.ts';

const index = loadBuiltIn();
const ALONE: Repository = { paths: new Set(), read: () => null, known: () => false };

/** Evidence and sites of a file that is all there is. */
export async function matched(path: string, text: string): Promise<FileMatch> {
  const { kind } = classify(path);
  const extractor = kind === null ? null : await loadExtractor(kind);
  if (kind === null || extractor === null) throw new Error(`nothing reads ${path}`);
  return matchFile({ path, scope: 'production' }, extractor({ path, kind, text }, ALONE), index);
}

/** Sites as `library -> where : model | what else`. */
export async function sitesOf(path: string, text: string): Promise<string[]> {
  return (await matched(path, text)).sites.map(siteWords);
}

/** Evidence as `line kind value | context | confidence`. */
export async function evidenceOf(path: string, text: string): Promise<string[]> {
  return (await matched(path, text)).evidence
    .map(({ line, kind, value, context, confidence }) => `${line} ${kind} ${value} | ${context} | ${confidence}`)
    .sort();
}

function siteWords(site: Site): string {
  const { sdk, endpoint, model, dynamicModel, purpose, confidence } = site;
  const { service, host, region, place, basis, configurable } = endpoint;
  const where = [service, host, region, place === null ? null : `in ${place}`, basis, configurable ? 'configurable' : null];
  const asked = model === null ? (dynamicModel === null ? 'no model' : `dynamic ${dynamicModel}`) : `${model.model ?? `unknown ${model.requested}`}`;
  const more = [
    model?.configurable ? 'model configurable' : null,
    purpose,
    site.artefact,
    confidence === 'high' ? null : confidence,
    site.overrides === null ? null : `overrides ${site.overrides}`,
    site.fallbackGroup === null ? null : 'fallback',
    site.keeps ? 'keeps' : null,
    site.bare ? 'bare' : null,
    site.floating ? `floating ${site.floating.join('+')}` : null,
    site.fills ? `fills ${site.fills.join('+')}` : null,
    site.modelSlots ? `model from ${site.modelSlots.join('+')}` : null,
    site.endpointSlots ? `endpoint from ${site.endpointSlots.join('+')}` : null,
  ];
  const words = (parts: readonly (string | null)[]): string => parts.filter((part) => part !== null).join(', ');
  return [`${sdk ?? 'no library'} -> ${words(where)} : ${asked}`, ...(words(more) === '' ? [] : [words(more)])].join(' | ');
}

// What is loaded and made ready once is not part of the first test.
for (const path of ['app.py', 'app.ts', 'Program.cs', 'config.yaml', '.env']) await matched(path, 'import openai\n');
