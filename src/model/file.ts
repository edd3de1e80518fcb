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
  /** Where it is kept what answers hang on; absent: nobody keeps them. */
  readonly trail?: Trail;
}

/**
 * What answers about a repository hang on, so that they need not be worked out again while that is the same. A file that was looked at tells of its
 * `used`; whoever asks which paths there are is heard by itself, one path at a time, and on behalf of the file at hand. What is kept for more than
 * one file has to say more: an answer that is remembered, and a table that is made of all paths.
 */
export interface Trail {
  /** Works an answer out, or recalls it, for a file. What was ever asked to work out the answers of one key counts for every file that asked for one. */
  readonly lookUp: <T>(from: string, key: string, answer: () => T) => T;
  /** A table is asked instead of paths. */
  readonly asked: (question: PathQuestion, name: string) => void;
  /** All paths, to make a table of: `asked` is told what it is asked for. */
  readonly every: Iterable<string>;
  /** Text of a manifest, to make a table of. */
  readonly manifest: (path: string) => string | null;
}

/**
 * What can be asked of all paths at once. `folder`: what lies in the folder of this path. `folders`: in every folder of this name. `file`: files of
 * this name. `stem`: files of this name without its ending. `crate`: files of Rust anywhere below a folder. `package`, `modules`: what manifests say, of a
 * package and of all modules of Go.
 */
export type PathQuestion = 'folder' | 'folders' | 'file' | 'stem' | 'crate' | 'package' | 'modules';

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
