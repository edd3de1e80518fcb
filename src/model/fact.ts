/**
 * How a statement about the world is known. `read`: the statement names a document that was really read for it; `inherited`: it names none, and
 * the document its entry rests on was read for something else the entry says; `catalogue`: a row of a named public catalogue; `background`:
 * settled knowledge nobody re-read.
 */
export type Basis = 'read' | 'inherited' | 'catalogue' | 'background';

/** Where a statement about the world comes from. */
export interface Source {
  readonly basis: Basis;
  /** Name of the document or catalogue, as a reader would look for it. */
  readonly title: string;
  readonly url: string | null;
  /** ISO date of the copy that was read (for this statement or for its entry), or of the catalogue's snapshot. Null for background knowledge. */
  readonly asOf: string | null;
  /** Short verbatim quote. Only with basis `read`. */
  readonly quote: string | null;
}

/** The only carrier of claims about the world. `value` is null when nobody knows; then `note` says why. */
export interface Fact<T> {
  readonly value: T | null;
  readonly source: Source | null;
  readonly note?: string;
}

/**
 * Where something runs or is established: an ISO 3166-1 alpha-2 code, a bloc of `rules/vocab/blocs.yaml` ("EU": somewhere in it),
 * `global` (the operator chooses, anywhere) or `premises` (the user's own machines).
 */
export type Place = string;
