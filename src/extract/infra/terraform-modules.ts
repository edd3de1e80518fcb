/** Folders of `.tf` files as modules: variables, locals, tfvars, and who calls whom. */
import { asideOf, bound, firstOf, type Met } from '../../model/bounds.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import { addTo } from '../../util/add-to.ts';
import { folderOf } from '../../util/folder.ts';
import { evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { addressOf } from './flatten.ts';
import { type HclBlock, parseHcl } from './hcl.ts';
import { type Budget, configurable, eitherOf, type Names, UNKNOWN, type Value } from './value.ts';

export interface TerraformModule {
  readonly folder: string;
  readonly resources: readonly HclBlock[];
  readonly calls: readonly HclBlock[];
  /** Variables, locals, outputs, providers. */
  readonly others: readonly HclBlock[];
  readonly variables: ReadonlyMap<string, Expression | null>;
  readonly locals: ReadonlyMap<string, Expression>;
  /** Values of `terraform.tfvars` and `*.auto.tfvars` first, of other `.tfvars` files after. */
  readonly given: ReadonlyMap<string, readonly Expression[]>;
  readonly byAddress: ReadonlyMap<string, HclBlock>;
  /** Bounds that were met when its files were parsed, by path. */
  readonly met: ReadonlyMap<string, Met>;
}

export interface TerraformModules {
  readonly of: (path: string) => TerraformModule | null;
  /** Calls of a module from elsewhere in the repository. */
  readonly callers: (folder: string) => readonly { readonly block: HclBlock; readonly module: TerraformModule }[];
}

/** A module with the values one caller gives it. */
export interface Context {
  readonly module: TerraformModule;
  /** The context of the caller. */
  readonly outer: Context | null;
  readonly args: ReadonlyMap<string, Value> | null;
  readonly known: Map<string, Value>;
}

const CACHE = new WeakMap<Repository, TerraformModules>();
const FILE = /\.(?:tf|tofu)$/;

/** All modules of a repository, read when they are first asked for; of one file alone when there is none. */
export function modulesOf(file: SourceFile, repository: Repository | undefined): TerraformModules {
  if (repository === undefined) return createModules(new Set([file.path]), (path) => (path === file.path ? file.text : null));
  const cached = CACHE.get(repository);
  if (cached !== undefined) return cached;
  const made = createModules(repository.paths, repository.read);
  CACHE.set(repository, made);
  return made;
}

function createModules(paths: ReadonlySet<string>, read: (path: string) => string | null): TerraformModules {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    if (!/\.(?:tf|tofu|tfvars)$/.test(path)) continue;
    const folder = folderOf(path);
    addTo(folders, folder, path);
  }
  const modules = new Map<string, TerraformModule | null>();
  const inFolder = (folder: string): TerraformModule | null => {
    if (!modules.has(folder)) modules.set(folder, readModule(folder, (folders.get(folder) ?? []).sort(), read));
    return modules.get(folder) ?? null;
  };
  let calls: Map<string, { block: HclBlock; module: TerraformModule }[]> | null = null;
  return {
    of: (path) => inFolder(folderOf(path)),
    callers: (folder) => {
      calls ??= callTable([...folders.keys()].sort().map(inFolder));
      return calls.get(folder) ?? [];
    },
  };
}

function callTable(modules: readonly (TerraformModule | null)[]): Map<string, { block: HclBlock; module: TerraformModule }[]> {
  const calls = new Map<string, { block: HclBlock; module: TerraformModule }[]>();
  for (const module of modules) {
    for (const block of module?.calls ?? []) {
      const source = block.attributes.find(({ name }) => name === 'source')?.value;
      const written = source?.kind === 'text' && typeof source.parts[0] === 'string' ? source.parts[0] : '';
      if (!written.startsWith('.') || module === null) continue;
      const target = resolvePath(module.folder, written);
      addTo(calls, target, { block, module });
    }
  }
  return calls;
}

/** `infra/env` and `../modules/ai` -> `infra/modules/ai`. */
export function resolvePath(folder: string, relative: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function readModule(folder: string, paths: readonly string[], read: (path: string) => string | null): TerraformModule | null {
  const blocks: HclBlock[] = [];
  const given = new Map<string, Expression[]>();
  const met = new Map<string, Met>();
  for (const path of [...paths].sort((a, b) => Number(isAutomatic(b)) - Number(isAutomatic(a)))) {
    const text = read(path);
    if (text === null) continue;
    const { result: root, met: here } = asideOf(() => parseHcl({ path, kind: 'terraform', text }));
    met.set(path, here);
    if (FILE.test(path)) blocks.push(...root.blocks);
    else for (const { name, value } of root.attributes) addTo(given, name, value);
  }
  if (blocks.length === 0) return null;
  const of = (...types: string[]): HclBlock[] => blocks.filter(({ type }) => types.includes(type));
  const resources = of('resource', 'data');
  return {
    folder,
    resources,
    calls: of('module'),
    others: of('variable', 'locals', 'output', 'provider'),
    variables: new Map(of('variable').map((block) => [block.labels[0] ?? '', block.attributes.find(({ name }) => name === 'default')?.value ?? null])),
    locals: new Map(of('locals').flatMap(({ attributes }) => attributes.map(({ name, value }) => [name, value] as const))),
    given,
    byAddress: new Map(resources.map((block) => [`${block.type === 'data' ? 'data.' : ''}${block.labels.join('.')}`, block])),
    met,
  };
}

/** Terraform reads these by itself; others are chosen on the command line. */
function isAutomatic(path: string): boolean {
  return /(?:^|\/)terraform\.tfvars$|\.auto\.tfvars$/.test(path);
}

/** A module once for each way it is called; once with its own defaults when nobody here calls it. */
export function contextsOf(module: TerraformModule, modules: TerraformModules, budget: Budget, depth = 0): Context[] {
  const callers = depth > 3 ? beyond(modules.callers(module.folder)) : modules.callers(module.folder);
  const contexts: Context[] = [];
  for (const { block, module: caller } of callers) {
    if (caller === module) continue;
    for (const outer of contextsOf(caller, modules, budget, depth + 1)) {
      const names = namesIn(outer, budget);
      const args = new Map(block.attributes.map(({ name, value }) => [name, evaluate(value, names, budget)] as const));
      contexts.push({ module, outer, args, known: new Map() });
      if (contexts.length > bound('callers')) return [...firstOf('callers', contexts)];
    }
  }
  return contexts.length > 0 ? contexts : [{ module, outer: null, args: null, known: new Map() }];
}

/** Nobody calls modules through more modules than that; callers beyond are told. */
export function beyond<T>(callers: readonly T[]): readonly T[] {
  return firstOf('callers', callers, 0);
}

/** What names mean in a module: `var`, `local`, resources. */
export function namesIn(context: Context, budget: Budget): Names {
  const { module, known } = context;
  const names: Names = {
    root: (name) => {
      if (name === 'var') return { kind: 'names', get: (variable) => remember(known, `var.${variable}`, () => variableOf(context, variable, budget)) };
      if (name === 'local') return { kind: 'names', get: (local) => remember(known, `local.${local}`, () => localOf(module, local, names, budget)) };
      return name === 'each' || name === 'count' || name === 'path' || name === 'self' || name === 'terraform' ? UNKNOWN : null;
    },
    resource: (path) => remember(known, path.join('.'), () => attributeOf(module, path, names, budget), null),
  };
  return names;
}

/** Works a value out once; one that needs itself is not known. */
function remember<T extends Value | null>(known: Map<string, Value>, key: string, make: () => T, none: T | Value = UNKNOWN): T | Value {
  const value = known.get(key);
  if (value !== undefined) return value;
  known.set(key, UNKNOWN);
  const made = make();
  if (made === null) {
    known.delete(key);
    return none;
  }
  known.set(key, made);
  return made;
}

/** What the caller says, else what a tfvars file says, else the default. The last two can be changed from outside. */
function variableOf(context: Context, name: string, budget: Budget): Value {
  const { module, args } = context;
  const passed = args?.get(name);
  if (passed !== undefined && passed.kind !== 'unknown') return passed;
  const plain: Names = { root: () => UNKNOWN };
  const given = args === null ? (module.given.get(name) ?? []) : [];
  const fallback = module.variables.get(name) ?? null;
  const values = given.length > 0 ? given : fallback === null ? [] : [fallback];
  return configurable(eitherOf(values.map((value) => evaluate(value, plain, budget))));
}

function localOf(module: TerraformModule, name: string, names: Names, budget: Budget): Value {
  const written = module.locals.get(name);
  return written === undefined ? UNKNOWN : evaluate(written, names, budget);
}

/** `azurerm_resource_group.main.location`: the attribute as that resource writes it. */
function attributeOf(module: TerraformModule, path: readonly string[], names: Names, budget: Budget): Value | null {
  const address = addressOf(path);
  const attribute = path.slice(address.split('.').length);
  if (attribute.length !== 1) return null;
  const written = module.byAddress.get(address)?.attributes.find(({ name }) => name === attribute[0])?.value;
  if (written === undefined) return null;
  const value = evaluate(written, names, budget);
  return value.kind === 'unknown' ? null : value;
}
