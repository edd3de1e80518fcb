/** What differs between the languages with braces. A table, one entry each. */
import type { CodeKind } from '../../../model/file.ts';

/** Languages read by the grammar in this folder. */
export type BraceKind = Exclude<CodeKind, 'python' | 'javascript' | 'vue' | 'php' | 'ruby'>;

/** How strings and names of one language are told apart, and what its statements look like. */
export interface Traits {
  readonly kind: BraceKind;
  /** A statement ends with its line, unless an operator shows that it goes on. */
  readonly lines: boolean;
  /** Block comments nest. */
  readonly nested: boolean;
  /** `'x'` is a character; `label`: a quote can also begin a lifetime, a symbol or a type parameter; `text`: it opens a string. */
  readonly quote: 'char' | 'label' | 'text' | 'none';
  /** Sign between an argument's name and its value. */
  readonly named: '=' | ':' | '';
  /** `condition ? a : b`. */
  readonly ternary: boolean;
  /** Declarations begin with the type: `String model = "x"`. */
  readonly typeFirst: boolean;
  /** `Type{...}` and `Type { ... }` make a value. */
  readonly literals: boolean;
  /** A block after a call is its last argument. */
  readonly trailing: boolean;
  /** What stands between `{` and the parameters' end in a block that is a value (`{ x -> }`, `{ x in }`). */
  readonly lambdaArrow: '->' | 'in' | '=>' | null;
  /** Names stand for what any of the opened namespaces has: `using`, `import x.*`, Swift modules. */
  readonly opens: boolean;
}

const NONE: Omit<Traits, 'kind'> = {
  lines: false,
  nested: false,
  quote: 'char',
  named: '',
  ternary: false,
  typeFirst: false,
  literals: false,
  trailing: false,
  lambdaArrow: null,
  opens: false,
};

/** The traits of each language. */
export const TRAITS: Readonly<Record<BraceKind, Traits>> = {
  go: { ...NONE, kind: 'go', lines: true, literals: true },
  java: { ...NONE, kind: 'java', ternary: true, typeFirst: true, opens: true },
  kotlin: { ...NONE, kind: 'kotlin', lines: true, nested: true, named: '=', trailing: true, lambdaArrow: '->', opens: true },
  scala: { ...NONE, kind: 'scala', lines: true, nested: true, quote: 'label', named: '=', trailing: true, lambdaArrow: '=>', opens: true },
  csharp: { ...NONE, kind: 'csharp', named: ':', ternary: true, typeFirst: true, opens: true },
  fsharp: { ...NONE, kind: 'fsharp', lines: true, nested: true, quote: 'label', named: '=', opens: true },
  rust: { ...NONE, kind: 'rust', nested: true, quote: 'label', literals: true },
  c: { ...NONE, kind: 'c', ternary: true, typeFirst: true, literals: true, opens: true },
  swift: { ...NONE, kind: 'swift', lines: true, nested: true, quote: 'none', named: ':', ternary: true, trailing: true, lambdaArrow: 'in', opens: true },
  dart: { ...NONE, kind: 'dart', nested: true, quote: 'text', named: ':', ternary: true, typeFirst: true, opens: true },
};

/** The kind of a file as one of these languages; null for the others. */
export function braceKind(kind: string): BraceKind | null {
  return Object.hasOwn(TRAITS, kind) ? (kind as BraceKind) : null;
}
