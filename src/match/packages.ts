import type { CallCandidate, ImportCandidate, Language } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { memoized } from '../util/memo.ts';
import { requirementsMet } from './arguments.ts';

/** Package a module belongs to, and the part of the path that completed its name. */
export interface ModuleMatch {
  readonly package: Package;
  /** How many names of the import were part of the module (`from google import genai`). */
  readonly consumed: number;
}

/** Looks a module up by its longest known prefix. */
export function packageOfModule(index: Index, language: Language, module: string, names: readonly string[] = []): ModuleMatch | null {
  // `npm:openai@4` (Deno), `https://esm.sh/openai@4`, `node:` and the like.
  const plain = language === 'javascript' ? bareSpecifier(module) : module;
  const separator = SEPARATORS[language];
  const full = [plain, ...(language === 'python' ? names.slice(0, 2) : [])].join(separator);
  const found = prefixOf(index, language, full, separator);
  if (!found) return null;
  const beyond = found.name.slice(plain.length).split(separator).length - 1;
  return { package: found.package, consumed: Math.max(beyond, 0) };
}

/** What parts the names of a module, by language. */
const SEPARATORS: Readonly<Record<Language, string>> = {
  python: '.',
  javascript: '/',
  go: '/',
  java: '.',
  csharp: '.',
  rust: '::',
  c: '/',
  swift: '.',
  dart: '/',
  ruby: '::',
  php: '\\',
  elixir: '.',
  r: '/',
  shell: '/',
  powershell: '.',
  sql: '.',
};

/** The package name in a specifier that says where to get it: Deno, Supabase functions and browsers import so. */
function bareSpecifier(module: string): string {
  const from =
    /^(?:npm:\/?|jsr:\/?|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|esm\.run|cdn\.jsdelivr\.net\/npm|unpkg\.com|ga\.jspm\.io|deno\.land\/x)\/(?:v\d+\/|stable\/|npm:)?)(@?[^@?]+)/.exec(
      module,
    );
  return from ? (from[1] as string).replace(/\/(?:mod|index)\.[jt]s$/, '') : module;
}

interface Prefix {
  readonly name: string;
  readonly package: Package;
}

const PREFIXES = new WeakMap<Index, Map<Language, (full: string) => Prefix | null>>();

/** Asked of every import and of every call on one: remembered by module. */
function prefixOf(index: Index, language: Language, full: string, separator: string): Prefix | null {
  let languages = PREFIXES.get(index);
  if (!languages) PREFIXES.set(index, (languages = new Map()));
  let find = languages.get(language);
  if (!find) languages.set(language, (find = memoized((name) => longestPrefix(index, language, name, separator))));
  return find(full);
}

function longestPrefix(index: Index, language: Language, full: string, separator: string): Prefix | null {
  let name = full;
  for (;;) {
    const found = index.packages.get(index.modules.get(`${language}:${name}`) ?? '');
    if (found) return { name, package: found };
    const cut = name.lastIndexOf(separator);
    if (cut < 0) return null;
    name = name.slice(0, cut);
  }
}

/** Packages an import brings in; a Python `from x import a, b` can name several. */
export function packagesOfImport(index: Index, candidate: ImportCandidate): Package[] {
  if (candidate.local) return [];
  const found = new Map<string, Package>();
  const lists = candidate.language === 'python' && candidate.names.length > 0 ? candidate.names.map((name) => [name]) : [[]];
  for (const names of lists) {
    const match = packageOfModule(index, candidate.language, candidate.module, names);
    if (match) found.set(match.package.id, match.package);
  }
  return [...found.values()];
}

const TYPE_MODULE = /(?:^|[./])(?:types?|type_defs|literals|_types|typing|exceptions|errors|error)(?:[./]|$)/;
const TYPE_NAME = /(?:Error|Exception|Timeout|Param|Params|TypeDef|Omit|NotGiven|NOT_GIVEN)$/;

/** Whether an import only brings in types, constants and exceptions: it calls nobody. */
export function onlyTypes(candidate: ImportCandidate): boolean {
  if (candidate.typeOnly || TYPE_MODULE.test(candidate.module)) return true;
  return candidate.names.length > 0 && candidate.names.every((name) => TYPE_NAME.test(name));
}

export interface ShapeMatch {
  readonly package: Package;
  readonly shape: CallShape | null;
}

/** The package a call belongs to and the shape it has. `owner` is the package of the object it hangs on, if any. */
export function shapeOf(index: Index, call: CallCandidate, owner: Package | null): ShapeMatch | null {
  if (call.module !== null) {
    if (call.others) return openedShape(index, call);
    const match = packageOfModule(index, call.language, call.module, call.path);
    if (!match) return null;
    return { package: match.package, shape: findShape(index, match.package, writtenPath(call, match.consumed), call, false) };
  }
  return owner ? { package: owner, shape: findShape(index, owner, call.path, call, true) } : null;
}

/** The names of a call as shapes write them: with the package in front in Go (`openai.New`), with the crate in Rust (`async_openai::Client::new`). */
function writtenPath(call: CallCandidate, consumed: number): readonly string[] {
  const path = call.path.slice(consumed);
  if (call.language === 'go') return [goPackage(call.module ?? ''), ...path];
  return call.language === 'rust' ? [call.module ?? '', ...path] : path;
}

/** The name a package of Go goes by: the last part of its path that is no version. */
function goPackage(module: string): string {
  return module.split('/').findLast((part) => !/^v\d+$/.test(part)) ?? '';
}

/** A name from one of several opened modules belongs to the one that has a shape of that name; else nobody knows whose it is. */
function openedShape(index: Index, call: CallCandidate): ShapeMatch | null {
  for (const owner of openedPackages(index, call)) {
    const shape = findShape(index, owner, call.path, call, false);
    if (shape && !takesKeyFirst(shape, call)) return { package: owner, shape };
  }
  return null;
}

/** Two libraries of .NET have an `OpenAIClient`: one takes the endpoint first, the other the key. */
function takesKeyFirst(shape: CallShape, call: CallCandidate): boolean {
  if (!shape.baseUrlArgs.includes('0')) return false;
  const first = call.args.find(({ name }) => name === '0')?.value;
  return first?.kind === 'env' ? /KEY|TOKEN|SECRET/.test(first.name) : first?.kind === 'text' && !/[:.]/.test(first.text);
}

/** Packages a call of an opened module can belong to. */
export function openedPackages(index: Index, call: CallCandidate): Package[] {
  const modules = call.module === null ? [] : [call.module, ...(call.others ?? [])];
  return [...new Set(modules.flatMap((module) => packageOfModule(index, call.language, module)?.package ?? []))];
}

/** The most specific shape whose name the path ends with and whose requirements the arguments meet. `through`: the path hangs on a client. */
export function findShape(index: Index, owner: Package, path: readonly string[], call: CallCandidate, through: boolean): CallShape | null {
  const last = path.at(-1);
  if (last === undefined) return through ? callableShape(owner, call) : null;
  const listed = index.calls.get(last) ?? [];
  let best: CallShape | null = null;
  for (const { package: id, shape } of listed) {
    if (id !== owner.id || !endsWith(path, shape.name, through) || !requirementsMet(shape, call)) continue;
    if (!best || specificity(shape) > specificity(best)) best = shape;
  }
  if (best) return best;
  const pattern = patternShape(owner, path);
  if (pattern) return pattern;
  // A default export goes by any name: it is the client.
  if (call.viaDefault && path.length === 1) return owner.calls.find((shape) => shape.makes === 'client') ?? null;
  return null;
}

/** `provider("model-id")`: a provider made by a factory is called as the ready-made one is. */
function callableShape(owner: Package, call: CallCandidate): CallShape | null {
  if (call.receivers.length === 0) return null;
  return owner.calls.find((shape) => shape.makes === 'model' && !shape.name.includes('.') && shape.modelArgs[0] === '0') ?? null;
}

/** `AutoModel*` in a shape name stands for any name that begins so. */
function patternShape(owner: Package, path: readonly string[]): CallShape | null {
  return (
    owner.calls.find(({ name }) => {
      if (!name.includes('*')) return false;
      const parts = name.split('.');
      return parts.length <= path.length && parts.every((part, at) => matches(path[path.length - parts.length + at], part));
    }) ?? null
  );
}

function specificity(shape: CallShape): number {
  return Object.keys(shape.requires).length * 100 + shape.name.length;
}

/** `through`: the path hangs on an object, which stands for the first name of the shape (`openai.chat` is `provider.chat`). */
function endsWith(path: readonly string[], name: string, through: boolean): boolean {
  const parts = name.split('.');
  if (parts.length > path.length) {
    return (path.length > 1 || (through && parts.length === path.length + 1)) && parts.slice(-path.length).every((part, at) => matches(path[at], part));
  }
  return parts.every((part, at) => matches(path[path.length - parts.length + at], part));
}

function matches(seen: string | undefined, part: string): boolean {
  return part.endsWith('*') ? (seen ?? '').startsWith(part.slice(0, -1)) : seen === part;
}
