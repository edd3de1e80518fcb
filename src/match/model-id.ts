import type { Index } from '../model/knowledge.ts';
import { memoized } from '../util/memo.ts';
import { slug, wordSlug } from '../util/slug.ts';
import { readName, type Via } from './model-name.ts';
import { takeApart } from './model-prefix.ts';

/** What a model id resolves to. `model` null: the family is known, this version is not. `family` null as well: only the developer is. */
export interface ModelMatch {
  readonly requested: string;
  readonly model: string | null;
  readonly family: string | null;
  /** Who made it; null for an adaptation by somebody unknown of a family that is known. */
  readonly developer: string | null;
  /** How it was recognised: as written in the knowledge base, by its parts, or as a descendant of what is known. */
  readonly via: Via;
  /** Service named by a prefix of the id (`bedrock/`, `openrouter/`). */
  readonly service: string | null;
  readonly region: string | null;
  /** Place named by a region or geographic prefix of the id. */
  readonly place: string | null;
  /** The id needs a place where a model is expected to be believed. */
  readonly boundOnly: boolean;
}

const ID = /^[@~A-Za-z0-9][A-Za-z0-9@._:/+~*#-]{1,200}$/;

/** Files of weights are believed wherever they lie: their name says what they are. */
const WEIGHTS_FILE = /[^/\\]+\.(?:gguf|ggml|safetensors|llamafile)$/i;

/**
 * Resolves a model id as code writes it. `bound`: it stands where a model is expected, so short and ordinary words count too;
 * otherwise only ids that are distinctive by themselves do. Null: this is no model id anybody knows.
 */
export function resolveModelId(index: Index, text: string, bound: boolean, service: string | null = null): ModelMatch | null {
  if (service !== null) return resolveAt(index, text, bound, service);
  const { alone, expected } = resolversOf(index);
  return bound ? expected(text) : alone(text);
}

interface Resolvers {
  readonly expected: (text: string) => ModelMatch | null;
  readonly alone: (text: string) => ModelMatch | null;
}

const RESOLVERS = new WeakMap<Index, Resolvers>();

/** Every string of every file is asked about, and most are the same few words. */
function resolversOf(index: Index): Resolvers {
  const known = RESOLVERS.get(index);
  if (known) return known;
  const made: Resolvers = { expected: memoized((text) => resolveAt(index, text, true, null)), alone: memoized((text) => resolveAt(index, text, false, null)) };
  RESOLVERS.set(index, made);
  return made;
}

function resolveAt(index: Index, text: string, bound: boolean, service: string | null): ModelMatch | null {
  const requested = text.trim();
  const id = /^(?:\.{0,2}[/\\]|~[/\\]|[A-Za-z]:\\)/.test(requested) ? (WEIGHTS_FILE.exec(requested)?.[0] ?? '') : requested;
  if (!ID.test(id)) return null;
  const parts = takeApart(index, id, service);
  const base = { requested, service: parts.service, region: parts.region, place: parts.place };
  const alias = aliasOf(index, parts.service ?? service, parts.rest);
  if (alias) {
    const family = index.models.get(alias)?.family ?? null;
    return { ...base, model: alias, family, developer: index.models.get(alias)?.developer ?? null, via: 'exact', boundOnly: false };
  }
  const whole = parts.rest === id ? null : wholeName(index, id);
  if (whole) return { ...base, ...whole };
  const house = ownDeveloper(index, parts.service);
  const hit = readName(index, parts.rest, bound, house);
  if (hit) return { ...base, ...hit, via: parts.tuned ? 'lineage' : hit.via };
  return bound && house !== null ? { ...base, model: null, family: null, developer: house, via: 'pattern', boundOnly: true } : null;
}

/** `openai/o1`, `deepgram/aura`: what the knowledge base writes with its account is believed so, also where the account names a service as well. */
function wholeName(index: Index, id: string): Pick<ModelMatch, 'model' | 'family' | 'developer' | 'via' | 'boundOnly'> | null {
  const stem = index.stems.get(slug(id)) ?? index.stems.get(wordSlug(id));
  if (!stem?.model || stem.boundOnly) return null;
  return { model: stem.model, family: stem.family, developer: index.models.get(stem.model)?.developer ?? null, via: 'exact', boundOnly: false };
}

function aliasOf(index: Index, service: string | null, id: string): string | null {
  if (service === null) return null;
  return index.modelAliases.get(`${service}:${wordSlug(id)}`) ?? index.modelAliases.get(`${service}:${wordSlug(id.slice(id.lastIndexOf('/') + 1))}`) ?? null;
}

/** A service that offers nothing but its operator's models says who made what is named with its prefix, unless the prefix stands for a protocol. */
function ownDeveloper(index: Index, id: string | null): string | null {
  const service = id === null ? undefined : index.services.get(id);
  if (service?.offers.value !== 'own' || index.modelWords.get(service.id)?.includes('protocol')) return null;
  const operator = service.operator.value;
  if (operator === null || index.modelVendors.has(operator)) return operator;
  // A house often serves abroad through a company of its own: the models are the parent's.
  const parent = index.organizations.get(operator)?.parent.value ?? null;
  return parent !== null && index.modelVendors.has(parent) ? parent : operator;
}
