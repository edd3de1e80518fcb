/** How far an audit goes. What lies beyond is told as `limit` or `too-large` with the option that raises it, and never judged safe. */

/** Bounds of an audit; each is an option of the project file (`limits:`), by its name in `LIMIT_OPTIONS`. */
export interface Limits {
  /** Largest file that is read, in bytes. */
  readonly fileSize: number;
  /** The same for lockfiles, which are read by line or token; never less than `fileSize`. */
  readonly lockfileSize: number;
  /** Bytes of one file above the size limit that are searched for known names, which are told; nothing else of it is read. */
  readonly searchedSize: number;
  /** Bytes that are read of all files together, in the order of their paths; null: as many as there are. */
  readonly totalSize: number | null;
  /** Bytes of files of a revision that are held in memory (`--rev`, `--staged`, `--since`). */
  readonly revisionSize: number;
  /** Files, in the order of their paths. */
  readonly files: number;
  /** Levels of YAML, JSON and TOML. */
  readonly nesting: number;
  /** Longest YAML and TOML that is parsed, in characters; a longer one is read line by line. */
  readonly parsedLength: number;
  /** Texts taken from one YAML, JSON, TOML, `.properties` or `.env` file. */
  readonly texts: number;
  /** Entries of one list, rounds of one loop, words of one command that are worked out. */
  readonly items: number;
  /** Values one place can have that are told apart; what is further followed of one name is half as many again. */
  readonly alternatives: number;
  /** Texts of one resource, or of the arguments of one call that are read as a configuration. */
  readonly attributes: number;
  /** Ways one module or file is called, and files of one package, that are looked at. */
  readonly callers: number;
  /** Steps of working out the values of one file of infrastructure; a call of code has a 50th, one search for a name an 800th. */
  readonly steps: number;
  /** Places of one file that are reported. */
  readonly evidencePerFile: number;
  /** Places of all files together, in the order of their paths. */
  readonly evidence: number;
  /** Call paths that are judged. */
  readonly usages: number;
}

/** The bounds a reader of data files keeps to. */
export type ReadingLimits = Pick<Limits, 'nesting' | 'parsedLength' | 'texts'>;

/** What no project of people reaches; measured on the worst inputs, see SECURITY.md. */
export const DEFAULT_LIMITS: Limits = {
  fileSize: 8 * 1024 * 1024,
  lockfileSize: 64 * 1024 * 1024,
  searchedSize: 256 * 1024 * 1024,
  totalSize: null,
  revisionSize: 1024 * 1024 * 1024,
  files: 2_000_000,
  nesting: 100,
  // Parsing YAML costs about a second per megabyte.
  parsedLength: 512 * 1024,
  texts: 50_000,
  items: 400,
  alternatives: 16,
  attributes: 2000,
  callers: 40,
  steps: 200_000,
  evidencePerFile: 5000,
  evidence: 200_000,
  usages: 10_000,
};

/** Names in the project file. */
export const LIMIT_OPTIONS = {
  fileSize: 'file_size',
  lockfileSize: 'lockfile_size',
  searchedSize: 'searched_size',
  totalSize: 'total_size',
  revisionSize: 'revision_size',
  files: 'files',
  nesting: 'nesting',
  parsedLength: 'parsed_length',
  texts: 'texts',
  items: 'items',
  alternatives: 'alternatives',
  attributes: 'attributes',
  callers: 'callers',
  steps: 'steps',
  evidencePerFile: 'evidence_per_file',
  evidence: 'evidence',
  usages: 'usages',
} as const satisfies Readonly<Record<keyof Limits, string>>;

/** How a message ends that tells of a bound that was met. */
export function raise(limit: keyof Limits): string {
  return `(limits.${LIMIT_OPTIONS[limit]})`;
}
