import type { Streams } from './streams.ts';

/** A scan shorter than this shows nothing: a line that flashes by only distracts. In milliseconds. */
const PATIENCE = 700;

/** A line of progress on standard error, for people who wait: on a terminal only, never in CI or with `--quiet`. */
export function progressLine(
  streams: Streams,
  quiet: boolean,
  clock: () => number,
): { readonly show: (done: number, total: number) => void; readonly end: () => void } {
  const { stderr, env } = streams;
  const off = quiet || stderr.isTTY !== true || Boolean(env.CI) || env.TERM === 'dumb';
  const started = clock();
  let shown = false;
  return {
    show: (done, total) => {
      if (off || clock() - started < PATIENCE) return;
      shown = true;
      stderr.write(`\r\u001b[2Kreading ${done} of ${total} files`);
    },
    end: () => {
      if (shown) stderr.write('\r\u001b[2K');
      shown = false;
    },
  };
}
