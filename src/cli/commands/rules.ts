/** `sovaudit rules ...`: one run. Each command loads only what it needs. */

import { EXIT, type ExitCode } from '../exit-code.ts';
import { date } from '../flag-values.ts';
import type { Streams } from '../streams.ts';
import type { RulesRun } from './rules-program.ts';

/** Runs a `rules` command. Problems in rule files are thrown as `InputError`. */
export async function runRules(run: RulesRun, streams: Streams, now: Date): Promise<ExitCode> {
  if (run.command === 'test') return test(run, streams, now);
  if (run.command === 'validate' && run.watch) {
    const [{ watchRules, worldOf }, { validateRules }] = await Promise.all([import('./rules-watch.ts'), import('./rules-check.ts')]);
    return watchRules(async () => ({ text: await validateRules(run.paths) }), await worldOf(run.paths, [], streams), streams);
  }
  const text = await output(run, now);
  streams.stdout.write(text);
  return EXIT.ok;
}

async function output(run: Exclude<RulesRun, { command: 'test' }>, now: Date): Promise<string> {
  switch (run.command) {
    case 'validate':
      return (await import('./rules-check.ts')).validateRules(run.paths);
    case 'check':
      return (await import('./rules-check.ts')).checkRulesFolder(run.folder, day(run.asOf, now));
    case 'new':
      return (await import('./rules-new.ts')).newRule(run.kind, run.id, run.folder);
    case 'list':
      return (await import('./rules-list.ts')).listRules(run.kind, run.rules, { own: run.own, json: run.json });
    case 'show':
      return showCommand(run);
    case 'schema':
      return (await import('./rules-schema.ts')).printSchema(run.kind, run.modeline);
    case 'stale':
      return (await import('./rules-stale.ts')).listStale(run.folder, day(run.asOf, now), run.json);
    case 'coverage':
      return (await import('./rules-coverage.ts')).coverageText(run.folder);
  }
}

async function test(run: Extract<RulesRun, { command: 'test' }>, streams: Streams, now: Date): Promise<ExitCode> {
  const { testRules } = await import('./rules-test.ts');
  const { rules, fixtures, profile } = run;
  const options = { fixtures, asOf: day(run.asOf, now), ...(profile !== undefined && { profile }) };
  if (run.watch) {
    const { watchRules, worldOf } = await import('./rules-watch.ts');
    return watchRules(() => testRules(rules, options, run.json), await worldOf(rules, fixtures, streams), streams);
  }
  const { text, code } = await testRules(rules, options, run.json);
  streams.stdout.write(text);
  return code;
}

async function showCommand({ id, rules, json }: Extract<RulesRun, { command: 'show' }>): Promise<string> {
  const [{ showRule }, { filesOf, rulesInUse }] = await Promise.all([import('./rules-show.ts'), import('../own-rules.ts')]);
  return showRule(id, filesOf(await rulesInUse(rules)), json);
}

function day(asOf: string | undefined, now: Date): string {
  return asOf === undefined ? now.toISOString().slice(0, 10) : date('--as-of', asOf);
}
