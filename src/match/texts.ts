/** String literals of code that no call explains: endpoints and model ids in constants, options and lists. */
import type { CallCandidate, TextCandidate } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import { decodedText } from '../util/encoded-text.ts';
import type { Collector } from './collector.ts';
import { type HostMatch, hostOf, matchHost } from './hosts.ts';
import { isEndpointKey, isModelKey } from './keys.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';
import { namedService, seeModel, siteModel } from './models.ts';

/** A file that names more models than this without calling them is a catalogue: an inventory, not call paths. */
const CATALOGUE = 15;

/**
 * Last names of calls that ask what a text is, begins with or holds, without case and underscores: `url.startswith("https://api.groq.com")` tells
 * providers apart and calls none of them.
 */
const ASKS: ReadonlySet<string> = new Set([
  ...['startswith', 'startwith', 'endswith', 'endwith', 'hasprefix', 'hassuffix', 'beginswith', 'strstartswith', 'strendswith'],
  ...['contains', 'strcontains', 'includes', 'include', 'indexof', 'strpos', 'strstr', 'equals', 'equalsignorecase', 'equalfold', 'match', 'matches'],
]);

interface SeenText {
  readonly text: TextCandidate;
  readonly host: HostMatch | null;
  readonly model: ModelMatch | null;
  readonly keyed: boolean;
  /** It is only compared with. */
  readonly asked: boolean;
  readonly evidence: string;
}

/** Reports what the texts of one file say. Endpoint and model of one mapping belong together. */
export function matchTexts(index: Index, texts: readonly TextCandidate[], calls: (id: number) => CallCandidate | undefined, into: Collector): void {
  const seen: SeenText[] = [];
  for (const text of into.upToLimit(texts)) {
    const found = into.used(text.location) ? null : read(index, text, calls, into);
    if (found) seen.push(found);
  }
  const models = new Set(seen.map(({ model }) => model?.requested).filter(Boolean));
  if (models.size > CATALOGUE) return;
  const providers = namedProviders(index, texts);
  const groups = new Map<string, SeenText[]>();
  seen.forEach((item, at) => {
    const key = item.text.group ?? `alone${at}`;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  });
  for (const [key, group] of groups) siteOfGroup(index, group, into, providers.get(key) ?? null);
}

/** Services named beside the texts of a mapping: `{ provider: 'groq', modelId: '...' }`. */
function namedProviders(index: Index, texts: readonly TextCandidate[]): Map<string, string> {
  const named = new Map<string, string>();
  for (const { key, value, group } of texts) {
    if (group === null || key === null || !/^(?:model_?)?(?:provider|vendor)(?:_?(?:id|name))?$/i.test(key)) continue;
    const service = index.servicePrefixes.get(`${value.toLowerCase()}/`);
    if (service !== undefined) named.set(group, service);
  }
  return named;
}

/** Evidence for one text; null when it says nothing. */
function read(index: Index, text: TextCandidate, calls: (id: number) => CallCandidate | undefined, into: Collector): SeenText | null {
  const { value, key, location } = text;
  if (/\s/.test(value)) return readProse(index, text, into);
  const plain = decodedText(value);
  // Nobody writes an address so by accident.
  if (plain !== null && hostMatch(index, plain, key)?.entry) return read(index, { ...text, value: plain }, calls, into);
  const host = value.includes('.') ? hostMatch(index, value, key) : null;
  if (host?.entry) {
    const asked = text.call !== null && asks(calls(text.call));
    const keyed = isEndpointKey(index, key) || text.call !== null;
    const evidence = into.see({
      kind: 'endpoint',
      value,
      context: asked ? 'compared with' : key === null ? 'text' : key,
      confidence: asked ? 'low' : keyed ? 'high' : 'medium',
      signature: host.entry.signature,
      subject: { kind: 'service', id: host.entry.service },
      location,
    });
    return { text, host, model: null, keyed, asked, evidence };
  }
  const keyed = isModelKey(index, key) && !text.listed;
  const model = host ? null : resolveModelId(index, value, isModelKey(index, key));
  if (!model || (model.boundOnly && !isModelKey(index, key))) return null;
  const evidence = seeModel(into, model, value, location, key === null || key === '(key)' ? 'listed' : `${key} =`, keyed ? 'medium' : 'low');
  return { text, host: null, model, keyed, asked: false, evidence };
}

function asks(call: CallCandidate | undefined): boolean {
  return ASKS.has((call?.path.at(-1) ?? '').replaceAll(/[_?]/g, '').toLowerCase());
}

function hostMatch(index: Index, value: string, key: string | null): HostMatch | null {
  const parsed = hostOf(value);
  // A bare host needs a key that expects one: `data.ai` and `x.replicate.com` are also file names and namespaces.
  if (!parsed || (!parsed.url && !isEndpointKey(index, key))) return null;
  return matchHost(index, value);
}

/** A longer text (a command, a template) can still hold the URL of an API. */
function readProse(index: Index, text: TextCandidate, into: Collector): null {
  for (const match of text.value.matchAll(/\bhttps?:\/\/[a-z0-9.-]+(?::\d+)?\/[^\s"'`<>)]*/gi)) {
    const host = matchHost(index, match[0]);
    if (!host?.entry) continue;
    into.see({
      kind: 'endpoint',
      value: match[0],
      context: 'inside a longer text',
      confidence: 'low',
      signature: host.entry.signature,
      subject: { kind: 'service', id: host.entry.service },
      location: text.location,
    });
  }
  return null;
}

function siteOfGroup(index: Index, group: readonly SeenText[], into: Collector, provider: string | null): void {
  const endpoint = group.find(({ host, keyed, text }) => host !== null && keyed && !text.listed);
  const models = group.filter(({ model, keyed }) => model !== null && keyed);
  const base = { sdk: null, dynamicModel: null, purpose: null, artefact: null, overrides: null, fallbackGroup: null };
  const where = endpoint?.host
    ? {
        service: endpoint.host.entry?.service ?? null,
        host: endpoint.host.host,
        region: endpoint.host.region,
        place: endpoint.host.place,
        basis: 'observed' as const,
        configurable: false,
      }
    : { service: null, host: null, region: null, place: null, basis: 'unknown' as const, configurable: false };
  if (endpoint && models.length === 0) {
    const confidence = endpoint.asked ? 'low' : 'medium';
    into.site({ ...base, endpoint: where, model: null, confidence, evidence: [endpoint.evidence], ...constantFills([endpoint]) });
  }
  for (const item of models) {
    const side = siteModel(item.model, item.text.value);
    const service = where.service === null ? (namedService(index, side) ?? (where.host === null ? provider : null)) : null;
    into.site({
      ...base,
      endpoint: service === null ? where : { ...where, service, place: side.place, basis: 'observed' },
      model: side,
      confidence: endpoint && !endpoint.asked ? 'high' : 'medium',
      evidence: endpoint ? [endpoint.evidence, item.evidence] : [item.evidence],
      ...constantFills(endpoint ? [endpoint, item] : [item]),
    });
  }
}

/** A constant can be read under its name where nobody sees how it gets there. */
function constantFills(items: readonly SeenText[]): { fills?: readonly string[] } {
  const names = items.map(({ text }) => text.key ?? '').filter((key) => /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(key));
  return names.length > 0 ? { fills: names.map((name) => `name:${name}`) } : {};
}
