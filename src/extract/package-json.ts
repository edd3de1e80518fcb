import type { Candidate, Extraction, PackageCandidate } from '../model/candidate.ts';
import type { SourceFile } from '../model/file.ts';
import { parseJson } from './json-tree.ts';
import { packageOfUrl } from './package-of-url.ts';
import { createPlacer } from './place.ts';
import { entryOf } from './tree.ts';

const SECTIONS: readonly (readonly [string, PackageCandidate['section']])[] = [
  ['dependencies', 'production'],
  ['devDependencies', 'development'],
  ['peerDependencies', 'production'],
  ['optionalDependencies', 'optional'],
];

/** Packages of an npm manifest. The location is the key, quotes included; under an alias the name is that of the real package. */
export function extractPackageJson(file: SourceFile): Extraction {
  const { tree, problems } = parseJson(file.text);
  const place = createPlacer(file);
  const candidates: Candidate[] = [];
  for (const [key, section] of SECTIONS) {
    const list = entryOf(tree, key)?.value;
    if (list?.kind !== 'map') continue;
    for (const { key: name, keySpan, value } of list.entries) {
      const spec = value.kind === 'text' ? value.text : '';
      const real = resolve(name, spec);
      const given = givenByUrl(spec);
      const location = place(keySpan);
      candidates.push({ kind: 'package', ecosystem: 'npm', ...real, section, direct: true, location });
      if (given !== null && given.name !== real.name) candidates.push({ kind: 'package', ecosystem: 'npm', ...given, section, direct: true, location });
    }
  }
  return { candidates, problems };
}

/** What lies at an address may be another package than the name it is kept under: both are told. */
function givenByUrl(spec: string): ReturnType<typeof packageOfUrl> {
  return /^(?:https?:|git|ssh:|bitbucket:)/.test(spec) || /^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(spec) ? packageOfUrl(spec) : null;
}

/** `npm:real@range` and `jsr:` forms name another package; paths, URLs and workspaces keep the name and have no version. */
function resolve(name: string, spec: string): { readonly name: string; readonly version: string | null } {
  if (spec.startsWith('npm:')) {
    const target = spec.slice(4);
    // The first character is the `@` of a scope.
    const at = target.indexOf('@', 1);
    return at === -1 ? { name: target, version: null } : { name: target.slice(0, at), version: target.slice(at + 1) };
  }
  const isRange = spec !== '' && !spec.includes(':') && !spec.includes('/');
  return { name, version: isRange ? spec : null };
}
