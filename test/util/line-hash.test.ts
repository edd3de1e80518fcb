import { expect, test } from 'vitest';
import { lineHashes } from '../../src/util/line-hash.ts';

/** The algorithm as it is described, with whole 64-bit numbers. */
function plainly(text: string): string[] {
  const units = [...Array(text.length).keys()].map((at) => text.charCodeAt(at));
  const kept: number[] = [];
  for (const [at, unit] of units.entries()) {
    if (unit === 32 || unit === 9 || (unit === 10 && units[at - 1] === 13)) continue;
    kept.push(unit === 13 ? 10 : unit);
  }
  kept.push(65535);
  const starts = kept.flatMap((_, at) => (at === 0 || kept[at - 1] === 10 ? [at] : []));
  const counts = new Map<string, number>();
  return starts.map((start) => {
    let hash = 0n;
    for (let at = start; at < start + 100; at++) hash = (hash * 37n + BigInt(kept[at] ?? 0)) & 0xffffffffffffffffn;
    const hex = hash.toString(16);
    counts.set(hex, (counts.get(hex) ?? 0) + 1);
    return `${hex}:${counts.get(hex)}`;
  });
}

test.each([
  ['an empty file', ''],
  ['one line', 'const a = 1;'],
  ['lines of every ending', 'a\nb\r\nc\rd\n\n\ne'],
  ['equal lines', 'same\n'.repeat(400)],
  ['a line longer than the window', `${'x'.repeat(5000)}\ny`],
  ['blanks and tabs', '  a\t b \n\t\n   \nz'],
  ['signs beyond ASCII', '\ufeffschön — 日本語 \u{1f600}\n'.repeat(30)],
])('%s hashes as the definition says', (_name, text) => {
  expect(lineHashes(text)).toEqual(plainly(text));
});

// Values of the test of GitHub's own action: codeql-action, src/fingerprints.test.ts.
test.each([
  ['', ['c129715d7a2bc9a3:1']],
  [' a\nb\n  \t\tc\n d', ['271789c17abda88f:1', '54703d4cd895b18:1', '180aee12dab6264:1', 'a23a3dc5e078b07b:1']],
  [
    ' hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n',
    ['e9496ae3ebfced30:1', 'fb7c023a8b9ccb3f:1', 'ce8ba1a563dcdaca:1', 'e20e36e16fcb0cc8:1', 'b3edc88f2938467e:1', 'c8e28b0b4002a3a0:1', 'c129715d7a2bc9a3:1'],
  ],
  [
    'Lorem ipsum dolor sit amet.\n'.repeat(10),
    [
      'a7f2ff13bc495cf2:1',
      'a7f2ff13bc495cf2:2',
      'a7f2ff13bc495cf2:3',
      'a7f2ff13bc495cf2:4',
      'a7f2ff13bc495cf2:5',
      'a7f2ff13bc495cf2:6',
      'a7f2ff1481e87703:1',
      'a9cf91f7bbf1862b:1',
      '55ec222b86bcae53:1',
      'cc97dc7b1d7d8f7b:1',
      'c129715d7a2bc9a3:1',
    ],
  ],
])('the values GitHub publishes for %j come out', (text, hashes) => {
  expect(lineHashes(text)).toEqual(hashes);
});
