/** Bicep: the resources of a file with what parameters, variables and the files that call it as a module say. */
import { asideOf, bound, firstOf, type Met, meetAll } from '../../model/bounds.ts';
import type { Candidate, Extraction } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { ResourceCandidate } from '../../model/resource.ts';
import { addTo } from '../../util/add-to.ts';
import { folderOf } from '../../util/folder.ts';
import { withinTexts } from '../settings.ts';
import { type ArmResource, armResource } from './arm.ts';
import { type BicepDeclaration, type BicepFile, parseBicep } from './bicep-file.ts';
import { parametersBeside } from './bicep-parameters.ts';
import { containersIn } from './containers.ts';
import { evaluate } from './evaluate.ts';
import { settingsOfValue } from './flatten.ts';
import { createPlaces } from './places.ts';
import { beyond, resolvePath } from './terraform-modules.ts';
import { entry } from './tree-value.ts';
import { type Budget, configurable, createBudget, type Names, roundsOf, UNKNOWN, type Value, withNames } from './value.ts';

/** The resources and settings of one file; once for each way it is called. */
export function extractBicep(file: SourceFile, repository?: Repository): Extraction {
  const files = filesOf(file, repository);
  const parsed = files.of(file.path);
  meetAll(files.met(file.path));
  if (parsed === null) return { candidates: [], problems: [] };
  const budget = createBudget();
  const candidates: Candidate[] = [];
  for (const context of contextsOf(file.path, parsed, files, budget)) candidates.push(...readContext(context, budget));
  const seen = new Set<string>();
  const unique = candidates.filter((candidate) => {
    const key = JSON.stringify(candidate);
    return !seen.has(key) && seen.add(key);
  });
  const { kept, problems } = withinTexts(unique, file.limits);
  return { candidates: kept, problems };
}

interface BicepFiles {
  readonly of: (path: string) => BicepFile | null;
  /** Bounds that were met when a file was parsed. */
  readonly met: (path: string) => Met;
  readonly callers: (path: string) => readonly { readonly path: string; readonly file: BicepFile; readonly call: BicepDeclaration }[];
  /** Values that a parameter file beside it gives. */
  readonly given: (path: string) => ReadonlyMap<string, Value>;
}

const CACHE = new WeakMap<Repository, BicepFiles>();

function filesOf(file: SourceFile, repository: Repository | undefined): BicepFiles {
  if (repository === undefined) return createFiles(new Set([file.path]), (path) => (path === file.path ? file.text : null));
  const cached = CACHE.get(repository);
  if (cached !== undefined) return cached;
  const made = createFiles(repository.paths, repository.read);
  CACHE.set(repository, made);
  return made;
}

function createFiles(paths: ReadonlySet<string>, readText: (path: string) => string | null): BicepFiles {
  const parsed = new Map<string, BicepFile | null>();
  const met = new Map<string, Met>();
  const of = (path: string): BicepFile | null => {
    if (!parsed.has(path)) {
      const text = readText(path);
      const read = text === null ? null : asideOf(() => parseBicep({ path, kind: 'bicep', text }));
      parsed.set(path, read?.result ?? null);
      if (read !== null) met.set(path, read.met);
    }
    return parsed.get(path) ?? null;
  };
  let calls: Map<string, { path: string; file: BicepFile; call: BicepDeclaration }[]> | null = null;
  return {
    of,
    met: (path) => met.get(path) ?? new Map(),
    callers: (path) => {
      calls ??= callTable([...paths].filter((other) => other.endsWith('.bicep')).sort(), of);
      return calls.get(path) ?? [];
    },
    given: (path) => parametersBeside(path, paths, readText),
  };
}

function callTable(paths: readonly string[], of: (path: string) => BicepFile | null): Map<string, { path: string; file: BicepFile; call: BicepDeclaration }[]> {
  const calls = new Map<string, { path: string; file: BicepFile; call: BicepDeclaration }[]>();
  for (const path of paths) {
    const file = of(path);
    for (const call of file?.declarations ?? []) {
      if (call.kind !== 'module' || !call.target.endsWith('.bicep') || file === null) continue;
      const target = resolvePath(folderOf(path), call.target);
      addTo(calls, target, { path, file, call });
    }
  }
  return calls;
}

interface Context {
  readonly file: BicepFile;
  readonly args: ReadonlyMap<string, Value>;
  readonly known: Map<string, Value>;
}

/** A file once for each call; with its defaults, and those of a parameter file, when nobody here calls it. */
function contextsOf(path: string, file: BicepFile, files: BicepFiles, budget: Budget, depth = 0): Context[] {
  const contexts: Context[] = [];
  for (const caller of depth > 4 ? beyond(files.callers(path)) : files.callers(path)) {
    if (caller.path === path) continue;
    for (const outer of contextsOf(caller.path, caller.file, files, budget, depth + 1)) {
      for (const body of bodiesOf(caller.call, namesIn(outer, budget), budget)) {
        const params = entry(body, 'params');
        contexts.push({ file, args: params.kind === 'object' ? params.entries : new Map(), known: new Map() });
        if (contexts.length > bound('callers')) return [...firstOf('callers', contexts)];
      }
    }
  }
  return contexts.length > 0 ? contexts : [{ file, args: files.given(path), known: new Map() }];
}

function namesIn({ file, args, known }: Context, budget: Budget): Names {
  const work = (name: string): Value | null => {
    const passed = args.get(name);
    if (file.parameters.has(name)) {
      if (passed !== undefined && passed.kind !== 'unknown') return passed;
      const fallback = file.parameters.get(name) ?? null;
      return fallback === null ? UNKNOWN : configurable(evaluate(fallback, names, budget));
    }
    const variable = file.variables.get(name);
    return variable === undefined ? null : evaluate(variable, names, budget);
  };
  const names: Names = {
    root: (name) => {
      const value = known.get(name);
      if (value !== undefined) return value;
      if (!file.parameters.has(name) && !file.variables.has(name)) return null;
      known.set(name, UNKNOWN);
      const made = work(name) ?? UNKNOWN;
      known.set(name, made);
      return made;
    },
    resource: (path) => {
      const [name = '', ...attribute] = path;
      const target = attribute.length === 1 ? file.declarations.find((declaration) => declaration.kind === 'resource' && declaration.name === name) : undefined;
      if (target === undefined || target.loop !== null) return null;
      const key = path.join('.');
      const value = known.get(key);
      if (value !== undefined) return value;
      known.set(key, UNKNOWN);
      const made = entry(evaluate(target.body, names, budget), attribute[0] as string);
      known.set(key, made);
      return made.kind === 'unknown' ? null : made;
    },
  };
  return names;
}

/** What a declaration says: once, or once for each item. */
function bodiesOf({ body, loop }: BicepDeclaration, names: Names, budget: Budget): Value[] {
  if (loop === null) return [evaluate(body, names, budget)];
  return roundsOf(evaluate(loop.over, names, budget)).map(({ item }) => {
    return evaluate(body, withNames(names, { [loop.itemName]: item, ...(loop.keyName !== null && { [loop.keyName]: UNKNOWN }) }), budget);
  });
}

function readContext(context: Context, budget: Budget): Candidate[] {
  const names = namesIn(context, budget);
  const places = createPlaces();
  const made = context.file.declarations.flatMap((declaration) =>
    bodiesOf(declaration, names, budget).flatMap((value) => declared(declaration, value, '', '')),
  );
  const resources = made.map(({ resource }) => resource);
  const candidates = made.flatMap(({ resource, declaration }): Candidate[] => {
    const settings = settingsOfValue(resource.value, [declaration.name]);
    if (declaration.existing || (declaration.kind === 'module' && declaration.target.endsWith('.bicep'))) return settings;
    return [withNamedParent(armResource(resource, resources, places), resource, made), ...containersIn(resource.value, places), ...settings];
  });
  return [...candidates, ...namedValues(context, names, budget)];
}

interface Made {
  readonly resource: ArmResource;
  readonly declaration: BicepDeclaration;
}

/** A declaration and the resources that lie in it. */
function declared(declaration: BicepDeclaration, value: Value, above: string, aboveName: string): Made[] {
  const written = declaration.target.replace(/@[^/]*$/, '').replace(/:[\w.-]+$/, '');
  const type = above === '' || written.includes('.') ? written : `${above}/${written}`;
  const name = entry(value, 'name');
  const called = name.kind === 'text' ? (aboveName === '' ? name.text : `${aboveName}/${name.text}`) : '{}';
  const own: Made = { resource: { type, name: called, value, spot: declaration }, declaration };
  if (value.kind !== 'object') return [own];
  const inner = [...value.entries].filter(([key]) => key.startsWith(NESTED));
  return [own, ...inner.flatMap(([key, body]) => nested(key, body, declaration, type, called))];
}

/** Key under which the grammar keeps a resource that is declared inside another: `resource:name:type`. */
const NESTED = 'resource:';

function nested(key: string, body: Value, outer: BicepDeclaration, type: string, name: string): Made[] {
  const [, symbol = '', ...target] = key.split(':');
  const bodies = body.kind === 'list' ? body.items : [body];
  return bodies.flatMap((value) => declared({ ...outer, name: symbol, target: target.join(':') }, value, type, name));
}

/** `parent: account` names it, whatever its type. */
function withNamedParent(candidate: ResourceCandidate, { value, type }: ArmResource, made: readonly Made[]): ResourceCandidate {
  const parent = entry(value, 'parent');
  const symbol = parent.kind === 'reference' ? parent.names[0] : undefined;
  const target = symbol === undefined ? undefined : made.find(({ declaration }) => declaration.name === symbol);
  if (target === undefined) return candidate;
  const again = armResource(
    { type, name: `${target.resource.name}/x`, value, spot: target.resource.spot },
    [{ ...target.resource, type: type.slice(0, type.lastIndexOf('/')) }],
    createPlaces(),
  );
  const behindParent = again.attributes.filter(({ path }) => path[0] === 'parent' && path.length > 1);
  return { ...candidate, attributes: [...candidate.attributes.filter(({ path }) => path[0] !== 'parent' || path.length === 1), ...behindParent] };
}

/** Defaults and variables under their names; outputs are what `azd` puts into the environment. */
function namedValues({ file }: Context, names: Names, budget: Budget): Candidate[] {
  const settings = (name: string, value: Value, path: string): Candidate[] => settingsOfValue({ kind: 'object', entries: new Map([[name, value]]) }, [path]);
  return [
    ...[...file.parameters].flatMap(([name, fallback]) => (fallback === null ? [] : settings(name, evaluate(fallback, names, budget), 'param'))),
    ...[...file.variables].flatMap(([name, value]) => settings(name, evaluate(value, names, budget), 'var')),
    ...file.outputs.flatMap(({ name, value }) => {
      const made: Value = { kind: 'object', entries: new Map([[name, evaluate(value, names, budget)]]) };
      return settingsOfValue(made, ['output'], /^[A-Z][A-Z0-9_]+$/.test(name));
    }),
  ];
}
