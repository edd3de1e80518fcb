import type { Package } from '../model/entity.ts';
import type { Evidence } from '../model/evidence.ts';

/** Purl type by the ending of the file a package is used in, for sightings that name no ecosystem. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  py: 'pypi',
  pyi: 'pypi',
  ipynb: 'pypi',
  js: 'npm',
  mjs: 'npm',
  cjs: 'npm',
  jsx: 'npm',
  ts: 'npm',
  mts: 'npm',
  cts: 'npm',
  tsx: 'npm',
  vue: 'npm',
  svelte: 'npm',
  astro: 'npm',
  go: 'golang',
  java: 'maven',
  kt: 'maven',
  kts: 'maven',
  scala: 'maven',
  cs: 'nuget',
  fs: 'nuget',
  vb: 'nuget',
  rs: 'cargo',
  rb: 'gem',
  php: 'composer',
  swift: 'swift',
  dart: 'pub',
  ex: 'hex',
  exs: 'hex',
  r: 'cran',
};

/**
 * The purl of a package as this repository has it: the one a manifest names, else that of the ecosystem it is imported in, else its first.
 * Null: it has none.
 */
export function packageUrl(pkg: Package, evidence: readonly Evidence[]): string | null {
  const about = evidence.filter(({ subject }) => subject.kind === 'package' && subject.id === pkg.id);
  const named = about.find(({ ecosystem }) => ecosystem !== undefined);
  const exact = named && pkg.purls.find((purl) => sameName(purl, named));
  if (exact !== undefined) return exact;
  for (const { ecosystem, path } of about) {
    const type = ecosystem ?? BY_EXTENSION[path.slice(path.lastIndexOf('.') + 1).toLowerCase()];
    const purl = type === undefined ? undefined : pkg.purls.find((known) => known.startsWith(`pkg:${type}/`));
    if (purl !== undefined) return purl;
  }
  return pkg.purls[0] ?? null;
}

function sameName(purl: string, { ecosystem, value }: Evidence): boolean {
  const type = `pkg:${ecosystem}/`;
  return purl.startsWith(type) && plain(purl.slice(type.length).replace('%40', '@')) === plain(value);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_.:/]+/g, '-');
}
