/** The languages of source code: one line each. A new one needs a lexer, a grammar and this line (and its kind in `model/file.ts`). */
import type { Language } from '../../model/candidate.ts';
import type { CodeKind, Repository } from '../../model/file.ts';
import { dartFiles, goFiles, headerFiles, jvmFiles, neighbours, rustFiles } from './braces/files.ts';
import { parseBraces } from './braces/parse.ts';
import type { BraceKind } from './braces/traits.ts';
import { scriptBlocks } from './component-file.ts';
import type { Parsed } from './cursor.ts';
import { javascriptFile, pythonFile } from './modules.ts';
import { parseJavaScript } from './parse-javascript.ts';
import { parsePython } from './parse-python.ts';
import { elixirFile, phpFile, rubyFile } from './script/files.ts';
import { parseElixir } from './script/parse-elixir.ts';
import { parsePhp } from './script/parse-php.ts';
import { parsePowerShell } from './script/parse-powershell.ts';
import { parseR } from './script/parse-r.ts';
import { parseRuby } from './script/parse-ruby.ts';

/** How one kind of file is read. */
interface CodeLanguage {
  readonly language: Language;
  readonly parse: (source: string, path: string) => Parsed[];
  /** The file of the repository that an import names; null when it is nobody's. Absent (and no `files`): imports are not followed. */
  readonly file?: (repository: Repository, from: string, module: string) => string | null;
  /** The same where a module is several files: those that can bind a name, or all of them. */
  readonly files?: (repository: Repository, from: string, module: string, name: string | null) => readonly string[];
  /** Files that can bind a name nobody imports. */
  readonly neighbours?: (repository: Repository, from: string, name: string) => readonly string[];
}

/** Every kind of source code, by the grammar it is read with. */
export const CODE: Readonly<Record<CodeKind, CodeLanguage>> = {
  python: { language: 'python', parse: (source) => [parsePython(source)], file: pythonFile },
  javascript: { language: 'javascript', parse: (source, path) => [parseScript(source, path)], file: javascriptFile },
  vue: { language: 'javascript', parse: parseComponent, file: javascriptFile },
  php: { language: 'php', parse: (source) => [parsePhp(source)], file: phpFile },
  ruby: { language: 'ruby', parse: (source) => [parseRuby(source)], file: rubyFile },
  elixir: { language: 'elixir', parse: (source) => [parseElixir(source)], file: elixirFile },
  r: { language: 'r', parse: (source) => [parseR(source)] },
  powershell: { language: 'powershell', parse: (source) => [parsePowerShell(source)] },
  go: braces('go', 'go', goFiles),
  java: braces('java', 'java', jvmFiles),
  kotlin: braces('kotlin', 'java', jvmFiles),
  scala: braces('scala', 'java', jvmFiles),
  csharp: braces('csharp', 'csharp'),
  fsharp: braces('fsharp', 'csharp'),
  rust: braces('rust', 'rust', rustFiles),
  c: braces('c', 'c', headerFiles),
  swift: braces('swift', 'swift'),
  dart: braces('dart', 'dart', dartFiles),
};

/** Endings of files that others import from, where the ending does not tell the kind by itself. */
const FOLLOWED: readonly (readonly [RegExp, CodeKind])[] = [
  [/\.py$/, 'python'],
  [/\.(?:vue|svelte)$/, 'vue'],
  [/\.php$/, 'php'],
  [/\.rb$/, 'ruby'],
  [/\.exs?$/, 'elixir'],
  [/\.go$/, 'go'],
  [/\.java$/, 'java'],
  [/\.kts?$/, 'kotlin'],
  [/\.scala$/, 'scala'],
  [/\.cs$/, 'csharp'],
  [/\.fs$/, 'fsharp'],
  [/\.rs$/, 'rust'],
  [/\.(?:c|cc|cpp|cxx|h|hh|hpp)$/, 'c'],
  [/\.swift$/, 'swift'],
  [/\.dart$/, 'dart'],
];

/** The kind of a file an import leads to. */
export function kindOfPath(path: string): CodeKind {
  return FOLLOWED.find(([ending]) => ending.test(path))?.[1] ?? 'javascript';
}

/** Whether a kind of file is source code. */
export function isCodeKind(kind: string): kind is CodeKind {
  return Object.hasOwn(CODE, kind);
}

/** A language read by the grammar of languages with braces. */
function braces(kind: BraceKind, language: Language, files?: CodeLanguage['files']): CodeLanguage {
  return {
    language,
    parse: (source) => [parseBraces(kind, source)],
    ...(files && { files }),
    neighbours: (repository, from, name) => neighbours(kind, repository, from, name),
  };
}

function parseScript(source: string, path: string): Parsed {
  return parseJavaScript(source, 0, source.length, /\.(?:[cm]?jsx?|tsx)$/.test(path));
}

function parseComponent(source: string): Parsed[] {
  return scriptBlocks(source).map(({ start, end }) => parseJavaScript(source, start, end));
}
