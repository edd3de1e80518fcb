import { dirname } from 'node:path';
import { findConfig } from '../../config/index.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { errorText } from '../error-text.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { rulesInUse } from '../own-rules.ts';
import type { Streams } from '../streams.ts';
import { diskWorld, runOnChange, type WatchedWorld } from '../watch.ts';

/** Runs a `rules` command over and over until the user ends it. Mistakes in rules are told and do not end it. */
export async function watchRules(run: () => Promise<{ readonly text: string }>, world: WatchedWorld, streams: Streams): Promise<ExitCode> {
  await runOnChange(async (changed) => {
    if (changed.length > 0) streams.stdout.write(`\n--- changed: ${terminalText(changed.join(', '))}\n`);
    try {
      streams.stdout.write((await run()).text);
    } catch (error) {
      const words = errorText(error);
      if (words === null) throw error;
      streams.stderr.write(words);
    }
  }, world);
  return EXIT.ok;
}

/** The disk as a `rules` command reads it: rules, the folders of their packs, fixtures, the project file. */
export async function worldOf(paths: readonly string[], fixtures: readonly string[], streams: Streams): Promise<WatchedWorld> {
  const config = paths.length > 0 ? null : findConfig('.');
  return diskWorld([...paths, ...fixtures, ...(config === null ? [] : [config]), ...(await packFolders(paths))], streams);
}

/** Rules that are wrong at the start are told by the run; their packs are then not known yet. */
async function packFolders(paths: readonly string[]): Promise<string[]> {
  try {
    const { rules, ruleFiles } = await rulesInUse(paths);
    return [...rules, ...new Set(ruleFiles.map(({ shown }) => dirname(shown)))];
  } catch (error) {
    if (errorText(error) === null) throw error;
    return [];
  }
}
