import type { CallCandidate, ImportCandidate, Language } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { requirementsMet } from './arguments.ts';

/** Package a module belongs to, and the part of the path that completed its name. */
export interface ModuleMatch {
  readonly package: Package;
  /** How many names of the import were part of the module (`from google import genai`). */
  readonly consumed: number;
}

/** Looks a module up by its longest known prefix; relative modules belong to nobody. */
export function packageOfModule(index: Index, language: Language, module: string, names: readonly string[] = []): ModuleMatch | null {
  if (module.startsWith('.') || module.startsWith('/') || module === '') return null;
  const separator = language === 'python' ? '.' : '/';
  for (let consumed = Math.min(names.length, 2); consumed >= 0; consumed--) {
    const full = [module, ...names.slice(0, consumed)].join(separator);
    const found = longestPrefix(index, language, full, separator, consumed > 0 ? module.length : 0);
    if (found) return { package: found, consumed };
  }
  return null;
}

function longestPrefix(index: Index, language: Language, full: string, separator: string, longerThan: number): Package | null {
  let name = full;
  while (name.length > longerThan) {
    const id = index.modules.get(`${language}:${name}`);
    if (id !== undefined) return index.packages.get(id) ?? null;
    const cut = name.lastIndexOf(separator);
    if (cut < 0) return null;
    name = name.slice(0, cut);
  }
  return null;
}

/** Packages an import brings in; a Python `from x import a, b` can name several. */
export function packagesOfImport(index: Index, candidate: ImportCandidate): Package[] {
  const found = new Map<string, Package>();
  const lists = candidate.language === 'python' && candidate.names.length > 0 ? candidate.names.map((name) => [name]) : [[]];
  for (const names of lists) {
    const match = packageOfModule(index, candidate.language, candidate.module, names);
    if (match) found.set(match.package.id, match.package);
  }
  return [...found.values()];
}

export interface ShapeMatch {
  readonly package: Package;
  readonly shape: CallShape | null;
}

/** The package a call belongs to and the shape it has. `owner` is the package of the client it hangs on, if any. */
export function shapeOf(index: Index, call: CallCandidate, owner: Package | null): ShapeMatch | null {
  if (call.module !== null) {
    const match = packageOfModule(index, call.language, call.module, call.path);
    if (!match) return null;
    const path = call.path.slice(match.consumed);
    return { package: match.package, shape: findShape(index, match.package, path, call) };
  }
  if (owner) return { package: owner, shape: findShape(index, owner, call.path, call) };
  return null;
}

/** The most specific shape whose name the path ends with and whose requirements the arguments meet. */
export function findShape(index: Index, owner: Package, path: readonly string[], call: CallCandidate): CallShape | null {
  const last = path.at(-1);
  if (last === undefined) return null;
  const fits = (index.calls.get(last) ?? []).filter(
    (candidate) => candidate.package === owner.id && endsWith(path, candidate.shape.name) && requirementsMet(candidate.shape, call.args),
  );
  if (fits.length > 0) return fits.sort((a, b) => specificity(b.shape) - specificity(a.shape))[0]?.shape ?? null;
  // A default export goes by any name: it is the client.
  if (call.viaDefault && path.length === 1) return owner.calls.find((shape) => shape.makes === 'client') ?? null;
  return null;
}

function specificity(shape: CallShape): number {
  return Object.keys(shape.requires).length * 100 + shape.name.length;
}

function endsWith(path: readonly string[], name: string): boolean {
  const parts = name.split('.');
  if (parts.length > path.length) return parts.slice(-path.length).every((part, at) => matches(path[at], part)) && path.length > 1;
  return parts.every((part, at) => matches(path[path.length - parts.length + at], part));
}

/** `AutoModel*` in a shape name stands for any name that begins so. */
function matches(seen: string | undefined, part: string): boolean {
  return part.endsWith('*') ? (seen ?? '').startsWith(part.slice(0, -1)) : seen === part;
}
