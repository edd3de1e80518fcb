/** `extends:` of a project file and of packs -> packs in order: local paths, and npm packages that are installed. Data only: nothing is executed. */
import { posix } from 'node:path';
import { inRange } from '../util/version-range.ts';
import { type Problem, positionOf } from '../util/yaml-problems.ts';
import { PACK_FILE } from './pack-file.ts';
import { type Manifest, manifestOf } from './pack-manifest.ts';
import type { PackSource, PackTexts } from './pack-source.ts';

/** A pack with its rules. */
export interface Pack {
  readonly name: string;
  readonly version: string | null;
  /** POSIX path relative to the root of the repository. */
  readonly path: string;
  /** Rule files; `path` is relative to the rules folder and names kind and id, `shown` is for messages. */
  readonly files: readonly { readonly path: string; readonly shown: string; readonly text: string }[];
}

/** A pack somebody asks for, and where they do. */
export interface PackRequest {
  readonly spec: string;
  /** Folder it is relative to, POSIX, from the root of the repository; empty: the root. */
  readonly from: string;
  readonly at: Omit<Problem, 'message'>;
}

/** How packs are looked for. */
export interface PackSearch {
  readonly source: PackSource;
  /** Version of the rule schema this program has. */
  readonly schemaVersion: string;
  /** A path from the root, as messages name it. */
  readonly shown: (path: string) => string;
  /** Where packages are looked for: `installed`, or `in REVISION`. */
  readonly where: string;
  /** Path of the project file, which no pack may contain; null: none. */
  readonly projectFile: string | null;
}

/** Most packs of an audit, and longest chain of packs that build on each other. */
const MOST_PACKS = 100;

/**
 * Packs in the order they count: what a pack builds on before it, the others as they are named, each once. With problems the packs are not to be used.
 * Two packs of one name, packs that build on each other in a circle, and packs for another rule schema are problems.
 */
export async function resolvePacks(requests: readonly PackRequest[], search: PackSearch): Promise<{ packs: Pack[]; problems: Problem[] }> {
  const packs = new Map<string, Pack>();
  const problems: Problem[] = [];
  const visit = async (request: PackRequest, chain: readonly string[]): Promise<void> => {
    const found = await locate(request, search);
    if (typeof found === 'string') return void problems.push({ ...request.at, message: `extends: ${request.spec}: ${found}` });
    const { path, files } = found;
    const before = problems.length;
    if (chain.includes(path)) {
      const circle = [...chain.slice(chain.indexOf(path)), path].map(search.shown);
      return void problems.push({ ...request.at, message: `extends: packs go in a circle: ${circle.join(' -> ')}` });
    }
    if (packs.has(path)) return;
    if (packs.size + chain.length >= MOST_PACKS) return void problems.push({ ...request.at, message: `extends: more than ${MOST_PACKS} packs` });
    const manifest = files.has('') ? null : manifestOf(files, search.shown(path), problems);
    if (problems.length > before) return;
    if (manifest === null && isPackage(request.spec))
      return void problems.push({ ...request.at, message: `extends: ${request.spec}: its package.json has no "sovaudit" field: it is no rule pack` });
    if (manifest !== null) {
      problems.push(...schemaProblem(manifest, search.schemaVersion));
      const bases = manifest.extends.map((spec, index) => ({
        spec,
        from: path,
        at: { file: manifest.part.file, ...positionOf({ ...manifest.part, base: manifest.base }, ['extends', index]) },
      }));
      for (const base of bases) await visit(base, [...chain, path]);
    }
    const pack = packOf(path, manifest, files, search.shown);
    const twin = [...packs.values()].find(({ name }) => name === pack.name);
    if (twin !== undefined)
      problems.push({ ...request.at, message: `extends: two packs are named ${pack.name}: ${words(twin, search)} and ${words(pack, search)}` });
    if (pack.files.length === 0) problems.push({ ...request.at, message: `extends: ${request.spec}: no rules in ${search.shown(path)}` });
    packs.set(path, pack);
  };
  for (const request of requests) await visit(request, []);
  return { packs: [...packs.values()], problems };
}

function words({ version, path }: Pack, { shown }: PackSearch): string {
  return `${version ?? 'no version'} in ${shown(path)}`;
}

function schemaProblem({ part, base, schema, name }: Manifest, version: string): Problem[] {
  if (inRange(version, schema) === true) return [];
  const message = `${name} is written for rule schema ${schema}, this sovaudit has ${version}: use another version of the pack or of sovaudit`;
  return [{ file: part.file, ...positionOf({ ...part, base }, ['schema']), message }];
}

function packOf(path: string, manifest: Manifest | null, files: ReadonlyMap<string, string>, shown: (path: string) => string): Pack {
  const name = manifest?.name ?? path;
  const version = manifest?.version ?? null;
  const single = files.get('');
  if (single !== undefined) return { name, version, path, files: [{ path: posix.basename(path), shown: shown(path), text: single }] };
  const prefix = manifest === null || manifest.rules === '' ? '' : `${manifest.rules}/`;
  const rules = [...files].filter(([file]) => file.startsWith(prefix) && isRuleFile(file.slice(prefix.length)));
  return { name, version, path, files: rules.map(([file, text]) => ({ path: file.slice(prefix.length), shown: shown(posix.join(path, file)), text })) };
}

/** Generated schemas and the manifest lie beside the rules. */
function isRuleFile(path: string): boolean {
  return /\.ya?ml$/.test(path) && path !== PACK_FILE && !path.startsWith('schema/');
}

/** Anything that does not say it is a path is the name of a package. */
function isPackage(spec: string): boolean {
  return !/^\.{1,2}(?:\/|$)/.test(spec);
}

const PACKAGE_NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

/** The files a request names, or why there are none, in words. */
async function locate({ spec, from }: PackRequest, search: PackSearch): Promise<PackTexts | string> {
  if (!isPackage(spec)) return local(spec, from, search);
  if (!PACKAGE_NAME.test(spec)) return 'neither a path (./rules) nor the name of an npm package (@acme/rules)';
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const path = posix.join(folder === '.' ? '' : folder, 'node_modules', spec);
    const found = await search.source.read(path);
    if (found !== null) return found;
    if (folder === '' || folder === '.')
      return `not ${search.where}: there is no node_modules/${spec} from here up to the root of the repository${spec.startsWith('@') ? '' : ` (a folder of your own is ./${spec})`}`;
  }
}

async function local(spec: string, from: string, { source, projectFile, where }: PackSearch): Promise<PackTexts | string> {
  const path = posix.join(from, spec).replace(/\/+$/, '');
  if (path === '..' || path.startsWith('../')) return 'it leads out of the repository';
  const above = path === '.' || path === '' || projectFile?.startsWith(`${path}/`) === true;
  if (above) return 'it contains the project file: rules need a folder of their own';
  return (await source.read(path)) ?? `not ${where === 'installed' ? 'there' : where}`;
}
