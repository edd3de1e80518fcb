/** The languages of source code: one line each. A new one needs a lexer, a grammar and this line (and its kind in `model/file.ts`). */
import type { Language } from '../../model/candidate.ts';
import type { CodeKind, Repository } from '../../model/file.ts';
import { dartFiles, goFiles, headerFiles, jvmFiles, neighbours, rustFiles } from './braces/files.ts';
import { lexBraces } from './braces/lex.ts';
import { parseBraces } from './braces/parse.ts';
import { type BraceKind, TRAITS } from './braces/traits.ts';
import { scriptBlocks } from './component-file.ts';
import type { Parsed } from './cursor.ts';
import { lexJavaScript } from './lex-javascript.ts';
import { lexPython } from './lex-python.ts';
import { javascriptFile, pythonFile } from './modules.ts';
import { parseJavaScript } from './parse-javascript.ts';
import { parsePython } from './parse-python.ts';
import { elixirFile, phpFile, rubyFile } from './script/files.ts';
import { lexElixir } from './script/lex-elixir.ts';
import { lexPhp, lexPhpHole } from './script/lex-php.ts';
import { lexPowerShell } from './script/lex-powershell.ts';
import { lexR } from './script/lex-r.ts';
import { lexRuby } from './script/lex-ruby.ts';
import { parseElixir } from './script/parse-elixir.ts';
import { parsePhp } from './script/parse-php.ts';
import { parsePowerShell } from './script/parse-powershell.ts';
import { parseR } from './script/parse-r.ts';
import { parseRuby } from './script/parse-ruby.ts';
import type { Tokens } from './tokens.ts';

/** How one kind of file is read. */
interface CodeLanguage {
  readonly language: Language;
  /** Tokens of the code between two offsets. A whole file is one such stretch, unless it has `stretches` of its own. */
  readonly lex: (source: string, from: number, to: number, path: string) => Tokens;
  /** Where the scripts of a file that holds other things too stand. */
  readonly stretches?: (source: string) => readonly { readonly start: number; readonly end: number }[];
  /** Tokens of the code in a hole of a text, where they are read otherwise. */
  readonly lexHole?: (source: string, start: number, end: number) => Tokens;
  readonly parse: (tokens: Tokens, path: string) => Parsed;
  /** The file of the repository that an import names; null when it is nobody's. Absent (and no `files`): imports are not followed. */
  readonly file?: (repository: Repository, from: string, module: string) => string | null;
  /** The same where a module is several files: those that can bind a name, or all of them. */
  readonly files?: (repository: Repository, from: string, module: string, name: string | null) => readonly string[];
  /** Files that can bind a name nobody imports. */
  readonly neighbours?: (repository: Repository, from: string, name: string) => readonly string[];
}

/** Every kind of source code, by the grammar it is read with. */
export const CODE: Readonly<Record<CodeKind, CodeLanguage>> = {
  python: { language: 'python', lex: lexPython, parse: parsePython, file: pythonFile },
  javascript: {
    language: 'javascript',
    lex: (source, from, to, path) => lexJavaScript(source, from, to, mayHoldElements(path)),
    parse: (tokens, path) => parseJavaScript(tokens, mayHoldElements(path)),
    file: javascriptFile,
  },
  vue: {
    language: 'javascript',
    stretches: scriptBlocks,
    lex: (source, from, to) => lexJavaScript(source, from, to),
    parse: (tokens) => parseJavaScript(tokens),
    file: javascriptFile,
  },
  php: { language: 'php', lex: (source, from, to) => lexPhp(source, from, to), lexHole: lexPhpHole, parse: parsePhp, file: phpFile },
  ruby: { language: 'ruby', lex: lexRuby, parse: parseRuby, file: rubyFile },
  elixir: { language: 'elixir', lex: lexElixir, parse: parseElixir, file: elixirFile },
  r: { language: 'r', lex: lexR, parse: parseR },
  powershell: { language: 'powershell', lex: lexPowerShell, parse: parsePowerShell },
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
    lex: (source, from, to) => lexBraces(source, TRAITS[kind], from, to),
    parse: (tokens) => parseBraces(kind, tokens),
    ...(files && { files }),
    neighbours: (repository, from, name) => neighbours(kind, repository, from, name),
  };
}

/** Whether a script may hold elements. */
function mayHoldElements(path: string): boolean {
  return /\.(?:[cm]?jsx?|tsx)$/.test(path);
}

/** The tokens of a file: one stream, or one for each of its scripts. */
export function lexFile(kind: CodeKind, source: string, path: string): Tokens[] {
  const { lex, stretches } = CODE[kind];
  return (stretches?.(source) ?? [{ start: 0, end: source.length }]).map(({ start, end }) => lex(source, start, end, path));
}
