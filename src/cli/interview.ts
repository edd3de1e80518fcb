import type { Streams } from './streams.ts';

/** Asks one question after the other on a terminal. */
export interface Interview {
  /** The answer: a word of the list, its number, or nothing for the preset; with `open` any other word too. */
  readonly choose: (question: string, choices: readonly string[], preset: string, open: boolean) => Promise<string>;
  readonly end: () => Promise<void>;
}

/** Wrong answers to one question before its preset is taken: nobody is held in a loop. */
const PATIENCE = 5;

/** Starts reading lines of standard input. At its end every question gets its preset. */
export function interview({ stdin, stdout }: Streams): Interview {
  const source = stdin?.[Symbol.asyncIterator]();
  let rest = '';
  const line = async (): Promise<string | null> => {
    while (!rest.includes('\n')) {
      const next = await source?.next();
      if (next === undefined || next.done) return rest === '' ? null : rest;
      rest += typeof next.value === 'string' ? next.value : Buffer.from(next.value).toString('utf8');
    }
    const end = rest.indexOf('\n');
    const text = rest.slice(0, end).trim();
    rest = rest.slice(end + 1);
    return text;
  };
  return {
    choose: async (question, choices, preset, open) => {
      const list = choices.map((choice, index) => `${index + 1} ${choice}`).join(', ');
      for (let times = 0; times < PATIENCE; times++) {
        stdout.write(`${question} (${list}${open ? ', or another' : ''}) [${preset}] `);
        const text = await line();
        if (text === null || text === '') return preset;
        const chosen = choices[Number(text) - 1] ?? choices.find((choice) => choice === text.toLowerCase()) ?? (open ? text : undefined);
        if (chosen !== undefined) return chosen;
        stdout.write(`expected one of ${choices.join(', ')}\n`);
      }
      return preset;
    },
    end: async () => void (await source?.return?.()),
  };
}
