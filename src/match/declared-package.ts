import type { PackageCandidate } from '../model/candidate.ts';
import type { Confidence } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { purlName } from '../util/purl-name.ts';

/** A package of the knowledge base, and how sure it is that the manifest means it. */
export interface DeclaredPackage {
  readonly id: string;
  readonly confidence: Confidence;
}

/** The package an entry of a manifest names; null when nobody knows it. */
export function declaredPackage(index: Index, { ecosystem, name }: PackageCandidate): DeclaredPackage | null {
  const id = lookUp(index, ecosystem, name) ?? otherwise(index, ecosystem, name);
  if (id !== undefined) return { id, confidence: 'high' };
  const mirrored = ecosystem === 'docker' ? mirroredImage(index, name) : undefined;
  return mirrored === undefined ? null : { id: mirrored, confidence: 'medium' };
}

function lookUp(index: Index, type: string, name: string): string | undefined {
  return index.purls.get(`${type}:${purlName(type, name)}`);
}

/** Other names under which an ecosystem has the same package. */
function otherwise(index: Index, ecosystem: string, name: string): string | undefined {
  switch (ecosystem) {
    case 'golang':
      return goModule(index, purlName('golang', name));
    case 'maven':
      // Builds for one platform or one Scala version.
      return lookUp(index, 'maven', name.replace(/(?:-jvm|-android|_2\.1\d|_3)$/, ''));
    case 'conda':
      return name.startsWith('r-') ? lookUp(index, 'cran', name.slice(2)) : lookUp(index, 'pypi', name);
    default:
      return undefined;
  }
}

/** A module of a repository that is known, or one whose code is known by its import. */
function goModule(index: Index, name: string): string | undefined {
  const imported = index.modules.get(`go:${name}`);
  if (imported !== undefined) return imported;
  for (let cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1)) {
    const id = index.purls.get(`golang:${purlName('golang', name.slice(0, cut))}`);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** An image kept in a registry of one's own under the path it has elsewhere: `registry.example.com/dockerhub/vllm/vllm-openai`. */
function mirroredImage(index: Index, name: string): string | undefined {
  const [host = '', ...path] = name.toLowerCase().split('/');
  if (path.length < 2 || !/[.:]|^localhost$/.test(host)) return undefined;
  return index.purls.get(`docker:${path.join('/')}`) ?? index.purls.get(`docker:${path.slice(-2).join('/')}`);
}
