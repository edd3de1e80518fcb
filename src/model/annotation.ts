/** What an annotated file says a rule does there, for `rules test`. */
export interface Annotation {
  readonly kind: 'expect' | 'clean';
  /** POSIX path of the file it is about. */
  readonly path: string;
  /** Where it is written; for a file that can hold no comment, in the file beside it. */
  readonly writtenIn: string;
  readonly line: number;
  readonly column: number;
  /** Rule ids; empty only for `clean`: every rule under test. */
  readonly rules: readonly string[];
  /** The lines it is about; null: the whole file. */
  readonly lines: readonly number[] | null;
  /** What is wrong with how it is written, in words. */
  readonly malformed: string | null;
}
