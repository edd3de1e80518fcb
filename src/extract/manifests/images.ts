import type { Candidate, Extraction, PackageCandidate, SettingCandidate } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { Location } from '../../model/location.ts';
import { extractYaml } from '../yaml.ts';
import { parseImage } from './image-name.ts';

/**
 * A YAML file with what it runs: container images (`image:` of Compose, Kubernetes, Helm values, CI jobs) and actions of a workflow (`uses:`),
 * beside all its settings.
 */
export function extractYamlWithImages(file: SourceFile, repository?: Repository): Extraction {
  const { candidates, problems } = extractYaml(file, repository);
  const packages = candidates.flatMap((candidate, at): Candidate[] => {
    return candidate.kind === 'setting' && !candidate.environment ? (packageOf(candidate, candidates, at) ?? []) : [];
  });
  return packages.length === 0 ? { candidates, problems } : { candidates: [...candidates, ...packages], problems };
}

function packageOf(setting: SettingCandidate, all: readonly Candidate[], at: number): PackageCandidate[] | null {
  const { path, value } = setting;
  const key = path.at(-1);
  const above = path.at(-2);
  if (key === 'image' || (key === 'container' && above !== undefined && path.includes('jobs'))) return dockerImage(setting, value, null);
  // GitLab: `image: { name: x }` and `services: [x]`.
  if (key === 'name' && above === 'image') return dockerImage(setting, value, null);
  if (above === 'services' && key !== undefined && /^\d+$/.test(key)) return dockerImage(setting, value, null);
  if (key === 'repository' && above !== undefined && /^image$|Image$/.test(above)) return helmImage(setting, all, at);
  if (key === 'newName' && path.includes('images')) return dockerImage(setting, value, null);
  return key === 'uses' ? action(setting) : null;
}

/** Helm values keep registry, repository and tag apart. */
function helmImage(setting: SettingCandidate, all: readonly Candidate[], at: number): PackageCandidate[] | null {
  const siblings = new Map<string, string>();
  const depth = setting.path.length - 1;
  // Siblings stand beside it, and there are few of them.
  for (const other of all.slice(Math.max(0, at - 10), at + 10)) {
    if (other.kind !== 'setting' || other.path.length !== depth + 1) continue;
    if (other.path.slice(0, depth).every((key, index) => key === setting.path[index])) siblings.set(other.path[depth] ?? '', other.value);
  }
  const registry = siblings.get('registry') ?? '';
  return dockerImage(setting, registry === '' ? setting.value : `${registry}/${setting.value}`, siblings.get('tag') ?? null);
}

function dockerImage(setting: SettingCandidate, reference: string, tag: string | null): PackageCandidate[] | null {
  const image = parseImage(reference.replace(/^docker:\/\//, ''));
  if (image === null) return null;
  const version = tag === null || tag === '' ? image.version : tag;
  return [packageAt(setting, 'docker', image.name, version)];
}

/** `owner/name/path@ref` of a GitHub workflow; `docker://image` is an image. */
function action(setting: SettingCandidate): PackageCandidate[] | null {
  const { value } = setting;
  if (value.startsWith('docker://')) return dockerImage(setting, value, null);
  const [, name, ref] = /^([\w.-]+\/[\w.-]+)(?:\/[^@\s]+)?@(\S+)$/.exec(value) ?? [];
  if (name === undefined || ref === undefined) return null;
  return [packageAt(setting, 'githubactions', name, ref)];
}

function packageAt(setting: SettingCandidate, ecosystem: string, name: string, version: string | null): PackageCandidate {
  return { kind: 'package', ecosystem, name, version, section: 'production', direct: true, location: placeOf(setting, name) };
}

/** The name within the text; the whole text where it is not written as it is. */
function placeOf({ value, location }: SettingCandidate, name: string): Location {
  const at = value.indexOf(name);
  if (at === -1 || location.line !== location.endLine) return location;
  const quote = location.endColumn - location.column === value.length + 2 ? 1 : 0;
  const column = location.column + quote + at;
  return { ...location, column, endColumn: column + name.length };
}
