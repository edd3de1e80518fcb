/** Paths and flags -> an audit ready to run: project file, rules, baseline, from the disk or from a revision one trusts. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { CONFIG_NAMES, type Config, findConfig, loadConfig, parseConfig } from '../config/index.ts';
import { PACK_FILE } from '../config/pack-file.ts';
import { isPackFile, type PackSource } from '../config/pack-source.ts';
import type { Pack, PackRequest } from '../config/packs.ts';
import type { RuleFile } from '../knowledge/index.ts';
import type { Baseline } from '../model/suppression.ts';
import { commitOf, readAtRevision } from '../sources/revision.ts';
import { UsageError } from '../util/errors.ts';
import { type AuditCommand, auditCommand, type RawAuditFlags } from './args.ts';
import { filesOf, type OwnRules, ownRules, resolved, shownFrom, withFiles } from './own-rules.ts';
import type { Streams } from './streams.ts';

/** A checked command with everything it needs read. */
export interface Prepared {
  readonly command: AuditCommand;
  readonly config: Config;
}

/** Reads what flags and project file name. With `--config-from`, all of it as that revision has it: a change cannot relax its own gate. */
export async function prepare(
  paths: readonly string[],
  flags: RawAuditFlags,
  streams: Streams,
  now: Date,
  wanted: { readonly baseline: boolean } = { baseline: true },
): Promise<Prepared> {
  const target = commonTarget(paths);
  const trusted = flags.configFrom === undefined ? null : await trustedTree(target.path, flags.configFrom);
  const config = trusted === null ? await configOnDisk(target.path, flags) : await configAt(trusted, target.path, flags);
  const command = auditCommand(target.path, flags, config, now, streams.env);
  const include = target.include.length > 0 ? target.include : (command.audit.include ?? []);
  const baseline = command.baseline === null || !wanted.baseline ? null : await baselineOf(command.baseline, trusted);
  const own = trusted === null ? await ownRules(command.audit.rules ?? [], config) : await rulesAt(trusted, command.audit.rules ?? [], config);
  const named = baseline === null ? {} : { baseline: { ...baseline, file: shownPath(baseline.file, target.path) } };
  return { config, command: { ...command, audit: { ...command.audit, include, ...own, ownRules: ownRulesIn(target.path, own), ...named } } };
}

/** Rule files below what is audited, as paths from there: what a rule names is not what the code calls. */
function ownRulesIn(target: string, own: OwnRules): ReadonlySet<string> {
  const stats = statSync(target, { throwIfNoEntry: false });
  if (stats === undefined) return new Set();
  const root = realpathSync(stats.isDirectory() ? target : dirname(target));
  const inside = own.rules.filter((path) => existsSync(path) && isBelow(root, realpathSync(path)));
  const files = filesOf({ ...own, rules: inside }).map(({ shown }) => resolve(realpathSync('.'), shown));
  return new Set(files.filter((file) => isBelow(root, file)).map((file) => relative(root, file).replaceAll('\\', '/')));
}

/** A path as reports name it: below what is audited, else by its name alone. A report tells nothing of the machine it was made on. */
function shownPath(file: string, root: string): string {
  const folder = statSync(root, { throwIfNoEntry: false })?.isFile() ? dirname(root) : root;
  const place = relative(folder, file).replaceAll('\\', '/');
  return place.startsWith('../') || isAbsolute(place) ? basename(file) : place;
}

/** One folder is audited as it is; several paths become patterns below their common folder. */
export function commonTarget(paths: readonly string[]): { path: string; include: string[] } {
  const [first = '.', ...others] = paths;
  if (others.length === 0) return { path: first, include: [] };
  const missing = paths.find((path) => statSync(path, { throwIfNoEntry: false }) === undefined);
  if (missing !== undefined) throw new UsageError(`no such file or folder: ${missing}`, 'give the paths to audit; commands: sovaudit --help');
  let base = resolve(statSync(first).isDirectory() ? first : dirname(first));
  for (const path of others) {
    while (!isBelow(base, resolve(path))) {
      // On Windows two drives have no folder in common.
      if (dirname(base) === base) throw new UsageError(`no folder holds both ${first} and ${path}`, 'audit them one after the other');
      base = dirname(base);
    }
  }
  const include = paths.map((path) => {
    const below = relative(base, resolve(path)).replaceAll('\\', '/');
    return statSync(path).isDirectory() ? `/${below === '' ? '' : `${below}/`}**` : `/${below}`;
  });
  return { path: relative('', base) || '.', include };
}

/** Whether a path is a folder or in it; with the separators of the machine. */
function isBelow(folder: string, path: string): boolean {
  const place = relative(folder, path);
  return place === '' || !(place === '..' || place.startsWith(`..${sep}`) || isAbsolute(place));
}

async function configOnDisk(path: string, { config }: RawAuditFlags): Promise<Config> {
  return loadConfig(config === false ? null : (config ?? findConfig(path)));
}

/** A commit and the top of its work tree. */
interface TrustedTree {
  readonly ref: string;
  readonly commit: string;
  readonly top: string;
}

async function trustedTree(path: string, ref: string): Promise<TrustedTree> {
  if (!existsSync(path)) throw new UsageError(`no such file or folder: ${path}`, 'give the path of the repository to audit');
  const real = realpathSync(path);
  let top = statSync(real).isDirectory() ? real : dirname(real);
  const commit = await commitOf(top, ref, '--config-from');
  while (!existsSync(join(top, '.git')) && dirname(top) !== top) top = dirname(top);
  return { ref, commit, top };
}

/** Path below the top of the tree; null when it is elsewhere. */
function below({ top }: TrustedTree, file: string): string | null {
  const folder = existsSync(dirname(file)) ? realpathSync(dirname(file)) : resolve(dirname(file));
  const place = relative(top, join(folder, basename(file))).replaceAll('\\', '/');
  return place.startsWith('../') || isAbsolute(place) ? null : place;
}

async function configAt(tree: TrustedTree, path: string, { config }: RawAuditFlags): Promise<Config> {
  if (config === false) return loadConfig(null);
  if (config !== undefined && below(tree, config) === null) return loadConfig(config);
  const names = config !== undefined ? [below(tree, config) ?? config] : candidates(tree, path);
  const texts = await readAtRevision(tree.top, tree.commit, names);
  const found = names.find((name) => texts.has(name));
  if (found !== undefined) return parseConfig(relative('', join(tree.top, found)) || found, texts.get(found)?.toString('utf8') ?? '');
  if (config !== undefined) throw new UsageError(`config not found: ${config} in ${tree.ref}`, 'leave --config out to search for sovaudit.yaml');
  return loadConfig(null);
}

/** Names a project file may have, from the audited folder up to the top. */
function candidates({ top }: TrustedTree, path: string): string[] {
  const names: string[] = [];
  const real = realpathSync(path);
  for (let folder = statSync(real).isDirectory() ? real : dirname(real); ; folder = dirname(folder)) {
    names.push(...CONFIG_NAMES.map((name) => relative(top, join(folder, name)).replaceAll('\\', '/')));
    if (folder === top || dirname(folder) === folder) return names;
  }
}

async function baselineOf(file: string, tree: TrustedTree | null): Promise<Baseline> {
  // With the schemas of zod: most audits have no baseline.
  const { loadBaseline, parseBaseline } = await import('../config/baseline.ts');
  const place = tree === null ? null : below(tree, file);
  if (tree === null || place === null) return loadBaseline(file);
  const text = (await readAtRevision(tree.top, tree.commit, [place])).get(place);
  if (text === undefined) throw new UsageError(`baseline not found: ${file} in ${tree.ref}`, 'commit it there first, or leave --baseline out');
  return parseBaseline(file, text.toString('utf8'));
}

/** Custom rules and packs inside the repository as the revision has them; rules that lie elsewhere stay paths. */
async function rulesAt(tree: TrustedTree, rules: readonly string[], config: Config): Promise<OwnRules> {
  const outside: string[] = [];
  const ruleFiles: RuleFile[] = [];
  const packs = [...(await extendedAt(tree, config))];
  for (const shown of rules) {
    const place = below(tree, shown);
    if (place === null) {
      outside.push(shown);
      continue;
    }
    const found = [...(await readAtRevision(tree.top, tree.commit, [place]))].filter(([name]) => name === place || isPackFile(name.slice(place.length + 1)));
    if (found.length === 0) throw new UsageError(`rules not found: ${shown} in ${tree.ref}`, 'commit them there first');
    if (found.some(([name, bytes]) => name === `${place}/${PACK_FILE}` || (name === `${place}/package.json` && bytes.includes('"sovaudit"')))) {
      packs.push(...(await packsAt(tree, [{ spec: `./${basename(place)}`, from: posix.dirname(place), at: { file: shown, line: 1, column: 1 } }], null)));
      continue;
    }
    for (const [name, bytes] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
      const inner = name === place ? basename(name) : name.slice(place.length + 1);
      if (/\.ya?ml$/.test(inner) && !inner.startsWith('schema/'))
        ruleFiles.push({ path: inner, shown: name === place ? shown : `${shown}/${inner}`, text: bytes.toString('utf8'), custom: true });
    }
  }
  const own = withFiles(outside, packs);
  return { ...own, ruleFiles: [...own.ruleFiles, ...ruleFiles] };
}

/** Packs the project file of the revision extends. One elsewhere (`--config` outside of the repository) is trusted as it is. */
async function extendedAt(tree: TrustedTree, config: Config): Promise<readonly Pack[]> {
  if (config.extends.length === 0 || config.file === null) return [];
  const place = below(tree, config.file);
  if (place === null) throw new UsageError(`extends: ${config.file} lies outside of the repository`, 'name its rules with --rules instead');
  const from = posix.dirname(place) === '.' ? '' : posix.dirname(place);
  return packsAt(
    tree,
    config.extends.map(({ spec, at }) => ({ spec, at, from })),
    place,
  );
}

/** Packages that are installed but not in the revision are refused: whoever proposes a change installs them. */
async function packsAt({ top, commit, ref }: TrustedTree, requests: readonly PackRequest[], projectFile: string | null): Promise<readonly Pack[]> {
  const read: PackSource['read'] = async (path) => {
    const found = await readAtRevision(top, commit, [path]);
    const file = found.get(path);
    if (file !== undefined) return { path, files: new Map([['', file.toString('utf8')]]) };
    const texts = [...found].map(([name, bytes]): [string, string] => [name.slice(path.length + 1), bytes.toString('utf8')]);
    const files = new Map(texts.filter(([name]) => isPackFile(name) && !name.includes('node_modules/')).sort(([a], [b]) => (a < b ? -1 : 1)));
    return files.size === 0 ? null : { path, files };
  };
  return resolved(requests, { source: { read }, shown: shownFrom(top), where: `in ${ref}`, projectFile });
}
