/** Units a hash looks at, from the start of its line. */
const WINDOW = 100;
const BASE = 37;

/**
 * Hash of every line of a text, `hash:count`, exactly as GitHub's upload action computes `primaryLocationLineHash`: a rolling hash (base 37,
 * modulo 2^64) over the 100 UTF-16 units from the start of the line, blanks and tabs left out, line ends as LF, 65535 after the end of the text.
 * https://github.com/github/codeql-action/blob/main/src/fingerprints.ts. A byte order mark is a unit like any other. Index 0 is line 1.
 */
export function lineHashes(text: string): string[] {
  const hashes: string[] = [];
  const counts = new Map<string, number>();
  const window = new Uint16Array(WINDOW);
  const lines = new Int32Array(WINDOW).fill(-1);
  const [firstHigh, firstLow] = power();
  // 64 bits as two halves: BigInt would cost a hundred times as much.
  let high = 0;
  let low = 0;
  let index = 0;
  let line = 0;
  const put = (): void => {
    const hash = high === 0 ? low.toString(16) : high.toString(16) + low.toString(16).padStart(8, '0');
    const count = (counts.get(hash) ?? 0) + 1;
    counts.set(hash, count);
    hashes[(lines[index] ?? 1) - 1] = `${hash}:${count}`;
    lines[index] = -1;
  };
  const update = (unit: number): void => {
    const begin = window[index] ?? 0;
    window[index] = unit;
    const next = low * BASE + unit;
    const gone = firstLow * begin;
    const goneHigh = (Math.imul(firstHigh, begin) + Math.floor(gone / 2 ** 32)) >>> 0;
    high = (Math.imul(high, BASE) + Math.floor(next / 2 ** 32)) >>> 0;
    const difference = (next >>> 0) - (gone >>> 0);
    low = difference >>> 0;
    high = (high - goneHigh - (difference < 0 ? 1 : 0)) >>> 0;
    index = (index + 1) % WINDOW;
  };
  let atStart = true;
  let afterReturn = false;
  for (let at = 0; at <= text.length; at++) {
    let unit = at === text.length ? 65535 : text.charCodeAt(at);
    if (unit === 32 || unit === 9 || (afterReturn && unit === 10)) {
      afterReturn = false;
      continue;
    }
    afterReturn = unit === 13;
    if (afterReturn) unit = 10;
    if (lines[index] !== -1) put();
    if (atStart) lines[index] = ++line;
    atStart = unit === 10;
    update(unit);
  }
  for (let rest = 0; rest < WINDOW; rest++) {
    if (lines[index] !== -1) put();
    update(0);
  }
  return hashes;
}

/** 37^100 modulo 2^64, as two halves. */
function power(): [number, number] {
  let value = 1n;
  for (let times = 0; times < WINDOW; times++) value = (value * BigInt(BASE)) & 0xffffffffffffffffn;
  return [Number(value >> 32n), Number(value & 0xffffffffn)];
}
