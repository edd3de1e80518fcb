/** A rule pack an audit took rules from, as every report names it. */
export interface PackRef {
  /** Of its manifest; without one the path that names it. */
  readonly name: string;
  readonly version: string | null;
  /** POSIX path of the pack, as the caller sees it. */
  readonly path: string;
  /** Entries it brings. */
  readonly entries: number;
}

/** An entry of the user's own, as every report lists it. */
export interface CustomEntry {
  /** `services/openai`. */
  readonly id: string;
  readonly file: string;
  /** Entry it starts from: its own id when it refines a built-in one. */
  readonly extends: string | null;
  /** Key paths in which it differs from that; absent when it extends nothing. */
  readonly changes?: readonly string[] | undefined;
  /** Name of the pack it comes from; absent: none. */
  readonly pack?: string | undefined;
}
