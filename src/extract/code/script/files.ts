/** Which file of the repository a class of PHP, Ruby or Elixir stands in: by the usual rules of autoloading. Pure over the set of paths. */
import type { CodeKind, Repository } from '../../../model/file.ts';
import { memoized } from '../../../util/memo.ts';

const BY_NAME = new WeakMap<Repository, Map<string, string[]>>();

/** Paths by the name of the file, made once per repository. */
function byName(repository: Repository): Map<string, string[]> {
  const known = BY_NAME.get(repository);
  if (known) return known;
  const made = new Map<string, string[]>();
  for (const path of repository.trail?.every ?? repository.paths) {
    if (!/\.(?:php|rb|exs?)$/.test(path)) continue;
    const name = path.slice(path.lastIndexOf('/') + 1);
    const list = made.get(name);
    if (list) list.push(path);
    else made.set(name, [path]);
  }
  BY_NAME.set(repository, made);
  return made;
}

/** The path that shares most folders with the name, from its end; null when none ends as it does. */
function bestPath(repository: Repository, folders: readonly string[], file: string, same: (folder: string, name: string) => boolean): string | null {
  repository.trail?.asked('file', file);
  let best: string | null = null;
  let most = folders.length > 0 ? 0 : -1;
  for (const path of [...(byName(repository).get(file) ?? [])].sort()) {
    const parts = path.split('/').slice(0, -1);
    let shared = 0;
    while (shared < folders.length && shared < parts.length && same(parts[parts.length - 1 - shared] as string, folders[folders.length - 1 - shared] as string))
      shared++;
    if (shared > most) {
      most = shared;
      best = path;
    }
  }
  return best;
}

/** `App\Services\Llm` stands in `.../Services/Llm.php` (PSR-4); the first name is a prefix that need not be a folder. */
export function phpFile(repository: Repository, _from: string, module: string): string | null {
  const parts = module.split('\\');
  const file = parts.at(-1) as string;
  if (parts.length < 2 || repository.known('php', module)) return null;
  const folders = parts.slice(1, -1);
  return bestPath(
    repository,
    folders.length > 0 ? folders : [parts[0] as string],
    `${file}.php`,
    (folder, name) => folder === name || folder === name.toLowerCase(),
  );
}

/** `Llm::Client` stands in `llm/client.rb`. */
export function rubyFile(repository: Repository, _from: string, module: string): string | null {
  if (!/^[A-Z]/.test(module) || repository.known('ruby', module)) return null;
  const parts = module.split('::').map(snake);
  const path = bestPath(repository, parts.slice(0, -1), `${parts.at(-1)}.rb`, (folder, name) => folder === name);
  // A name alone is only believed where autoloading looks.
  return path !== null && (parts.length > 1 || /(?:^|\/)(?:app\/[^/]+|lib|app\/[^/]+\/concerns)\/[^/]+$/.test(path)) ? path : null;
}

/** `MyApp.Llm.Client` stands in `lib/my_app/llm/client.ex`. */
export function elixirFile(repository: Repository, _from: string, module: string): string | null {
  if (repository.known('elixir', module)) return null;
  const parts = module.split('.').map(snake);
  if (parts.length < 2) return null;
  return bestPath(repository, parts.slice(0, -1), `${parts.at(-1)}.ex`, (folder, name) => folder === name);
}

/** Longer names are those of no file. */
const MAX_NAME = 200;

/** Files in which a class of PHP, Ruby or Elixir can stand that one of these names is, or ends with: more than are found by the folders before it. */
export function classFiles(kind: CodeKind, repository: Repository, names: ReadonlySet<string>): string[] {
  if (kind !== 'php' && kind !== 'ruby' && kind !== 'elixir') return [];
  const files = byName(repository);
  const found: string[] = [];
  for (const name of names) {
    if (name.length > MAX_NAME || (kind !== 'php' && !/^[A-Z]/.test(name))) continue;
    const file = kind === 'php' ? `${name}.php` : `${snake(name)}.${kind === 'ruby' ? 'rb' : 'ex'}`;
    repository.trail?.asked('file', file);
    for (const path of files.get(file) ?? []) found.push(path);
  }
  return found;
}

const snake = memoized((name: string): string =>
  name
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase(),
);
