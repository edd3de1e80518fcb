/** What a path says about a file's grammar. `text` is scanned lexically only. */
export type FileKind =
  | 'python' | 'javascript' | 'vue' | 'notebook'
  | 'package-json' | 'requirements' | 'pyproject'
  | 'dotenv' | 'yaml' | 'json' | 'toml'
  | 'markdown' | 'text';

/** A file of the audited tree, decoded. Only files the prefilter let through get this far. */
export interface SourceFile {
  /** POSIX path relative to the audited root. */
  readonly path: string;
  readonly kind: FileKind;
  readonly text: string;
}
