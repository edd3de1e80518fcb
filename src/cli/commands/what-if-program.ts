/** Flags and help texts of `simulate`, `history` and `diff`. */
import type { Command } from 'commander';
import type { RawDiffFlags } from './diff.ts';
import type { RawHistoryFlags } from './history.ts';
import type { RawSimulateFlags } from './simulate-flags.ts';

export type SimulateRun = (path: string, flags: RawSimulateFlags) => Promise<void>;
export type HistoryRun = (path: string, flags: RawHistoryFlags) => Promise<void>;
export type DiffRun = (before: string, after: string | undefined, flags: RawDiffFlags) => Promise<void>;

function collect(value: string, list: string[] | undefined): string[] {
  return [...(list ?? []), value];
}

/** What all of them take besides: which files and rules, and JSON. */
function withSelection(command: Command): Command {
  return command
    .option('--no-config', 'use no project file')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('--include <glob>', 'audit only matching files (repeatable)', collect)
    .option('--exclude <glob>', 'leave matching files out (repeatable)', collect)
    .option('--scope <list>', 'scopes that are judged. Default: production', collect)
    .option('--json', 'print JSON');
}

/** Adds `simulate`. */
export function addSimulate(program: Command, run: SimulateRun): void {
  const command = program
    .command('simulate')
    .description('what if: the audit with something that has not happened, and what stops')
    .argument('[path]', 'folder or file to audit; or a report or fleet report (JSON), which is judged anew without scanning', '.')
    .option('--deny <kind:name>', 'can no longer be used: model:claude-*, developer:ID, operator:ID, service:ID, country:US (repeatable)', collect)
    .option('--weights <which>', 'weights that --deny means: closed, open (can no longer be fetched), all. Default: all')
    .option('--cut <place>', 'cannot be reached: region:eu-west-1, DE, EU (repeatable)', collect)
    .option('--relicense <model=license>', 'a model under another license of the knowledge base (repeatable)', collect)
    .option('--event <file>', 'an event in the format of rules, or a pack of them (repeatable)', collect)
    .option('--scenario <id>', 'a named what-if: us-closed-frontier, china-weights-export, cloud-act-order, hub-unreachable (repeatable)', collect)
    .option('-p, --profile <id>', 'perspective; a scope after a colon. Default: eu')
    .option('--as-of <date>', 'the day it happens (YYYY-MM-DD). Default: today')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root');
  withSelection(command)
    .option('--csv', 'fleet report: a row for each call path that stops')
    .option('-v, --verbose', 'fleet report: show every one')
    .action(run);
}

/** Adds `history`. */
export function addHistory(program: Command, run: HistoryRun): void {
  const command = program
    .command('history')
    .description('the same code judged at many days: verdict, levels, and the event behind every change')
    .argument('[path]', 'folder or file to audit', '.')
    .option('--from <day>', 'first day (YYYY-MM-DD) or month (YYYY-MM). Default: the first of January last year')
    .option('--to <day>', 'last day or month. Default: today')
    .option('--every <step>', 'change (every day on which something changes), month, quarter, year. Default: change')
    .option('--dates <list>', 'these days instead, separated by commas')
    .option('-p, --profile <id>', 'perspective; a scope after a colon. Default: eu')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root');
  withSelection(command).action(run);
}

/** Adds `diff`. */
export function addDiff(program: Command, run: DiffRun): void {
  const command = program
    .command('diff')
    .description('what differs between two JSON reports or two revisions, and whether code, knowledge or time changed it')
    .argument('<before>', 'JSON report (audit -f json), fleet report (merge -f json), or a revision such as HEAD~1')
    .argument('[after]', 'JSON report or revision. Default: the files on disk')
    .option('--path <folder>', 'repository or folder of it whose revisions are meant. Default: here')
    .option('--rev', 'both are revisions, even where files have these names')
    .option('--dated', 'judge each revision as of the day of its commit, so that time is told apart from code')
    .option('-p, --profile <id>', 'perspective; a scope after a colon. Default: that of the project file, else eu')
    .option('--as-of <date>', 'judge revisions by the facts of this day. Default: today')
    .option('-c, --config <file>', 'project file, read as each revision has it. Default: the nearest sovaudit.yaml');
  withSelection(command)
    .option('--fail-on-worse', 'exit 1 when a layer, the verdict or a restriction is worse, or a finding of medium or more is new or worse')
    .action(run);
}
