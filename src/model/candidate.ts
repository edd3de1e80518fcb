import type { Location } from './location.ts';
import type { ResourceCandidate } from './resource.ts';

/**
 * Whose module names an import uses: Kotlin and Scala name Java's packages, F# the namespaces of C#, C++ the headers of C. A kind of file
 * (`FileKind`) is a grammar; several can share one of these.
 */
export type Language =
  | 'python'
  | 'javascript'
  | 'go'
  | 'java'
  | 'csharp'
  | 'rust'
  | 'c'
  | 'swift'
  | 'dart'
  | 'ruby'
  | 'php'
  | 'elixir'
  | 'r'
  | 'shell'
  | 'powershell'
  | 'sql';

/**
 * A value as the text shows it, before anybody knows what it means. `when` are the choices it depends on (`file:chain=branch`): two values that
 * depend on different choices of one chain never hold together.
 */
export type Value = { readonly when?: readonly string[] } /** `parts`: the texts it was put together from, where they stand elsewhere. */ & (
  | { readonly kind: 'text'; readonly text: string; readonly parts?: readonly Value[]; readonly location: Location }
  /** Text with holes (template, f-string, concatenation): `text` has `{}` where a part is not known; `holes` are the values of those parts. */
  | { readonly kind: 'pattern'; readonly text: string; readonly holes?: readonly Value[]; readonly parts?: readonly Value[]; readonly location: Location }
  /** `required`: the program stops when the variable is not set (`os.environ["X"]`). */
  | { readonly kind: 'env'; readonly name: string; readonly fallback: Value | null; readonly required?: boolean; readonly location: Location }
  /** One of several: `a or b`, a conditional, a variable assigned in two branches. */
  | { readonly kind: 'choice'; readonly options: readonly Value[]; readonly location: Location }
  | { readonly kind: 'object'; readonly entries: readonly Argument[]; readonly location: Location }
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly location: Location }
  /** The result of another call, with the short expression as written. `entries`: what the call is told by name, when it makes an object of it. */
  | { readonly kind: 'call'; readonly call: number; readonly text?: string; readonly entries?: readonly Argument[]; readonly location: Location }
  /** A name imported from elsewhere: `module` as written, `path` below it. */
  | { readonly kind: 'imported'; readonly module: string; readonly path: readonly string[]; readonly location: Location }
  /**
   * Something only known at run time; `text` is the short expression as written, `path` the names it reads when it is a plain chain of names
   * (`settings.llm.model`), `parameter` the parameter it comes from. `beyond`: it stands for what a bound left out.
   */
  | {
      readonly kind: 'dynamic';
      readonly text: string;
      readonly path?: readonly string[];
      readonly parameter?: ParameterRef;
      readonly beyond?: true;
      readonly location: Location;
    }
);

/** A parameter of a function, or of the constructor of a class, of this repository. */
export interface ParameterRef {
  /** File and qualified name: `app/llm.py#Client.ask`. */
  readonly function: string;
  readonly name: string;
}

/** A named (`model=`) or positional ("0") argument, or an entry of an object. */
export interface Argument {
  readonly name: string;
  readonly value: Value;
}

/** An entry of a manifest or lockfile. `ecosystem` is the purl type. */
export interface PackageCandidate {
  readonly kind: 'package';
  readonly ecosystem: string;
  readonly name: string;
  /** As written (a range) or as locked; null when none is given. */
  readonly version: string | null;
  readonly section: 'production' | 'development' | 'test' | 'optional';
  readonly direct: boolean;
  readonly location: Location;
}

export interface ImportCandidate {
  readonly kind: 'import';
  readonly language: Language;
  readonly module: string;
  /** True for type-only imports: they bind names but call nothing. */
  readonly typeOnly: boolean;
  readonly names: readonly string[];
  /** The module is a file of this repository, whatever package has the same name. */
  readonly local?: boolean;
  readonly location: Location;
}

/** A call whose callee leads back to an import (or to the result of such a call). */
export interface CallCandidate {
  readonly kind: 'call';
  /** Unique within its file. */
  readonly id: number;
  readonly language: Language;
  /** Module the callee came from; null when it hangs on `receivers` or is local. */
  readonly module: string | null;
  /** Other modules it can have come from: several are open (`using`, wildcard imports), and the text does not say which of them has the name. */
  readonly others?: readonly string[] | undefined;
  /** Names below the module or the receivers: ["chat", "completions", "create"]. */
  readonly path: readonly string[];
  /** Calls of this file whose result the callee hangs on; several when a variable holds one of several. */
  readonly receivers: readonly number[];
  /** The choices under which it hangs on each receiver, as `when` of a value. */
  readonly receiversWhen?: readonly (readonly string[])[];
  /** The callee is the default export, under a name of the importer's choice. */
  readonly viaDefault: boolean;
  readonly args: readonly Argument[];
  /** Those arguments of some names that can be the results of calls, for less than all of them cost. */
  readonly given?: (names: ReadonlySet<string>) => readonly Argument[];
  /** The function or class of this repository that is called. */
  readonly target?: CallTarget | null;
  /** The call stands in another file, which reports it itself; here it only tells what a receiver is. */
  readonly foreign?: boolean;
  /** The object it is called on came from elsewhere: only its class is known, by an annotation. */
  readonly typed?: boolean;
  readonly location: Location;
}

/** A function or class of this repository as the target of a call. */
export interface CallTarget {
  /** File and qualified name: `app/llm.py#Client`. */
  readonly function: string;
  readonly parameters: readonly { readonly name: string; readonly position: number | null }[];
}

/** A string literal of code, outside comments and docstrings. */
export interface TextCandidate {
  readonly kind: 'text';
  readonly value: string;
  /** Name it is assigned to or passed as, as written; null when there is none. */
  readonly key: string | null;
  /** Call it is an argument of, if any. */
  readonly call: number | null;
  /** The mapping or call it stands in: texts with the same group are siblings. Unique within the file. */
  readonly group: string | null;
  /** One of a list, or in an entry of a list: a choice offered, not yet a call path. */
  readonly listed?: boolean;
  readonly location: Location;
}

/** A read of an environment variable in code. */
export interface EnvCandidate {
  readonly kind: 'env';
  readonly name: string;
  readonly fallback: string | null;
  readonly call: number | null;
  readonly location: Location;
}

/** A key and value of a configuration file or a line of a `.env` file. */
export interface SettingCandidate {
  readonly kind: 'setting';
  /** Keys from the root; list positions as numbers in text. */
  readonly path: readonly string[];
  readonly value: string;
  /** True in `.env` files and in `env:` or `environment:` blocks: the key is an environment variable. */
  readonly environment: boolean;
  readonly location: Location;
}

/** A command that is run: `ollama run llama3.2`, `curl https://...`. */
export interface CommandCandidate {
  readonly kind: 'command';
  /** Name of the program without its folder; empty when an image says what runs. */
  readonly name: string;
  /** Image whose entry point gets the words: `docker run vllm/vllm-openai --model x`. */
  readonly image: string | null;
  /** Its words after the name: sub-commands, options as written, values. */
  readonly words: readonly Value[];
  /** The HTTP request it makes, with the body as far as it is written out. */
  readonly request: { readonly url: Value; readonly body: Value | null } | null;
  readonly location: Location;
}

/** A file of model weights, by its name and its first bytes. */
export interface WeightsCandidate {
  readonly kind: 'weights';
  readonly format: string;
  /**
   * `whole`: header and size agree. `pointer`: a large-file pointer stands in its place. `truncated`: the file is shorter than its header says.
   * `opaque`: a format without a header that says anything, or one that cannot be read.
   */
  readonly state: 'whole' | 'pointer' | 'truncated' | 'opaque';
  /** Bytes in the tree; of a pointer, those of the file it stands for. */
  readonly size: number;
  /** What the header says, by our own names: architecture, name, license, base, quantisation. */
  readonly says: Readonly<Record<string, string>>;
  readonly location: Location;
}

/** What a grammar saw, before anybody knows what it means. */
export type Candidate =
  | PackageCandidate
  | ImportCandidate
  | CallCandidate
  | TextCandidate
  | EnvCandidate
  | SettingCandidate
  | CommandCandidate
  | ResourceCandidate
  | WeightsCandidate;

/** What an extractor hands on: candidates, and its trouble with the text. */
export interface Extraction {
  readonly candidates: readonly Candidate[];
  /** Calls of other files that calls of this one hang on, by the ids `receivers` and values name; absent when there are none. */
  readonly foreign?: (id: number) => CallCandidate | undefined;
  /** False: no call can be one of a library the knowledge base knows, whatever names it goes through. Absent: it is not known. */
  readonly leads?: boolean;
  readonly problems: readonly { readonly message: string; readonly line: number; readonly column: number }[];
}
