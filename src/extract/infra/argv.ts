import { firstOf } from '../../model/bounds.ts';
import { addTo } from '../../util/add-to.ts';
import type { Value } from './value.ts';

type Text = Extract<Value, { kind: 'text' }>;

/** One word of a command line, with the text it was found in. */
interface Word {
  readonly text: string;
  readonly of: Text;
}

/**
 * The words of a command as names: `--model x` and `--model=x` under the option, `serve x` under the word before it. A script in one of the words
 * (`sh -c "vllm serve x"`) is taken apart too.
 */
export function namedWords(values: readonly Value[]): Map<string, Text[]> {
  const words = firstOf(
    'items',
    values.flatMap((value) => (value.kind === 'text' ? wordsOf(value) : [])),
  );
  const named = new Map<string, Text[]>();
  const add = (name: string, { text, of }: Word): void => {
    addTo(named, name, { ...of, text });
  };
  let first = true;
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    const [, option, value] = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (option !== undefined) {
      if (value !== undefined) add(option, { ...word, text: value.replace(/^["']|["']$/g, '') });
      else if (next !== undefined && !next.text.startsWith('-')) add(option, next);
      continue;
    }
    if (first) add('$1', word);
    first = false;
    if (/^[a-z]+$/.test(word.text) && next !== undefined && !next.text.startsWith('-')) add(word.text, next);
  }
  return named;
}

/** A text is one word, unless it has several: then it is a line for a shell. */
function wordsOf(text: Text): Word[] {
  if (!/\s/.test(text.text.trim())) return [{ text: text.text.trim(), of: text }];
  return [...text.text.replace(/\\\r?\n/g, ' ').matchAll(/"([^"]*)"|'([^']*)'|[^\s"';&|()]+/g)].map((match) => ({
    text: match[1] ?? match[2] ?? match[0],
    of: text,
  }));
}
