/** A model's own name, without service and region -> what the knowledge base knows of it. */
import type { Index, ModelStem } from '../model/knowledge.ts';
import { slug, wordSlug } from '../util/slug.ts';
import { type Spelling, spellings } from './model-spellings.ts';
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

/** What is known of the place and the surroundings of a name. */
interface Context {
  readonly bound: boolean;
  /** Developer the account before the name stands for. */
  readonly vendor: string | null;
  /** Developer whose ordinary words are believed here. */
  readonly trusted: string | null;
}

/**
 * The best reading of a vendor path and name; null when nobody knows it. `house`: the developer whose own service the id names; ordinary
 * words of that developer are believed.
 */
export function readName(index: Index, path: string, bound: boolean, house: string | null): NameHit | null {
  let best: NameHit | null = null;
  for (const spelling of spellings(index, path)) {
    const developer = spelling.vendor === null ? null : (index.modelVendors.get(spelling.vendor) ?? null);
    const hit = readSpelling(index, spelling, { bound, vendor: developer, trusted: developer ?? house });
    if (hit && rank(hit) > rank(best)) best = hit;
    if (best?.model) return best;
  }
  return best;
}

function rank(hit: NameHit | null): number {
  if (!hit) return 0;
  if (hit.model !== null) return 4;
  if (hit.family !== null) return hit.via === 'lineage' ? 2 : 3;
  return 1;
}

function readSpelling(index: Index, { text, last, stranger }: Spelling, context: Context): NameHit | null {
  const common = wordSlug(text);
  const written = slug(text);
  // A few names differ from another model's only in how words and numbers are joined: as written goes first.
  const asWritten = written === common ? null : readWords(index, written.split('-'), context);
  if (asWritten?.model) return asWritten;
  const words = common.split('-');
  const hit = readWords(index, words, context);
  return last ? settle(index, hit, words, context, stranger) : hit;
}

function readWords(index: Index, words: readonly string[], context: Context): NameHit | null {
  let best: NameHit | null = null;
  for (let start = 0; start < Math.min(words.length, 6); start++) {
    if (start > 0 && !mayLead(index, words, start)) break;
    const found = readFrom(index, words.slice(start), context);
    if (found === null) continue;
    const before = words.slice(0, start);
    const hit = fits(index, before, found) ? found : context.bound ? madeBy(index, before) : null;
    if (hit && rank(hit) > rank(best)) best = start > 0 && hit.via === 'exact' ? { ...hit, via: 'pattern' } : hit;
    if (best?.model) break;
  }
  return best;
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

/** `deepseek-llama3.3-70b`: DeepSeek's, made from another's model. */
function madeBy(index: Index, before: readonly string[]): NameHit | null {
  const developer = index.modelVendors.get(before.join('-')) ?? index.modelVendors.get(before.at(-1) as string) ?? null;
  return developer === null ? null : { model: null, family: null, developer, via: 'lineage', boundOnly: true };
}

/** Longest known stem first, then the family by its prefix. */
function readFrom(index: Index, words: readonly string[], context: Context): NameHit | null {
  const { bound, trusted } = context;
  for (let length = words.length; length > 0; length--) {
    const stem = index.stems.get(words.slice(0, length).join('-'));
    if (!stem) continue;
    const developer = developerOf(index, stem.family);
    if (stem.boundOnly && !bound && trusted !== developer) continue;
    const rest = words.slice(length);
    const open = isOpen(index, stem);
    const kind = readRest(index, withoutBase(index, rest, stem), stem, open);
    const hit = { model: null, family: stem.family, developer, boundOnly: stem.boundOnly };
    // `mistral` is a model, `mistral-large` another family of the same house.
    const closer = kind === 'same' ? null : familyOf(index, words, context, words.slice(0, length).join('-').length);
    if (closer) return closer;
    if (kind === 'same') return { ...hit, model: stem.model, via: rest.length === 0 ? 'exact' : 'pattern' };
    if (kind === 'version' && (bound || /\d/.test(words.join('')))) return { ...hit, via: 'pattern' };
    // An ordinary word with ordinary words after it: `command-center`.
    if (stem.boundOnly && trusted !== developer) continue;
    if (kind === 'other' && bound) return { ...hit, via: trusted === developer || !open ? 'pattern' : 'lineage', boundOnly: true };
    break;
  }
  return familyOf(index, words, context);
}

/** An adaptation may name its base after itself: `hermes-3-llama-3.1-405b`. */
function withoutBase(index: Index, rest: readonly string[], stem: ModelStem): readonly string[] {
  if (rest.length === 0 || index.families.get(stem.family)?.kind !== 'adaptation') return rest;
  for (let at = 0; at < rest.length; at++) {
    for (let end = rest.length; end > at; end--) {
      const text = rest.slice(at, end).join('-');
      if (!/[a-z]{2}/.test(rest[at] as string) || (!index.stems.has(text) && !index.familyPrefixes.has(text) && !index.familyPrefixes.has(`${text}-`)))
        continue;
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
function familyOf(index: Index, words: readonly string[], { bound, trusted }: Context, beyond = 1): NameHit | null {
  const text = words.join('-');
  const itself = bound ? (index.familyPrefixes.get(text) ?? index.familyPrefixes.get(`${text}-`)) : undefined;
  if (itself !== undefined) return { model: null, family: itself, developer: developerOf(index, itself), via: 'pattern', boundOnly: true };
  for (let end = Math.min(text.length, 40); end > beyond; end--) {
    const family = index.familyPrefixes.get(text.slice(0, end));
    if (family === undefined || !isBoundary(text, end)) continue;
    const tail = text
      .slice(end)
      .split('-')
      .filter((word) => word !== '');
    const kind = readRest(index, tail, null, true);
    const developer = developerOf(index, family);
    const versioned = /\d/.test((bound ? tail.join('') : tail[0]) ?? '') || /\d-?$/.test(text.slice(0, end));
    if (kind === 'other' ? !(bound && (trusted === developer || versioned)) : !versioned && (!bound || tail.length === 0)) continue;
    // Closed weights are adapted by nobody but their developer.
    const own = kind !== 'other' || trusted === developer || index.families.get(family)?.weights === 'closed';
    return { model: null, family, developer, via: own ? 'pattern' : 'lineage', boundOnly: !versioned };
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
function settle(index: Index, hit: NameHit | null, words: readonly string[], { bound, vendor }: Context, stranger: boolean): NameHit | null {
  if (hit?.model) return hit;
  if (hit && (vendor === null || vendor === hit.developer)) {
    const by = stranger && bound ? { ...hit, via: 'lineage' as const } : hit;
    return by.via === 'lineage' ? (adaptationIn(index, words) ?? by) : by;
  }
  if (!bound) return hit;
  if (vendor !== null) return { model: null, family: null, developer: vendor, via: hit ? 'lineage' : 'pattern', boundOnly: true };
  return adaptationIn(index, words) ?? ancestorIn(index, words, stranger);
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

/** `my-gpt-4o-deployment`, `dobby-llama-3-8b`: a known model with a number further in. What somebody published is not made of closed weights. */
function ancestorIn(index: Index, words: readonly string[], stranger: boolean): NameHit | null {
  for (let start = 1; start < words.length; start++) {
    for (let end = words.length; end > start; end--) {
      const text = words.slice(start, end).join('-');
      const stem = index.stems.get(text);
      const family = stem && !stem.boundOnly ? stem.family : index.familyPrefixes.get(text);
      if (family === undefined || !/\d/.test(text) || !/[a-z]{3}/.test(text)) continue;
      if (stranger && (stem ? !isOpen(index, stem) : index.families.get(family)?.weights === 'closed')) continue;
      return { model: null, family, developer: developerOf(index, family), via: 'lineage', boundOnly: true };
    }
  }
  return null;
}
