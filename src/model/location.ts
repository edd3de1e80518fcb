/** A span in a text file. Lines and columns are 1-based; columns count UTF-16 units; the end is exclusive. */
export interface Location {
  /** POSIX path relative to the audited root. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
