// Two builds in two places give the same bytes, and so does what is packed from them.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const PARTS = ['bin', 'src', 'rules', 'package.json', 'package-lock.json', 'tsconfig.json', 'node_modules'];

describe.runIf(process.platform !== 'win32')('a build', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sovaudit-twice-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);
  // At two depths, under two names.
  const places = [join(folder, 'first'), join(folder, 'deeper/and deeper/second')] as const;

  beforeAll(() => {
    for (const place of places) {
      mkdirSync(place, { recursive: true });
      for (const part of PARTS) symlinkSync(realpathSync(part), join(place, part));
      execFileSync(process.execPath, ['bin/build.js'], { cwd: place, stdio: 'ignore' });
    }
  }, 180_000);

  const built = (place: string): Map<string, Buffer> => {
    const names = readdirSync(join(place, 'dist'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return new Map(names.map((entry) => join(entry.parentPath, entry.name)).map((name) => [name.slice(place.length), readFileSync(name)]));
  };

  test('gives the same bytes in another folder', () => {
    const [one, other] = [built(places[0]), built(places[1])];
    expect(one.size).toBeGreaterThan(20);
    expect([...other.keys()].sort()).toEqual([...one.keys()].sort());
    expect([...one].filter(([name, bytes]) => !other.get(name)?.equals(bytes)).map(([name]) => name)).toEqual([]);
  });

  test('holds no path of the machine it was made on', () => {
    const traces = [folder, realpathSync('node_modules'), resolve('.')];
    const telling = [...built(places[1])].filter(([, bytes]) => traces.some((trace) => bytes.includes(trace)));
    expect(telling.map(([name]) => name)).toEqual([]);
  });

  test('packs to the same bytes twice', () => {
    const packed = [0, 1].map((at) => {
      const to = join(folder, `packed-${at}`);
      mkdirSync(to);
      execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', to], { stdio: 'ignore' });
      return readFileSync(join(to, readdirSync(to)[0] ?? ''));
    });
    expect([(packed[0]?.length ?? 0) > 1_000_000, packed[0]?.equals(packed[1] as Buffer)]).toEqual([true, true]);
  });
});
