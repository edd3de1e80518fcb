/** How files of a language write comments and strings: a table. */

/** A string: it ends at `close`, at the end of the line unless `multi`, and a backslash takes the next character along where `escape`. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  readonly escape: boolean;
  readonly multi: boolean;
}

export interface Syntax {
  /** What starts a comment to the end of the line. */
  readonly line: readonly string[];
  /** What encloses a comment. */
  readonly block: readonly (readonly [string, string])[];
  readonly strings: readonly StringForm[];
  /** A line comment counts only at the start of a line or after a blank: `$#` and `a#b` are none. */
  readonly spaced?: boolean;
  /** A quote counts only where a value can begin: `don't` opens nothing. */
  readonly valueQuotes?: boolean;
  /** `'` is one character, or a lifetime, never a string. */
  readonly charQuotes?: boolean;
  /** `/.../` can be a regular expression. */
  readonly regex?: boolean;
  /** Template strings hold code in `${}`. */
  readonly templates?: boolean;
}

const text = (open: string, multi = false, escape = true, close = open): StringForm => ({ open, close, escape, multi });
const DOUBLE = text('"');
const SINGLE = text("'");
const C_BLOCK = [['/*', '*/']] as const;

const SLASH: Syntax = { line: ['//'], block: C_BLOCK, strings: [text('"""', true), text('@"', true, false, '"'), DOUBLE], charQuotes: true };
const HASH: Syntax = { line: ['#'], block: [], strings: [DOUBLE, SINGLE] };
const MARKUP: Syntax = { line: [], block: [['<!--', '-->']], strings: [] };

const SYNTAXES = {
  python: { line: ['#'], block: [], strings: [text('"""', true), text("'''", true), DOUBLE, SINGLE] },
  javascript: { line: ['//'], block: C_BLOCK, strings: [DOUBLE, SINGLE], regex: true, templates: true },
  slash: SLASH,
  go: { ...SLASH, strings: [text('`', true, false), DOUBLE] },
  rust: { ...SLASH, strings: [text('r##"', true, false, '"##'), text('r#"', true, false, '"#'), text('"', true)] },
  php: { line: ['//', '#'], block: C_BLOCK, strings: [text('"', true), text("'", true)] },
  hash: HASH,
  shell: { ...HASH, strings: [text('"', true), text("'", true, false)], spaced: true },
  settings: { ...HASH, spaced: true, valueQuotes: true },
  hcl: { line: ['#', '//'], block: C_BLOCK, strings: [DOUBLE] },
  toml: { ...HASH, strings: [text('"""', true), text("'''", true, false), DOUBLE, text("'", false, false)] },
  json: { line: ['//'], block: C_BLOCK, strings: [DOUBLE] },
  sql: { line: ['--'], block: C_BLOCK, strings: [text("'", true, false), text('"', true, false)] },
  lua: { line: ['--'], block: [['--[[', ']]']], strings: [text('[[', true, false, ']]'), DOUBLE, SINGLE] },
  haskell: { line: ['--'], block: [['{-', '-}']], strings: [DOUBLE], charQuotes: true },
  lisp: { line: [';'], block: [['#|', '|#']], strings: [text('"', true)] },
  ini: { line: [';', '#'], block: [], strings: [], spaced: true },
  percent: { line: ['%'], block: [], strings: [DOUBLE] },
  basic: { line: ["'", 'REM ', 'rem '], block: [], strings: [text('"', false, false)] },
  batch: { line: ['REM ', 'rem ', '::'], block: [], strings: [], spaced: true },
  powershell: { line: ['#'], block: [['<#', '#>']], strings: [text('"', true, false), text("'", true, false)] },
  razor: { line: ['//'], block: [...C_BLOCK, ['@*', '*@'], ['<!--', '-->']], strings: [DOUBLE], charQuotes: true },
  markup: MARKUP,
  component: { line: ['//'], block: [...C_BLOCK, ['<!--', '-->']], strings: [DOUBLE, SINGLE], regex: true, templates: true },
  bicep: { line: ['//'], block: C_BLOCK, strings: [text("'''", true, false), SINGLE] },
  /** Nobody knows this file: the usual signs, where nothing can be mistaken for them. */
  unknown: { line: ['#', '//', '--', ';', '%'], block: [...C_BLOCK, ['<!--', '-->']], strings: [DOUBLE], spaced: true },
} as const satisfies Readonly<Record<string, Syntax>>;

type Name = keyof typeof SYNTAXES;

const EXTENSIONS: Partial<Readonly<Record<Name, string>>> = {
  python: 'py pyi pyw',
  javascript: 'js mjs cjs jsx ts mts cts tsx',
  slash: 'java c h cc cpp cxx hpp hh cs kt kts swift scala sc dart groovy gradle proto sol zig v m mm jsonnet fs fsx sbt',
  go: 'go mod work',
  rust: 'rs',
  php: 'php',
  hash: 'rb rake gemspec pl pm r ex exs jl nim cr tcl nix cmake mk graphql star bzl rego podspec',
  shell: 'sh bash zsh fish env envrc dockerfile containerfile',
  settings: 'yaml yml properties conf cfg in lock',
  hcl: 'tf tfvars hcl nomad',
  toml: 'toml',
  json: 'jsonc json5 code-workspace',
  sql: 'sql',
  lua: 'lua',
  haskell: 'hs elm purs',
  lisp: 'lisp clj cljs cljc edn el scm rkt asm',
  ini: 'ini',
  percent: 'erl hrl tex mat',
  basic: 'vb vbs bas',
  batch: 'bat cmd',
  powershell: 'ps1 psm1 psd1',
  razor: 'cshtml razor',
  markup: 'html htm xml xhtml csproj fsproj vbproj props targets md mdx markdown xaml plist svg',
  component: 'vue svelte astro',
  bicep: 'bicep',
};

const NAMES: Readonly<Record<string, Name>> = {
  dockerfile: 'shell',
  containerfile: 'shell',
  makefile: 'hash',
  gemfile: 'hash',
  rakefile: 'hash',
  podfile: 'hash',
  jenkinsfile: 'slash',
  modelfile: 'hash',
  '.env': 'shell',
  '.envrc': 'shell',
};

const BY_EXTENSION: ReadonlyMap<string, Name> = new Map(
  Object.entries(EXTENSIONS).flatMap(([name, list]) => list.split(' ').map((extension): [string, Name] => [extension, name as Name])),
);

/** Formats that have no comments: JSON, plain text. Notebooks are read by their cells. */
const WITHOUT = new Set(['json', 'webmanifest', 'txt', 'rst', 'adoc', 'csv', 'ipynb']);

/** The syntax of a file, by its name; null where a file of this format can hold no comment. */
export function syntaxOf(path: string): Syntax | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const known = NAMES[name] ?? (/^\.env[._-]|^(?:docker|container)file[.-]/.test(name) ? 'shell' : undefined);
  if (known !== undefined) return SYNTAXES[known];
  // `requirements.txt` is no prose.
  if (name.endsWith('.txt') && /requirements|constraints/.test(path.toLowerCase())) return SYNTAXES.settings;
  const extension = name.slice(name.lastIndexOf('.') + 1);
  if (WITHOUT.has(extension)) return null;
  return SYNTAXES[BY_EXTENSION.get(extension) ?? 'unknown'];
}

/** Python comments, for the cells of notebooks. */
export const PYTHON: Syntax = SYNTAXES.python;
