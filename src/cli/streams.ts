/** The outside world of one run, handed in so that tests can stand in for it. */
export interface Streams {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Chunks of standard input; read only when a flag asks for it. */
  readonly stdin?: AsyncIterable<string | Uint8Array> & { readonly isTTY?: boolean };
  /** How the user ends what goes on until then (Ctrl-C). */
  readonly on?: (signal: 'SIGINT', listener: () => void) => unknown;
  readonly off?: (signal: 'SIGINT', listener: () => void) => unknown;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Output {
  /** False when more is waiting than should: `drain` tells when it is gone. */
  readonly write: (text: string) => unknown;
  readonly once?: (event: 'drain', listener: () => void) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Prints a long text in parts, no faster than they are read: what is not written yet would else wait in memory. */
export async function printParts(parts: Iterable<string>, output: Output): Promise<void> {
  for (const part of parts) {
    if (output.write(part) === false && output.once) await new Promise<void>((resume) => output.once?.('drain', resume));
  }
}

export type ColorChoice = 'auto' | 'always' | 'never';

/** Colour level of a stream: the flag wins, then NO_COLOR, FORCE_COLOR, a dumb terminal, and whether it is a terminal at all. */
export function colorLevel(stream: Output, choice: ColorChoice, env: Streams['env']): 0 | 1 | 2 | 3 {
  if (choice === 'never') return 0;
  if (choice === 'always') return 2;
  if (env.NO_COLOR) return 0;
  if (env.FORCE_COLOR !== undefined) return forced(env.FORCE_COLOR);
  if (env.TERM === 'dumb' || stream.isTTY !== true) return 0;
  return env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit' ? 3 : 2;
}

function forced(value: string): 0 | 1 | 2 | 3 {
  if (value === '0' || value === 'false') return 0;
  if (value === '2') return 2;
  return value === '3' ? 3 : 1;
}

/** Whether the terminal shows Unicode. A pipe or file always can. */
export function unicodeSupported(stream: Output, env: Streams['env']): boolean {
  if (stream.isTTY !== true) return true;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return env.TERM !== 'linux' && (/utf-?8/i.test(locale) || env.WT_SESSION !== undefined || env.TERM_PROGRAM !== undefined || env.TMUX !== undefined);
}
