/** Names that come from a namespace a file opens as a whole, or from a package named in full. */
import type { Unit } from './program.ts';
import type { Expression } from './tree.ts';

type Name = Extract<Expression, { kind: 'name' }>;
type Import = Extract<Expression, { kind: 'import' }>;

const OPENED = new WeakMap<Unit, readonly string[]>();

/** Opened modules that the knowledge base knows; without a repository nobody can ask, and all count. */
function knownOpens(unit: Unit): readonly string[] {
  const known = OPENED.get(unit);
  if (known) return known;
  const { repository, language, tree } = unit;
  const made = [...new Set(tree.opens)].filter((module) => repository === null || repository.known(language, module));
  OPENED.set(unit, made);
  return made;
}

/** A name nobody binds, as an import: of the modules opened here, or of the package its own first parts name. Null: just a name. */
export function openedName(unit: Unit, name: Name): Import | null {
  const { path, start, end } = name;
  const [head = ''] = path;
  if (unit.python || unit.language === 'javascript' || head === '' || head.startsWith('@')) return null;
  const full = namedInFull(unit, path);
  if (full !== null) return { kind: 'import', module: full.join(separatorOf(unit)), path: path.slice(full.length), viaDefault: false, start, end };
  const [module, ...others] = knownOpens(unit);
  // Variables begin with a small letter; only C and Dart have functions of a module that do, too.
  if (module === undefined || !(/^[A-Z]/.test(head) || unit.language === 'c' || unit.language === 'dart' || path.length === 1)) return null;
  return { kind: 'import', module, others, path, viaDefault: false, start, end };
}

function separatorOf(unit: Unit): string {
  return unit.language === 'rust' ? '::' : '.';
}

/** `async_openai::Client::new`, `OpenAI.Chat.ChatClient`, `com.openai.client.OpenAIClient`: the longest part that is a module. */
function namedInFull({ language, repository }: Unit, path: readonly string[]): readonly string[] | null {
  if (path.length < 2 || repository === null) return null;
  if (language === 'rust') return /^[a-z]/.test(path[0] as string) && repository.known('rust', path[0] as string) ? path.slice(0, 1) : null;
  if (language !== 'java' && language !== 'csharp') return null;
  for (let length = Math.min(path.length - 1, 6); length > 0; length--) {
    const module = path.slice(0, length);
    if (language === 'java' && (length < 2 || module.some((part) => !/^[a-z]/.test(part)))) continue;
    if (repository.known(language, module.join('.'))) return module;
  }
  return null;
}
