/** The decision tables in words, by row: the last link of the chain from the code to a level. */
const ROWS: Readonly<Record<string, string>> = {
  M0: 'cannot be reached, or is barred for this profile',
  M1: 'closed weights, maker abroad',
  M2: 'closed weights of a maker at home; or open weights that somebody else serves or that are fetched at start',
  M3: 'open weights of a maker abroad, held',
  M4: 'open weights of a maker at home, held',
  'M?': 'which model it is, or who made it, is not known',
  D0: 'neither place nor operator at home, and no transfer basis',
  D1: 'neither place nor operator at home, with a transfer basis',
  D2: 'place or operator at home, not both',
  D3: 'place and operator at home',
  D4: 'never leaves your own machines',
  'D?': 'who receives the data is not known',
  C0: 'foreign operator, elsewhere or anywhere',
  C1: 'foreign operator at home, or accelerators that need an export license',
  C2: 'operator at home; or your own, on one foreign maker of accelerators',
  C3: 'your own, on several makers of accelerators or none',
  C4: 'your own, on accelerators made at home',
  L0: 'foreign operator, elsewhere or anywhere',
  L1: 'foreign operator, place at home',
  L2: 'operator at home, place not at home or not pinned',
  L3: 'operator and place at home',
  L4: 'your own machines, or a qualified product of an operator at home',
  'L?': 'a router: the operator behind it is not known',
  P0: 'one supplier, which holds state that cannot move',
  P1: 'one supplier of a closed model behind a replaceable interface',
  P2: 'open weights others can serve; or self-hosted and not pinned; or stand-ins, none at home',
  P3: 'self-hosted and pinned; or independent stand-ins, one at home',
  P4: 'as P3, and leaving was tried within twelve months',
  X0: 'grants you no rights',
  X1: 'closed terms of a service',
  X2: 'a license with conditions of its own',
  X3: 'an open-source license',
  X4: 'an open-source license, with data and code published',
  'X?': 'the license is not known',
  S0: 'supposed to be gone',
  NA: 'this usage does not touch the layer',
};

/** What a row of the decision tables says; empty for a row nobody described. */
export function rowMeaning(row: string): string {
  return ROWS[row] ?? '';
}

/** `M1: closed weights, maker abroad`. */
export function rowWords(row: string): string {
  const meaning = rowMeaning(row);
  return meaning === '' ? row : `${row}: ${meaning}`;
}
