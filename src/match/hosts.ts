import type { HostEntry, Index } from '../model/knowledge.ts';

/** What a URL or host says: the signature it hits (null: nobody knows this host) and the region in it. */
export interface HostMatch {
  readonly host: string;
  readonly port: string | null;
  readonly entry: HostEntry | null;
  readonly region: string | null;
  readonly place: string | null;
  /** The host is this machine or a private network. */
  readonly local: boolean;
}

const HOST = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/@\s]*@)?(\[[0-9a-f:.]+\]|[a-z0-9{}_.-]+)(?::(\d{1,5}|\{\}))?(?:[/?#]|$)/i;

/** Reads the host of a URL or of a bare host name; null when the text is neither. `{}` stands for parts not known. */
export function hostOf(text: string): { host: string; port: string | null; url: boolean } | null {
  const match = HOST.exec(text);
  if (!match) return null;
  const host = (match[2] as string).toLowerCase().replace(/\.$/, '');
  const url = match[1] !== undefined;
  if (!url && !host.includes('.') && host !== 'localhost') return null;
  return { host, port: match[3] ?? null, url };
}

/** Looks a host up: exact first, then patterns, the longest first. Never by suffix alone: `api.openai.com.evil.test` is not OpenAI. */
export function matchHost(index: Index, text: string): HostMatch | null {
  const parsed = hostOf(text) ?? (text.startsWith('{}') && serviceOfPath(index, text) !== null ? { host: '{}', port: null } : null);
  if (!parsed) return null;
  const { host, port } = parsed;
  const exact = index.hosts.get(host);
  if (exact) return { host, port, entry: exact, region: exact.region, place: placeOf(index, exact, exact.region), local: false };
  for (const { entry, tail, pattern } of patternsOf(index)) {
    // The fixed tail decides nearly always, before any pattern is tried.
    if (!host.endsWith(tail)) continue;
    const region = pattern.exec(host);
    if (!region) continue;
    const named = region[1] ?? '';
    const known = named === '' || named.includes('{}') ? entry.region : named;
    return { host, port, entry, region: known, place: placeOf(index, entry, known), local: false };
  }
  const service = serviceOfPath(index, text);
  const entry = service === null ? null : { service, signature: `services/${service}#path`, host, location: null, region: null };
  return { host, port, entry, region: null, place: null, local: entry === null && isLocal(host) };
}

/** The service whose API alone has a path of a URL. */
function serviceOfPath(index: Index, text: string): string | null {
  for (const [path, service] of index.servicePaths) if (text.includes(path)) return service;
  return null;
}

function placeOf(index: Index, entry: HostEntry, region: string | null): string | null {
  return (region === null ? null : regionPlace(index, entry.service, region)) ?? entry.location;
}

/** The place of a region, by the table of its own vendor; the same name means different countries elsewhere. */
export function regionPlace(index: Index, service: string, region: string): string | null {
  const table = index.services.get(service)?.regions;
  return (table ? index.regions.get(table)?.get(region.toLowerCase()) : null) ?? null;
}

interface HostPattern {
  readonly entry: HostEntry;
  readonly tail: string;
  readonly pattern: RegExp;
}

const PATTERNS = new WeakMap<Index['hostPatterns'], readonly HostPattern[]>();

/** Host patterns made ready once per knowledge base. */
function patternsOf(index: Index): readonly HostPattern[] {
  const known = PATTERNS.get(index.hostPatterns);
  if (known) return known;
  const made = index.hostPatterns.map((entry): HostPattern => {
    const pieces = entry.host.split(/(\*|\{[a-z]+\})/);
    const source = pieces
      .map((piece) => (piece === '*' ? '[a-z0-9{}_.-]+' : piece.startsWith('{') ? '([a-z0-9{}-]+)' : piece.replace(/[.\\+?^$()[\]|]/g, '\\$&')))
      .join('');
    const tail = pieces.at(-1) ?? '';
    return { entry, tail: tail.startsWith('{') || tail === '*' ? '' : tail, pattern: new RegExp(`^${source}$`) };
  });
  PATTERNS.set(index.hostPatterns, made);
  return made;
}

const PRIVATE =
  /^(?:localhost|host\.docker\.internal|0\.0\.0\.0|127\.\d+\.\d+\.\d+|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|\[::1?\])$|\.(?:local|internal|localhost|lan|svc|svc\.cluster\.local)$/;

function isLocal(host: string): boolean {
  return PRIVATE.test(host) || !host.includes('.');
}
