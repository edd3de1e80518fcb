/** A model's own name, without service and region -> what the knowledge base knows of it. */
import type { Index, ModelStem } from '../model/knowledge.ts';
import { slug, wordSlug } from '../util/slug.ts';
import { readRest } from './model-words.ts';

/** How an id was recognised. `lineage`: as somebody's adaptation of what is known. */
export type Via = 'exact' | 'pattern' | 'lineage';

/** What a name stands for. `model` null: the version is not known. `family` null as well: only the developer is, by the account or the service. */
export interface NameHit {
  readonly model: string | null;
  readonly family: string | null;
  readonly developer: string | null;
  readonly via: Via;
  /** Believed only because the id stands where a model is expected. */
  readonly boundOnly: boolean;
}

/** One way to cut an id: a name, and the account or vendor before it. */
interface Spelling {
  readonly text: string;
  readonly vendor: string | null;
}

/** The best reading of a vendor path and name; null when nobody knows it. */
export function readName(index: Index, path: string, bound: boolean): NameHit | null {
  let best: NameHit | null = null;
  for (const spelling of spellings(index, path)) {
    const developer = spelling.vendor === null ? null : (index.modelVendors.get(spelling.vendor) ?? null);
    const hit = readSpelling(index, spelling.text, bound, developer);
    if (hit && rank(hit) > rank(best)) best = hit;
    if (best?.model) return best;
  }
  return best;
}

function rank(hit: NameHit | null): number {
  if (!hit) return 0;
  if (hit.model !== null) return hit.via === 'lineage' ? 4 : 5;
  if (hit.family !== null) return hit.via === 'lineage' ? 2 : 3;
  return 1;
}

const WEIGHTS = /\.(?:gguf|ggml|safetensors|bin|onnx|pt|pth|ckpt|llamafile|mlmodel|tflite|engine)$/i;

/** The ways one id can be cut, the most specific first: whole, ever shorter tails, a vendor and a dot, an account and an underscore. */
function spellings(index: Index, path: string): Spelling[] {
  const clean = path.replace(/^[@~]/, '').replace(WEIGHTS, '').replace(/-\d{5}-of-\d{5}$/, '').replace(/@[0-9a-f]{7,40}$/, '');
  const untagged = clean.replace(/:([a-z-]+)$/i, (tag, name: string) => (index.servicePrefixes.has(`${name.toLowerCase()}/`) ? '' : tag));
  const segments = untagged.split('/').filter((segment) => segment !== '');
  const result: Spelling[] = [];
  for (let from = Math.max(0, segments.length - 5); from < segments.length; from++) {
    const vendor = from === 0 ? (segments.length > 1 ? segments[0] : undefined) : segments[from - 1];
    add(result, segments.slice(from).join('/'), vendor);
    if (from > 0 && from < segments.length - 1) add(result, segments.slice(from).join('-'), vendor);
  }
  const last = segments.at(-1) ?? '';
  const before = segments.at(-2);
  const dotted = /^([a-z0-9-]+)\.(?=[a-z])/i.exec(last)?.[1];
  if (dotted !== undefined) add(result, last.slice(dotted.length + 1), dotted);
  const account = /^([a-z0-9-]+)_+(?=[a-z])/i.exec(last);
  if (account && index.modelVendors.has((account[1] as string).toLowerCase())) add(result, last.slice(account[0].length), account[1]);
  // Bedrock ends ids with a version of the deployment (:0, -v1:0), fireworks writes v3 for 3.
  const plain = last.replace(/(?:-v1)?:\d+(?::\w+)?$/, '').replace(/([a-z]-?)v(?=\d+p\d)/i, '$1');
  if (plain !== last) {
    add(result, plain, before);
    if (dotted !== undefined) add(result, plain.slice(dotted.length + 1), dotted);
  }
  return result;
}

function add(into: Spelling[], text: string, vendor: string | undefined): void {
  into.push({ text, vendor: vendor?.toLowerCase() ?? null });
}

function readSpelling(index: Index, text: string, bound: boolean, vendor: string | null): NameHit | null {
  const common = wordSlug(text);
  const written = slug(text);
  // A few names differ from another model's only in how words and numbers are joined: as written goes first.
  const asWritten = written === common ? null : readWords(index, written.split('-'), bound, vendor);
  return asWritten?.model ? asWritten : readWords(index, common.split('-'), bound, vendor);
}

function readWords(index: Index, words: readonly string[], bound: boolean, vendor: string | null): NameHit | null {
  for (let start = 0; start < Math.min(words.length, 6); start++) {
    if (start > 0 && !mayLead(index, words, start)) break;
    const hit = readFrom(index, words.slice(start), bound, vendor);
    if (hit === null) continue;
    if (start > 0 && !fits(index, words.slice(0, start), hit)) continue;
    return settle(index, start > 0 && hit.via === 'exact' ? { ...hit, via: 'pattern' } : hit, words, bound, vendor);
  }
  return settle(index, null, words, bound, vendor);
}

/** Words before the name: those hosts and tools put there, or a vendor (`bartowski/Qwen_Qwen3-8B`). */
function mayLead(index: Index, words: readonly string[], start: number): boolean {
  const word = words[start - 1] as string;
  return index.modelWords.get(word)?.includes('leading') === true || index.modelVendors.has(word) || index.modelVendors.has(words.slice(0, start).join('-'));
}

/** `deepseek-llama-3.3` is not a model of Meta: a vendor in front must be the developer of what follows. */
function fits(index: Index, before: readonly string[], hit: NameHit): boolean {
  return before.every((word) => {
    if (index.modelWords.get(word)?.includes('leading')) return true;
    const vendor = index.modelVendors.get(word) ?? index.modelVendors.get(before.join('-'));
    return vendor === undefined || vendor === hit.developer;
  });
}

/** Longest known stem first, then the family by its prefix. */
function readFrom(index: Index, words: readonly string[], bound: boolean, vendor: string | null): NameHit | null {
  for (let length = words.length; length > 0; length--) {
    const stem = index.stems.get(words.slice(0, length).join('-'));
    if (!stem) continue;
    const developer = developerOf(index, stem.family);
    if (stem.boundOnly && !bound && vendor !== developer) continue;
    const rest = words.slice(length);
    const kind = readRest(index, withoutBase(index, rest, stem), stem, isOpen(index, stem));
    const hit = { model: null, family: stem.family, developer, boundOnly: stem.boundOnly };
    if (kind === 'same') return { ...hit, model: stem.model, via: rest.length === 0 ? 'exact' : 'pattern' };
    if (kind === 'version' && (bound || /\d/.test(words.join('')))) return { ...hit, via: 'pattern' };
    // An ordinary word with ordinary words after it: `command-center`.
    if (stem.boundOnly && vendor !== developer) continue;
    if (kind === 'other' && bound) return { ...hit, via: vendor === developer ? 'pattern' : 'lineage', boundOnly: true };
    break;
  }
  return familyOf(index, words, bound, vendor);
}

/** An adaptation may name its base after itself: `hermes-3-llama-3.1-405b`. */
function withoutBase(index: Index, rest: readonly string[], stem: ModelStem): readonly string[] {
  if (rest.length === 0 || index.families.get(stem.family)?.kind !== 'adaptation') return rest;
  for (let at = 0; at < rest.length; at++) {
    for (let end = rest.length; end > at; end--) {
      const text = rest.slice(at, end).join('-');
      if (!/[a-z]{2}/.test(rest[at] as string) || (!index.stems.has(text) && !index.familyPrefixes.has(text) && !index.familyPrefixes.has(`${text}-`))) continue;
      return [...rest.slice(0, at), ...rest.slice(end)];
    }
  }
  return rest;
}

function isOpen(index: Index, stem: ModelStem): boolean {
  const weights = stem.model === null ? index.families.get(stem.family)?.weights : index.models.get(stem.model)?.weights.value;
  return weights === 'open' || weights === 'partly';
}

function developerOf(index: Index, family: string): string | null {
  return index.families.get(family)?.developer ?? null;
}

/** The family whose prefix the words have, when what follows looks like a version: numbers, size classes, forms. */
function familyOf(index: Index, words: readonly string[], bound: boolean, vendor: string | null): NameHit | null {
  const text = words.join('-');
  for (let end = Math.min(text.length, 40); end > 1; end--) {
    const family = index.familyPrefixes.get(text.slice(0, end));
    if (family === undefined || !isBoundary(text, end)) continue;
    const tail = text.slice(end).split('-').filter((word) => word !== '');
    const kind = readRest(index, tail, null, true);
    const developer = developerOf(index, family);
    const versioned = /\d/.test(text.slice(end)) || /\d-?$/.test(text.slice(0, end));
    if (kind === 'other' ? !(bound && (vendor === developer || versioned)) : !versioned && (!bound || tail.length === 0)) continue;
    return { model: null, family, developer, via: kind === 'other' && vendor !== developer ? 'lineage' : 'pattern', boundOnly: !versioned };
  }
  return null;
}

/** A prefix ends where a word or a number begins or ends: `gpt-4` is none of `gpt-41`. */
function isBoundary(text: string, end: number): boolean {
  const before = text[end - 1] as string;
  const after = text[end];
  if (after === undefined || before === '-' || after === '-') return true;
  return /\d/.test(after) !== /\d/.test(before);
}

/**
 * The last word: an account that is a developer of its own wins over the family it builds on; names that contain a known adaptation or,
 * where a model is expected, any known model, are recognised as its descendants.
 */
function settle(index: Index, hit: NameHit | null, words: readonly string[], bound: boolean, vendor: string | null): NameHit | null {
  if (hit?.model) return hit;
  if (hit && (vendor === null || vendor === hit.developer)) return hit.via === 'lineage' ? (adaptationIn(index, words) ?? hit) : hit;
  if (!bound) return hit;
  if (vendor !== null) return { model: null, family: null, developer: vendor, via: hit ? 'lineage' : 'pattern', boundOnly: true };
  return adaptationIn(index, words) ?? ancestorIn(index, words);
}

/** `llama-3.1-tulu-3`: a known adaptation further in. */
function adaptationIn(index: Index, words: readonly string[]): NameHit | null {
  for (let start = 1; start < words.length; start++) {
    for (let end = words.length; end > start; end--) {
      const stem = index.stems.get(words.slice(start, end).join('-'));
      if (!stem || stem.boundOnly || index.families.get(stem.family)?.kind !== 'adaptation') continue;
      return { model: null, family: stem.family, developer: developerOf(index, stem.family), via: 'lineage', boundOnly: true };
    }
  }
  return null;
}

/** `my-gpt-4o-deployment`, `dobby-llama-3-8b`: a known model with a number further in. */
function ancestorIn(index: Index, words: readonly string[]): NameHit | null {
  for (let start = 1; start < words.length; start++) {
    for (let end = words.length; end > start; end--) {
      const text = words.slice(start, end).join('-');
      const stem = index.stems.get(text);
      const family = stem && !stem.boundOnly ? stem.family : index.familyPrefixes.get(text);
      if (family === undefined || !/\d/.test(text) || !/[a-z]{3}/.test(text)) continue;
      return { model: null, family, developer: developerOf(index, family), via: 'lineage', boundOnly: true };
    }
  }
  return null;
}
