/** Doing something again whenever files change: the loop, apart from disk, clock and signals, and the world it runs in. */
import { statSync, watch as watchDisk } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Streams } from './streams.ts';

/** What the loop needs from outside. Each gives back how to stop it. */
export interface WatchedWorld {
  /** Tells of every change, with the name of the file. */
  readonly changes: (tell: (file: string) => void) => () => void;
  /** Runs something when no change has come for a moment. */
  readonly later: (run: () => void) => () => void;
  /** Runs something when the user wants to end. */
  readonly ended: (run: () => void) => () => void;
}

/**
 * Runs at once, and again after changes: a burst of them is one, and changes during a run are one more run after it. `run` gets the files that changed, by
 * name and sorted; none the first time. Comes back when the user ends it and the last run is over; what `run` throws ends it, too.
 */
export async function runOnChange(run: (changed: readonly string[]) => Promise<void>, world: WatchedWorld): Promise<void> {
  let wake: (() => void) | null = null;
  let over = false;
  let ready = false;
  let cancel = (): void => {};
  const changed = new Set<string>();
  const stirred = (): void => wake?.();
  const close = world.changes((file) => {
    changed.add(file);
    cancel();
    cancel = world.later(() => {
      ready = true;
      stirred();
    });
  });
  const unhook = world.ended(() => {
    over = true;
    stirred();
  });
  try {
    await run([]);
    while (!over) {
      if (!ready) await new Promise<void>((resolve) => (wake = resolve));
      if (over || !ready) continue;
      ready = false;
      const files = [...changed].sort();
      changed.clear();
      await run(files);
    }
  } finally {
    cancel();
    close();
    unhook();
  }
}

/** Quiet time after a change, in milliseconds: editors write a file in several steps. */
const QUIET = 150;

/** Files and folders on disk. A file is watched through its folder, as many editors put a new one in its place. */
export function diskWorld(paths: readonly string[], streams: Streams): WatchedWorld {
  return {
    changes: (tell) => {
      const watchers = [...new Set(paths)].flatMap((path) => {
        const stats = statSync(path, { throwIfNoEntry: false });
        if (stats === undefined) return [];
        const folder = stats.isDirectory();
        const watcher = watchDisk(folder ? path : dirname(path), { recursive: folder }, (_, name) => {
          if (name === null || (!folder && name !== basename(path)) || /(?:^|[\\/])(?:node_modules|\.git)(?:[\\/]|$)/.test(name)) return;
          tell(name.replaceAll('\\', '/'));
        });
        // A folder that is gone is not an end: others are still there.
        watcher.on('error', () => watcher.close());
        return [watcher];
      });
      return () => {
        for (const watcher of watchers) watcher.close();
      };
    },
    later: (run) => {
      const timer = setTimeout(run, QUIET);
      return () => clearTimeout(timer);
    },
    ended: (run) => {
      streams.on?.('SIGINT', run);
      return () => void streams.off?.('SIGINT', run);
    },
  };
}
