import type { Extraction, PackageCandidate } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { createPlacer } from '../place.ts';
import { normalizeName } from '../requirement.ts';
import type { Span } from '../tree.ts';

/** What a dependency is for. */
export type Section = PackageCandidate['section'];

/** A package as a manifest or lockfile names it; the span is its name. */
export interface Found extends Span {
  readonly name: string;
  readonly version: string | null;
  readonly section: Section;
  readonly direct: boolean;
  /** Where it differs from that of the file. */
  readonly ecosystem?: string;
}

// What ships outranks what may ship, and that what only developers see.
const RANK: Readonly<Record<Section, number>> = { production: 3, optional: 2, test: 1, development: 0 };

/** The stronger of two purposes: what is needed for production and for tests is needed for production. */
export function strongerSection(a: Section, b: Section): Section {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Packages as candidates. Places are looked up only here, so that what was dropped before costs nothing. */
export function packagesOf(file: SourceFile, ecosystem: string, found: readonly Found[], problems: Extraction['problems'] = []): Extraction {
  const place = createPlacer(file);
  const candidates = found.map((item): PackageCandidate => {
    const type = item.ecosystem ?? ecosystem;
    const { version, section, direct } = item;
    return {
      kind: 'package',
      ecosystem: type,
      name: type === 'pypi' ? normalizeName(item.name) : item.name,
      version: version === '' ? null : version,
      section,
      direct,
      location: place(item),
    };
  });
  return { candidates, problems };
}

/**
 * One entry per package and version, at its first place: lockfiles repeat a package for every place it is installed at. It is direct if any
 * copy is, and then stands where that copy does.
 */
export function unique(found: readonly Found[]): Found[] {
  const known = new Map<string, Found>();
  for (const item of found) {
    const key = `${item.ecosystem ?? ''}:${item.name}@${item.version ?? ''}`;
    const before = known.get(key);
    if (before === undefined) known.set(key, item);
    else if (before.direct !== item.direct || before.section !== item.section) {
      known.set(key, { ...(item.direct && !before.direct ? item : before), section: strongerSection(before.section, item.section) });
    }
  }
  return [...known.values()];
}
