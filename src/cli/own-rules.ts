/** Paths and `extends:` -> rules of the user's own: packs with their manifests, and plain files and folders. */
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { type Config, findConfig, loadConfig } from '../config/index.ts';
import { PACK_FILE } from '../config/pack-file.ts';
import { type PackSource, packsOnDisk, repositoryRoot } from '../config/pack-source.ts';
import type { Pack, PackRequest, PackSearch } from '../config/packs.ts';
import type { RuleFile } from '../knowledge/index.ts';
import { loadRuleFiles } from '../knowledge/load.ts';
import { RULE_SCHEMA_VERSION } from '../knowledge/schema-version.ts';
import { InputError, UsageError } from '../util/errors.ts';
import { inFolder } from './args.ts';

/** Rules an audit takes besides the built-in ones. */
export interface OwnRules {
  /** Plain files and folders. */
  readonly rules: readonly string[];
  /** Files of packs, in the order the packs count. */
  readonly ruleFiles: readonly RuleFile[];
  readonly packs: readonly Omit<Pack, 'files'>[];
}

/** Rules on disk: packs that a project file extends, then `paths`; a folder among these that has a manifest is a pack as well. Throws `InputError`. */
export async function ownRules(paths: readonly string[], config: Pick<Config, 'extends' | 'folder' | 'file'> | null): Promise<OwnRules> {
  const named = config === null ? [] : await extended(config);
  const found: Pack[] = [...named];
  const rules: string[] = [];
  for (const path of paths) {
    if (isPackFolder(path)) found.push(...(await packAt(path)));
    else rules.push(path);
  }
  const packs = distinct(found);
  const twin = packs.find(({ name }, index) => packs.findIndex((other) => other.name === name) < index);
  if (twin !== undefined) throw new UsageError(`two rule packs are named ${twin.name}`, `one of them is ${twin.path}: leave one out`);
  return withFiles(rules, packs);
}

/** The rules at some paths or, without any, those of the nearest project file; none without one. */
export async function rulesInUse(paths: readonly string[]): Promise<OwnRules> {
  if (paths.length > 0) return ownRules(paths, null);
  const config = await loadConfig(findConfig('.'));
  return ownRules(
    (config.values.rules ?? []).map((file) => inFolder(config, file)),
    config,
  );
}

/** The files of rules that are on disk, packs first: what an audit with these rules would read. */
export function filesOf({ rules, ruleFiles }: OwnRules): RuleFile[] {
  return [...ruleFiles, ...rules.flatMap((path) => loadRuleFiles(path, true))];
}

/** Packs as files of rules. */
export function withFiles(rules: readonly string[], packs: readonly Pack[]): OwnRules {
  return {
    rules,
    ruleFiles: packs.flatMap(({ name, files }) => files.map((file) => ({ ...file, custom: true, pack: name }))),
    packs: packs.map(({ name, version, path }) => ({ name, version, path })),
  };
}

/** Resolves packs and throws what is wrong with them. */
export async function resolved(requests: readonly PackRequest[], search: Omit<PackSearch, 'schemaVersion'>): Promise<Pack[]> {
  const { resolvePacks } = await import('../config/packs.ts');
  const { packs, problems } = await resolvePacks(requests, { ...search, schemaVersion: RULE_SCHEMA_VERSION });
  if (problems.length > 0) throw new InputError(problems);
  return packs;
}

async function extended({ extends: named, folder, file }: Pick<Config, 'extends' | 'folder' | 'file'>): Promise<Pack[]> {
  if (named.length === 0) return [];
  const root = repositoryRoot(folder);
  const from = placeIn(root, folder);
  const requests = named.map(({ spec, at }) => ({ spec, at, from }));
  const projectFile = file === null ? null : [from, basename(file)].filter((part) => part !== '').join('/');
  return resolved(requests, { source: packsOnDisk(root), shown: shownFrom(root), where: 'installed', projectFile });
}

/** A folder somebody names is trusted; what it builds on is looked for in the repository it lies in. */
async function packAt(path: string): Promise<Pack[]> {
  const folder = resolve(path);
  const root = repositoryRoot(dirname(folder));
  const source: PackSource = packsOnDisk(root);
  const at = { file: path, line: 1, column: 1 };
  const from = placeIn(root, dirname(folder));
  return resolved([{ spec: `./${basename(folder)}`, from, at }], { source, shown: shownFrom(root), where: 'installed', projectFile: null });
}

function isPackFolder(path: string): boolean {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return false;
  return (
    existsSync(join(path, PACK_FILE)) || (existsSync(join(path, 'package.json')) && readFileSync(join(path, 'package.json'), 'utf8').includes('"sovaudit"'))
  );
}

/** The same pack can be named twice; it counts where it is named first. */
function distinct(packs: readonly Pack[]): Pack[] {
  return [...new Map([...packs].reverse().map((pack) => [`${pack.name}\u0000${pack.path}`, pack])).values()].reverse();
}

/** A folder as a POSIX path from the root. */
export function placeIn(root: string, folder: string): string {
  return relative(root, realpathSync(folder)).replaceAll('\\', '/');
}

/** A path from the root as seen from here. */
export function shownFrom(root: string): (path: string) => string {
  return (path) => (relative(realpathSync('.'), join(root, path)) || '.').replaceAll('\\', '/');
}
