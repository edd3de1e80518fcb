/** The token streams of a file: its own, and those of the code that stands in the holes of its texts. */
import type { CodeKind } from '../../model/file.ts';
import { CODE } from './languages.ts';
import type { Tokens } from './tokens.ts';

/** No grammar follows holes in holes further down than this. */
const MAX_NESTED = 40;

/** Tokens of a file before anything is made of them. */
export interface LexedFile {
  readonly kind: CodeKind;
  readonly path: string;
  /** One stream, or one for each script of a component file. */
  readonly tokens: readonly Tokens[];
}

/** All streams of a file, the outer before the inner. Holes are lexed when they are come to. */
export function* streamsOf({ kind, path, tokens }: LexedFile): Generator<Tokens> {
  const { lex, lexHole } = CODE[kind];
  let level = tokens;
  for (let nested = 0; level.length > 0 && nested < MAX_NESTED; nested++) {
    const inner: Tokens[] = [];
    for (const stream of level) {
      yield stream;
      const { source } = stream;
      for (const holes of stream.holes.values()) for (const { start, end } of holes) inner.push(lexHole?.(source, start, end) ?? lex(source, start, end, path));
    }
    level = inner;
  }
}
