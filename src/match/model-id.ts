import type { Index } from '../model/knowledge.ts';
import { slug } from '../util/slug.ts';
import { regionPlace } from './hosts.ts';

/** What a model id resolves to. `model` null: the family is known, this version is not. Both null: nobody knows it. */
export interface ModelMatch {
  readonly requested: string;
  readonly model: string | null;
  readonly family: string | null;
  /** Service named by a prefix of the id (`bedrock/`, `openrouter/`). */
  readonly service: string | null;
  readonly region: string | null;
  /** Place named by a region or geographic prefix of the id. */
  readonly place: string | null;
  /** The id needs a place where a model is expected to be believed. */
  readonly boundOnly: boolean;
}

/** Parts after a known stem that do not make another model: sizes, dates, revisions, quantisations, common variants. */
const VARIANT =
  /^(?:\d+(?:x\d+)?[bmkt]?|[ae]\d+[bm]?|v\d+|\d+p\d+|latest|preview|exp|experimental|instruct|inst|chat|it|base|pt|hf|tuned|beta|stable|free|maas|online|cloud|fast|highspeed|text|thinking|non|reasoning|dpo|sft|gguf|ggml|awq|gptq|exl\d|mlx|onnx|fp\d+|bf\d+|nf\d|int\d+|w\d+a\d+|i?q\d+|k|[smxl]|[smxl]{1,3}|0|1|bit|\d+bit|nvfp\d|mxfp\d|qat|bnb|unsloth|dynamic|ud|tee|turbo\d*|vision|fc|tools?|extended|alpha|rc\d*|final|main|default|original|distilled|customtools|g\d+)$/;

/** Words before the stem that a re-uploader or host puts there. */
const LEADING = new Set(['hf', 'co', 'models', 'accounts', 'fireworks', 'publishers', 'library', 'meta', 'us', 'eu', 'apac', 'global', 'cf', 'pro', 'model', 'm']);

const ID = /^[@A-Za-z0-9][A-Za-z0-9@._:/+~-]{1,150}$/;

/**
 * Resolves a model id as code writes it. `bound`: it stands where a model is expected, so short and ordinary words count too;
 * otherwise only ids that are distinctive by themselves do. Null: this is no model id anybody knows.
 */
export function resolveModelId(index: Index, text: string, bound: boolean, service: string | null = null): ModelMatch | null {
  const requested = text.trim();
  if (!ID.test(requested) || requested.startsWith('./') || requested.startsWith('../')) return null;
  const prefix = stripService(index, requested);
  const geography = stripGeography(index, prefix.rest, prefix.service ?? service);
  const of = geography.service ?? prefix.service;
  const base = { requested, service: of, region: geography.region, place: geography.place };
  const alias = aliasOf(index, of ?? service, geography.rest);
  if (alias) return { ...base, model: alias, family: index.models.get(alias)?.family ?? null, boundOnly: false };
  for (const spelling of spellings(geography.rest)) {
    const hit = lookUp(index, spelling, bound);
    if (hit) return { ...base, ...hit };
  }
  return null;
}

function aliasOf(index: Index, service: string | null, id: string): string | null {
  if (service === null) return null;
  return index.modelAliases.get(`${service}:${slug(id)}`) ?? index.modelAliases.get(`${service}:${slug(id.split('/').at(-1) ?? id)}`) ?? null;
}

/** Takes off the longest prefix that names a service. */
function stripService(index: Index, id: string): { rest: string; service: string | null } {
  const lower = id.toLowerCase();
  let best = '';
  // Prefixes end at a slash or a colon: only those cuts are looked up.
  for (let at = 1; at < lower.length; at++) {
    const char = lower[at];
    if (char !== '/' && char !== ':') continue;
    const prefix = lower.slice(0, at + 1);
    if (index.servicePrefixes.has(prefix)) best = prefix;
  }
  return best === '' ? { rest: id, service: null } : { rest: id.slice(best.length), service: index.servicePrefixes.get(best) ?? null };
}

/** Takes off `eu-central-1/`, `us.` and the like, by the tables of the service (any service with such a table when none is known). */
function stripGeography(index: Index, id: string, service: string | null): { rest: string; service: string | null; region: string | null; place: string | null } {
  const slash = id.indexOf('/');
  if (service !== null && slash > 0) {
    const region = id.slice(0, slash).toLowerCase();
    const place = regionPlace(index, service, region) ?? index.services.get(service)?.modelRegions[`${region}/`] ?? null;
    if (place !== null) return { rest: id.slice(slash + 1), service: null, region, place };
  }
  const arn = /^arn:aws[a-z-]*:bedrock:([a-z0-9-]*):\d*:(?:inference-profile|foundation-model|application-inference-profile)\/(.+)$/.exec(id);
  const rest = arn?.[2] ?? id;
  const lower = rest.toLowerCase();
  const dotted = /^[a-z]{2,8}(?:-gov)?\.(?=[a-z0-9]+\.)/.exec(lower)?.[0];
  for (const candidate of dotted || arn ? index.services.values() : []) {
    const place = dotted ? candidate.modelRegions[dotted] : undefined;
    if (dotted && place !== undefined) return { rest: rest.slice(dotted.length), service: candidate.id, region: dotted.slice(0, -1), place };
  }
  return { rest, service: null, region: arn?.[1] || null, place: null };
}

/** The ways one id can be cut: whole, after its last slash, after a vendor and a dot (`anthropic.claude-...`). */
function spellings(id: string): string[] {
  const clean = id.replace(/^@/, '').replace(/\.(?:gguf|safetensors|bin|onnx|pt)$/i, '');
  const last = clean.slice(clean.lastIndexOf('/') + 1);
  const dotted = /^[a-z0-9]+\.(?=[a-z])/i.exec(last)?.[0];
  const result = [clean];
  if (last !== clean) result.push(last);
  if (dotted) result.push(last.slice(dotted.length));
  // fireworks writes glm-5p2 for GLM 5.2
  if (/\dp\d/.test(last)) result.push(last.replace(/(\d)p(\d)/g, '$1.$2'));
  return result;
}

type Hit = Pick<ModelMatch, 'model' | 'family' | 'boundOnly'>;

/** Longest known stem whose rest is only a variant; else the family by its prefix. */
function lookUp(index: Index, spelling: string, bound: boolean): Hit | null {
  const words = slug(spelling).split('-');
  for (let start = 0; start < Math.min(words.length, 4); start++) {
    if (start > 0 && !LEADING.has(words[start - 1] as string)) break;
    const hit = lookUpFrom(index, words.slice(start), bound);
    if (hit) return hit;
  }
  return null;
}

function lookUpFrom(index: Index, words: readonly string[], bound: boolean): Hit | null {
  for (let length = words.length; length > 0; length--) {
    const stem = index.stems.get(words.slice(0, length).join('-'));
    if (!stem || (stem.boundOnly && !bound)) continue;
    if (words.slice(length).every((word) => VARIANT.test(word))) return { model: stem.model, family: stem.family, boundOnly: stem.boundOnly };
    // A longer name than we know: another version of the same family, never silently the one we know.
    return bound || length > 1 ? familyOf(index, words, bound) ?? { model: null, family: stem.family, boundOnly: true } : familyOf(index, words, bound);
  }
  return familyOf(index, words, bound);
}

/** The family whose prefix the id has. Unbound, a digit must follow: `claude-code` alone is a product, `claude-9` a model. */
function familyOf(index: Index, words: readonly string[], bound: boolean): Hit | null {
  const text = words.join('-');
  for (let end = Math.min(text.length, 40); end > 1; end--) {
    const family = index.familyPrefixes.get(text.slice(0, end));
    if (family === undefined) continue;
    if (bound || /^\d/.test(text.slice(end)) || /\d/.test(text.slice(end, end + 12))) return { model: null, family, boundOnly: !/\d/.test(text) };
  }
  return null;
}
