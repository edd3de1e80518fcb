import type { Language } from './candidate.ts';
import type { ReadingLimits } from './limits.ts';

/** Source code: one grammar each, registered in `extract/code/languages.ts`. `vue` are all component files with script blocks. */
export type CodeKind =
  | 'python'
  | 'javascript'
  | 'vue'
  | 'go'
  | 'java'
  | 'kotlin'
  | 'scala'
  | 'csharp'
  | 'fsharp'
  | 'rust'
  | 'c'
  | 'swift'
  | 'dart'
  | 'php'
  | 'ruby'
  | 'elixir'
  | 'r'
  | 'powershell';

/** What a path says about a file's grammar. `text` is scanned lexically only. */
export type FileKind =
  | CodeKind
  | 'notebook'
  | 'package-json'
  | 'requirements'
  | 'pyproject'
  | 'dotenv'
  | 'yaml'
  | 'json'
  | 'toml'
  | 'shell'
  | 'sql'
  | 'properties'
  | 'terraform'
  | 'bicep'
  | 'modelfile'
  | 'markdown'
  | 'text'
  /** Code that is a manifest too. */
  | 'setup-py'
  | ManifestKind;

/** A manifest or lockfile: only the packages it names are read from it. */
export type ManifestKind =
  | 'npm-lock'
  | 'pnpm-lock'
  | 'yarn-lock'
  | 'bun-lock'
  | 'deno-json'
  | 'deno-lock'
  | 'poetry-lock'
  | 'uv-lock'
  | 'pipfile'
  | 'pipfile-lock'
  | 'setup-cfg'
  | 'conda'
  | 'conda-lock'
  | 'pixi'
  | 'go-mod'
  | 'go-sum'
  | 'pom'
  | 'gradle'
  | 'gradle-catalog'
  | 'gradle-lock'
  | 'sbt'
  | 'msbuild'
  | 'packages-config'
  | 'nuget-lock'
  | 'cargo-toml'
  | 'cargo-lock'
  | 'gemfile'
  | 'gemfile-lock'
  | 'gemspec'
  | 'composer-json'
  | 'composer-lock'
  | 'swift-package'
  | 'swift-resolved'
  | 'podfile'
  | 'podfile-lock'
  | 'mix-exs'
  | 'mix-lock'
  | 'pubspec'
  | 'pubspec-lock'
  | 'r-description'
  | 'renv-lock'
  | 'dockerfile';

/** A file of the audited tree, decoded. Only files the prefilter let through get this far. */
export interface SourceFile {
  /** POSIX path relative to the audited root. */
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
  /** How far it is read; absent: as far as by default. */
  readonly limits?: ReadingLimits;
}

/** What an extractor may look up beyond its own file: where an imported name comes from. Pure for one audit: the same path gives the same text. */
export interface Repository {
  /** All files of the audited tree. */
  readonly paths: ReadonlySet<string>;
  /** Text of a file worth following an import into; null for any other. */
  readonly read: (path: string) => string | null;
  /** Told of every file whose text or tree is looked at, also when it was read for an earlier one. */
  readonly used?: (path: string) => void;
  /** Whether a module is a package of the knowledge base, so that a workspace of the same name does not hide it. */
  readonly known: (language: Language, module: string) => boolean;
  /** What makes a file of code worth parsing; absent: every file is. */
  readonly signs?: Signs;
}

/** Questions about single words of a file, before anybody knows what it does. */
export interface Signs {
  /** Whether a module makes resources of a cloud. */
  readonly module: (module: string) => boolean;
  /**
   * What a string literal can be: by itself a model, an address, a variable of the environment or a device; or a model only where one is expected.
   */
  readonly text: (value: string) => 'alone' | 'expected' | null;
  /**
   * Whether names of the code can be variables of the environment, or together the path of a request of at least so many names; with `expected` also
   * whether one of them expects a model.
   */
  readonly names: (names: ReadonlySet<string>, expected: boolean, fewest: number) => boolean;
  /** Whether a name by itself can stand for a model, as members of what is expected do (`.gpt4o`). */
  readonly constant: (name: string) => boolean;
  /** Whether a library of .NET adds a method of this name to objects of others: files need not say that they use it. */
  readonly adds: (name: string) => boolean;
}
