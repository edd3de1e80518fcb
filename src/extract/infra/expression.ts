import type { SourceFile } from '../../model/file.ts';

/** Where something is written: a part of one file of the repository. */
export interface Spot {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export interface ObjectEntry {
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for item in list: value]`, `{ for key, item in list : key => value }`. */
export interface ForExpression extends Spot {
  readonly kind: 'for';
  readonly keyName: string | null;
  readonly itemName: string;
  readonly over: Expression;
  /** Null: it makes a list. */
  readonly key: Expression | null;
  readonly value: Expression;
}

/** An expression of HCL, Bicep or an ARM template. What none of them decides before it runs is `unknown`. */
export type Expression =
  | (Spot & { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] })
  | (Spot & { readonly kind: 'literal'; readonly text: string })
  | (Spot & { readonly kind: 'object'; readonly entries: readonly ObjectEntry[] })
  | (Spot & { readonly kind: 'list'; readonly items: readonly Expression[] })
  | (Spot & { readonly kind: 'name'; readonly name: string })
  | (Spot & { readonly kind: 'member'; readonly of: Expression; readonly name: string })
  | (Spot & { readonly kind: 'index'; readonly of: Expression; readonly at: Expression })
  | (Spot & { readonly kind: 'splat'; readonly of: Expression })
  | (Spot & { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] })
  | (Spot & { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression })
  | (Spot & { readonly kind: 'compare'; readonly equal: boolean; readonly left: Expression; readonly right: Expression })
  | (Spot & { readonly kind: 'not'; readonly of: Expression })
  | ForExpression
  | (Spot & { readonly kind: 'unknown' });
