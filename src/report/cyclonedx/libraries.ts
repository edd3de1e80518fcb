import type { Component } from '../../model/component.ts';
import type { Report, UsageReport } from '../../model/report.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { compareText } from '../select.ts';
import { evidenceField } from './evidence.ts';
import { each, fingerprintsByUsage, groupUsages, propertyField } from './properties.ts';
import type { CdxComponent } from './types.ts';

/** CycloneDX has fewer types than we: the rest are libraries. Services and models have elements of their own. */
const TYPES: Partial<Readonly<Record<Component['type'], string>>> = {
  accelerator: 'device',
  container: 'container',
  dataset: 'data',
  'dev-tool': 'application',
  gateway: 'library',
  library: 'library',
  'mcp-server': 'application',
  observability: 'library',
  runtime: 'platform',
  'vector-store': 'library',
  weights: 'file',
};

/** Libraries and other software of the inventory, and libraries that only usages name; by `bom-ref`. */
export function cdxLibraries(report: Report): CdxComponent[] {
  const users = groupUsages(report, libraryKey);
  const about = usersProperties(users, fingerprintsByUsage(report));
  const found = new Map<string, CdxComponent>();
  const covered = new Set<string>();
  for (const component of [...report.components].sort((a, b) => compareText(a.id, b.id))) {
    const type = TYPES[component.type];
    // A runtime or gateway without a package is a service: the usages have it.
    if (type === undefined || (component.purl === null && component.id.startsWith('service:'))) continue;
    const key = component.purl === null ? '' : unversioned(component.purl);
    const library = fromComponent(component, type, about.get(key) ?? []);
    if (found.has(library['bom-ref'])) continue;
    found.set(library['bom-ref'], library);
    covered.add(key);
  }
  for (const [key, usages] of users) {
    const name = usages[0]?.sdk?.name ?? key;
    if (!covered.has(key)) found.set(key, fromUsages(key, name, about.get(key) ?? []));
  }
  return [...found.values()].sort((a, b) => compareText(a['bom-ref'], b['bom-ref']));
}

/** What usages of one library have in common: its purl without version, or our id where that is none. */
function libraryKey({ sdk }: UsageReport): string | null {
  if (sdk === null) return null;
  const purl = plainPurl(sdk.purl);
  return purl === null ? `library:${terminalText(sdk.id)}` : unversioned(purl);
}

/** Library key -> scopes and findings of the usages that go through it. */
function usersProperties(
  users: readonly (readonly [string, readonly UsageReport[]])[],
  fingerprints: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, [string, string | null][]> {
  const entries = users.map(([key, usages]): [string, [string, string | null][]] => {
    const scopes = each(
      'scope',
      usages.map(({ scope }) => scope),
    );
    return [
      key,
      [
        ...scopes,
        ...each(
          'finding:fingerprint',
          usages.flatMap(({ id }) => fingerprints.get(id) ?? []),
        ),
      ],
    ];
  });
  return new Map(entries);
}

function fromUsages(key: string, name: string, about: readonly [string, string | null][]): CdxComponent {
  return {
    type: 'library',
    'bom-ref': key,
    name: terminalText(name),
    ...(key.startsWith('pkg:') ? { purl: key } : {}),
    ...propertyField(about),
  };
}

function fromComponent(component: Component, type: string, about: readonly [string, string | null][]): CdxComponent {
  const { id, name, version, purl, scope, details, evidence } = component;
  const base = purl === null ? null : plainPurl(purl);
  const exact = version !== null && /^v?\d[\w.+!-]*$/.test(version) ? version : null;
  const full = base === null || exact === null || unversioned(base) !== base ? base : `${base}@${encodeURIComponent(exact)}`;
  return {
    type,
    'bom-ref': full ?? terminalText(id),
    name: terminalText(name),
    ...(exact === null ? {} : { version: exact }),
    ...(full === null ? {} : { purl: full }),
    ...evidenceField(evidence, full === null ? 'name' : 'purl', full ?? name),
    ...propertyField([
      ['requirement', exact === null ? version : null],
      ['scope', scope],
      ...details.map(({ name: key, value }) => [key, value] as const),
      ...about,
    ]),
  };
}

/** A purl as it is when it looks like one; null for anything else. */
function plainPurl(purl: string): string | null {
  return /^pkg:[a-z][a-z0-9.+-]*\/[\x21-\x7e]+$/.test(purl) ? purl : null;
}

/** A purl without version, qualifiers and subpath. The `@` of an npm scope belongs to the name. */
function unversioned(purl: string): string {
  return purl.replace(/(?<=[^/])[@?#].*$/, '');
}
