import { describe, expect, test } from 'vitest';
import { watchRules } from '../../src/cli/commands/rules-watch.ts';
import { runOnChange, type WatchedWorld } from '../../src/cli/watch.ts';
import { InputError } from '../../src/util/errors.ts';

/** A world moved by hand. */
function handWorld() {
  let tell: (file: string) => void = () => {};
  let end: () => void = () => {};
  let pending: (() => void) | null = null;
  const open = { changes: false, ended: false };
  const world: WatchedWorld = {
    changes: (listener) => {
      tell = listener;
      open.changes = true;
      return () => void (open.changes = false);
    },
    later: (run) => {
      pending = run;
      return () => void (pending = null);
    },
    ended: (run) => {
      end = run;
      open.ended = true;
      return () => void (open.ended = false);
    },
  };
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    world,
    open,
    change: (file: string) => tell(file),
    quiet: async () => {
      const run = pending;
      pending = null;
      run?.();
      await settle();
    },
    end: async () => {
      end();
      await settle();
    },
    settle,
  };
}

describe('watching', () => {
  test('runs at once, and again when changes have come to rest: a burst is one run', async () => {
    const hand = handWorld();
    const runs: string[] = [];
    const done = runOnChange(async (changed) => void runs.push(changed.join(' ')), hand.world);
    await hand.settle();
    hand.change('b.yaml');
    hand.change('a.yaml');
    hand.change('b.yaml');
    await hand.quiet();
    expect(runs).toEqual(['', 'a.yaml b.yaml']);
    await hand.end();
    await done;
  });

  test('changes during a run are one more run after it, never two at a time', async () => {
    const hand = handWorld();
    const runs: string[] = [];
    let release: () => void = () => {};
    const done = runOnChange(async (changed) => {
      runs.push(changed.join(' '));
      if (changed.length === 0) await new Promise<void>((resolve) => (release = resolve));
    }, hand.world);
    await hand.settle();
    hand.change('a.yaml');
    await hand.quiet();
    hand.change('c.yaml');
    await hand.quiet();
    expect(runs).toEqual(['']);
    release();
    await hand.settle();
    expect(runs).toEqual(['', 'a.yaml c.yaml']);
    await hand.end();
    await done;
  });

  test('ends when the user says so, and lets go of everything', async () => {
    const hand = handWorld();
    const done = runOnChange(async () => {}, hand.world);
    await hand.settle();
    hand.change('a.yaml');
    await hand.end();
    await done;
    expect(hand.open).toEqual({ changes: false, ended: false });
  });

  test('a bug ends it and lets go of everything', async () => {
    const hand = handWorld();
    const done = runOnChange(async () => {
      throw new TypeError('a bug');
    }, hand.world);
    await expect(done).rejects.toThrow('a bug');
    expect(hand.open).toEqual({ changes: false, ended: false });
  });

  test('mistakes in rules are told and do not end it; nothing on the screen is cleared; the end is exit 0', async () => {
    const hand = handWorld();
    const out: string[] = [];
    const err: string[] = [];
    let broken = true;
    const code = watchRules(
      async () => {
        if (broken) throw new InputError([{ file: 'ours.yaml', line: 3, column: 5, message: 'unknown key "levle"' }]);
        return { text: '1 entry, no problems\n' };
      },
      hand.world,
      { stdout: { write: (text) => out.push(text) }, stderr: { write: (text) => err.push(text) }, env: {} },
    );
    await hand.settle();
    broken = false;
    hand.change('ours.yaml');
    await hand.quiet();
    await hand.end();
    expect([await code, err, out.join('')]).toEqual([
      0,
      ['ours.yaml:3:5 unknown key "levle"\nerror: 1 problem; nothing was applied\n'],
      '\n--- changed: ours.yaml\n1 entry, no problems\n',
    ]);
  });
});
