import type { Value } from '../model/candidate.ts';
import type { Confidence } from '../model/entity.ts';
import type { BoundedMatch, Evidence, EvidenceKind, Site, Subject } from '../model/evidence.ts';
import type { Scope } from '../model/layer.ts';
import type { Location } from '../model/location.ts';
import { mask } from '../util/mask.ts';

/** The file a match runs over. */
export interface FileContext {
  readonly path: string;
  readonly scope: Scope;
  /** Scope of another file, for what this one's code leads to there. */
  readonly scopeOf?: (path: string) => Scope;
  /** With more evidence than this the rest of the file is not looked at. Default: all of it is. */
  readonly most?: number;
}

export interface Sighting {
  readonly kind: EvidenceKind;
  readonly value: string;
  readonly context: string;
  readonly confidence: Confidence;
  readonly signature: string | null;
  readonly subject: Subject;
  readonly location: Location;
  readonly scope?: Scope;
  readonly version?: string;
  readonly ecosystem?: string;
  readonly direct?: boolean;
  readonly tentative?: boolean;
}

/** Collects the evidence and sites of one file; the same sighting at the same place counts once. */
export interface Collector {
  readonly file: FileContext;
  /** Adds evidence and returns its id. */
  readonly see: (sighting: Sighting) => string;
  readonly site: (site: Omit<Site, 'path' | 'scope'> & { readonly scope?: Scope }) => void;
  /** Marks a text as explained by a site, so that it is not reported again on its own. */
  readonly use: (location: Location) => void;
  readonly used: (location: Location) => boolean;
  readonly sites: readonly Site[];
  /** Candidates that are still to be looked at: fewer, or none, once the file has given enough. What is left out is counted. */
  readonly upToLimit: <T>(candidates: readonly T[]) => Iterable<T>;
  readonly result: () => BoundedMatch;
}

/** Marks a text and the texts it was put together from as explained. */
export function useAll(into: Collector, value: Value): void {
  into.use(value.location);
  if (value.kind === 'text' || value.kind === 'pattern') for (const part of value.parts ?? []) useAll(into, part);
}

const RANK: Readonly<Record<Confidence, number>> = { high: 2, medium: 1, low: 0 };

/** An empty collector for a file. Values and contexts are masked here, at birth. */
export function collector(file: FileContext): Collector {
  const evidence = new Map<string, Evidence>();
  const sites: Site[] = [];
  const usedPlaces = new Set<string>();
  const { most = Number.POSITIVE_INFINITY } = file;
  let unread = 0;
  return {
    file,
    sites,
    see: ({ location, scope, version, ...rest }) => {
      // What a name leads to may stand in another file; that file reports it under the same id.
      const { path } = location;
      const id = `${path}:${location.line}:${location.column}:${rest.kind}`;
      const known = evidence.get(id);
      if (!known || RANK[known.confidence] < RANK[rest.confidence] || (known.tentative && !rest.tentative)) {
        evidence.set(id, {
          id,
          ...rest,
          value: mask(rest.value),
          subject: masked(rest.subject),
          context: mask(rest.context),
          scope: scope ?? (path === file.path ? file.scope : (file.scopeOf?.(path) ?? file.scope)),
          ...(version === undefined ? {} : { version: mask(version) }),
          path,
          line: location.line,
          column: location.column,
          endLine: location.endLine,
          endColumn: location.endColumn,
        });
      }
      return id;
    },
    site: (site) => void sites.push({ path: file.path, scope: file.scope, ...maskedSite(site) }),
    use: ({ path, line, column }) => void usedPlaces.add(`${path}:${line}:${column}`),
    used: ({ path, line, column }) => usedPlaces.has(`${path}:${line}:${column}`),
    *upToLimit(candidates) {
      for (let at = 0; at < candidates.length; at++) {
        if (evidence.size > most) {
          unread += candidates.length - at;
          return;
        }
        yield candidates[at] as (typeof candidates)[number];
      }
    },
    result: () => ({ evidence: [...evidence.values()], sites, unread }),
  };
}

/** A site without anything that looks like a key in what reports tell of it. Names by which sites are joined stay: nobody is shown them. */
function maskedSite<T extends Pick<Site, 'endpoint' | 'model' | 'dynamicModel'>>(site: T): T {
  const { endpoint, model, dynamicModel } = site;
  const { host, region } = endpoint;
  return {
    ...site,
    endpoint: { ...endpoint, host: host === null ? null : mask(host), region: region === null ? null : mask(region) },
    model: model === null ? null : { ...model, requested: mask(model.requested) },
    dynamicModel: dynamicModel === null ? null : mask(dynamicModel),
  };
}

/** The subject without anything that looks like a key: ids, names and details of things come from the text. */
function masked(subject: Subject): Subject {
  if (subject.kind === 'model') return { ...subject, requested: mask(subject.requested) };
  if (subject.kind !== 'thing') return subject;
  const details = subject.details?.map(({ name, value }) => ({ name, value: mask(value) }));
  const { id, name, purl, weights } = subject;
  return {
    ...subject,
    id: mask(id),
    name: mask(name),
    purl: purl === null ? null : mask(purl),
    ...(weights && { weights: { ...weights, requested: mask(weights.requested) } }),
    ...(details && { details }),
  };
}
