/** A text somebody asks about -> what it is in the knowledge base. Unlike the audit, nothing says here what the text is meant to be. */
import type { EnvEntry, Index } from '../model/knowledge.ts';
import { acceleratorNamed } from './accelerators.ts';
import { type HostMatch, hostOf, matchHost } from './hosts.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';

/** Kinds of entries a text can name by id or by name. */
export const ENTRY_KINDS = [
  'models',
  'families',
  'services',
  'packages',
  'accelerators',
  'licenses',
  'organizations',
  'events',
  'regimes',
  'checks',
  'policies',
  'sets',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What a text is. `entry`: named by id or name. */
export type Found =
  | { readonly kind: 'model'; readonly match: ModelMatch }
  | { readonly kind: 'host'; readonly service: string; readonly host: HostMatch }
  | { readonly kind: 'package'; readonly id: string; readonly purl: string }
  | { readonly kind: 'accelerator'; readonly id: string }
  | { readonly kind: 'env-var'; readonly name: string; readonly entries: readonly EnvEntry[] }
  | { readonly kind: 'entry'; readonly of: EntryKind; readonly id: string };

/** The first that fits: what is distinctive by its form, then ids, then names, then what only a guess would make a model. Null: nobody knows it. */
export function findText(index: Index, text: string): Found | null {
  const query = text.trim();
  if (query === '' || query.length > 400) return null;
  const formed = byForm(index, query);
  if (formed !== undefined) return formed;
  const chip = acceleratorFound(index, query);
  if (chip) return chip;
  const match = resolveModelId(index, query, true);
  if (match?.model && !match.boundOnly && match.via !== 'lineage') return { kind: 'model', match };
  return byId(index, query) ?? bareHost(index, query) ?? byName(index, query) ?? (match === null ? null : { kind: 'model', match });
}

/** What infrastructure calls an accelerator: a device plugin, a node label, an instance type. Device names (`cuda`) are words as well. */
function acceleratorFound(index: Index, query: string): Found | null {
  for (const kind of ['resource', 'label', 'node'] as const) {
    const id = acceleratorNamed(index, kind, query);
    if (id !== null) return { kind: 'accelerator', id };
  }
  return null;
}

/** Entries of every kind that have this id, `kind/id` or SPDX id; for those who want everything there is. */
export function entriesById(index: Index, text: string): { of: EntryKind; id: string }[] {
  const query = text.trim().toLowerCase();
  const found: { of: EntryKind; id: string }[] = [];
  for (const of of ENTRY_KINDS) {
    const folder = of === 'families' ? 'models/' : `${of}/`;
    for (const id of query.startsWith(folder) ? [query.slice(folder.length), query] : [query]) {
      if (index[of].has(id)) found.push({ of, id });
      // Blocs are written in capitals.
      else if (of === 'sets' && index.sets.has(id.toUpperCase())) found.push({ of, id: id.toUpperCase() });
    }
  }
  if (found.length > 0) return found;
  const license = [...index.licenses.values()].find(({ spdx }) => spdx.toLowerCase() === query);
  return license ? [{ of: 'licenses', id: license.id }] : [];
}

/** Texts that say by their form what they are. Undefined: this one does not. */
function byForm(index: Index, query: string): Found | null | undefined {
  if (query.startsWith('pkg:')) return byPurl(index, query);
  if (/^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(query)) {
    const entries = index.env.get(query);
    return entries ? { kind: 'env-var', name: query, entries } : null;
  }
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(query)) return undefined;
  const match = resolveModelId(index, query, true);
  if (match) return { kind: 'model', match };
  return hostFound(index, query);
}

function byPurl(index: Index, purl: string): Found | null {
  const [, type = '', rest = ''] = /^pkg:([a-z]+)\/([^?#]+)/.exec(purl) ?? [];
  let name: string;
  try {
    name = decodeURIComponent(rest.replace(/@[^/]*$/, ''));
  } catch {
    return null;
  }
  if (type === 'huggingface') {
    const match = resolveModelId(index, name, true);
    return match === null ? null : { kind: 'model', match };
  }
  return packageFound(index, type, name);
}

function packageFound(index: Index, type: string, name: string): Found | null {
  const normal = type === 'pypi' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
  const id = index.purls.get(`${type}:${normal}`);
  return id === undefined ? null : { kind: 'package', id, purl: `pkg:${type}/${normal}` };
}

/** Purl types in the order in which a bare name is looked for. */
const ECOSYSTEMS = ['npm', 'pypi', 'golang', 'maven', 'nuget', 'cargo', 'gem', 'composer', 'swift', 'hex', 'pub', 'conda', 'cran', 'github'];

function byId(index: Index, query: string): Found | null {
  const id = query.toLowerCase();
  for (const of of ['models', 'families', 'services'] as const) if (index[of].has(id)) return { kind: 'entry', of, id };
  for (const type of ECOSYSTEMS) {
    const found = packageFound(index, type, query);
    if (found) return found;
  }
  const [entry] = entriesById(index, query);
  return entry ? { kind: 'entry', ...entry } : null;
}

/** A host without a scheme, with or without a path. */
function bareHost(index: Index, query: string): Found | null {
  return query.includes('.') && hostOf(query) !== null ? hostFound(index, query) : null;
}

function hostFound(index: Index, query: string): Found | null {
  const host = matchHost(index, query);
  return host?.entry ? { kind: 'host', service: host.entry.service, host } : null;
}

/** `Claude Opus 4.8`, `DeepSeek API`, `MIT License`. */
function byName(index: Index, query: string): Found | null {
  return entryNames(index).get(query.toLowerCase()) ?? null;
}

const NAMES = new WeakMap<Index, ReadonlyMap<string, Found>>();

/** Entries by their names; the first kind wins. Made once: somebody may ask for thousands of texts. */
function entryNames(index: Index): ReadonlyMap<string, Found> {
  const known = NAMES.get(index);
  if (known) return known;
  const made = new Map<string, Found>();
  for (const of of ['services', 'organizations', 'accelerators', 'licenses', 'events', 'regimes', 'packages', 'families', 'models', 'sets'] as const) {
    for (const { id, name } of index[of].values()) if (!made.has(name.toLowerCase())) made.set(name.toLowerCase(), { kind: 'entry', of, id });
  }
  NAMES.set(index, made);
  return made;
}

/** Everything a query can have meant, for "did you mean". */
export function names(index: Index): Set<string> {
  const result = new Set<string>();
  for (const stem of index.stems.keys()) if (!stem.includes('/')) result.add(stem);
  for (const of of ENTRY_KINDS) for (const id of index[of].keys()) result.add(id);
  for (const purl of index.purls.keys()) result.add(purl.slice(purl.indexOf(':') + 1));
  for (const table of [index.hosts, index.env]) for (const key of table.keys()) result.add(key);
  return result;
}
