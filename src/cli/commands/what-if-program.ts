/** Flags and help texts of `simulate`, `history` and `diff`. */
import type { Command } from 'commander';
import type { RawDiffFlags } from './diff.ts';
import type { RawHistoryFlags } from './history.ts';
import type { RawSimulateFlags } from './simulate.ts';

export type SimulateRun = (path: string, flags: RawSimulateFlags) => Promise<void>;
export type HistoryRun = (path: string, flags: RawHistoryFlags) => Promise<void>;
export type DiffRun = (before: string, after: string, flags: RawDiffFlags) => Promise<void>;

/** Adds `simulate`. */
export function addSimulate(program: Command, run: SimulateRun): void {
  const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];
  program
    .command('simulate')
    .description('what if: the audit with something that has not happened, and what stops')
    .argument('[path]', 'folder or file to audit', '.')
    .option('--deny <kind:name>', 'can no longer be used: model:claude-*, developer:ID, operator:ID, service:ID, country:US (repeatable)', collect)
    .option('--weights <which>', 'weights that --deny means: closed, open (can no longer be fetched), all. Default: all')
    .option('--cut <place>', 'cannot be reached: region:eu-west-1, DE, EU (repeatable)', collect)
    .option('--relicense <model=license>', 'a model under another license of the knowledge base (repeatable)', collect)
    .option('--event <file>', 'an event in the format of rules, or a pack of them (repeatable)', collect)
    .option('--scenario <id>', 'a named what-if: us-closed-frontier, china-weights-export, cloud-act-order, hub-unreachable (repeatable)', collect)
    .option('-p, --profile <id>', 'perspective; a scope after a colon. Default: eu')
    .option('--as-of <date>', 'the day it happens (YYYY-MM-DD). Default: today')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root')
    .option('--no-config', 'use no project file')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('--include <glob>', 'audit only matching files (repeatable)', collect)
    .option('--exclude <glob>', 'leave matching files out (repeatable)', collect)
    .option('--scope <list>', 'scopes that are judged. Default: production', collect)
    .option('--json', 'print JSON')
    .action(run);
}

/** Adds `history`. */
export function addHistory(program: Command, run: HistoryRun): void {
  const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];
  program
    .command('history')
    .description('the same code judged at many days: verdict, levels, and the event behind every change')
    .argument('[path]', 'folder or file to audit', '.')
    .option('--from <day>', 'first day (YYYY-MM-DD) or month (YYYY-MM). Default: the first of January last year')
    .option('--to <day>', 'last day or month. Default: today')
    .option('--every <step>', 'change (every day on which something changes), month, quarter, year. Default: change')
    .option('--dates <list>', 'these days instead, separated by commas')
    .option('-p, --profile <id>', 'perspective; a scope after a colon. Default: eu')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root')
    .option('--no-config', 'use no project file')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('--include <glob>', 'audit only matching files (repeatable)', collect)
    .option('--exclude <glob>', 'leave matching files out (repeatable)', collect)
    .option('--scope <list>', 'scopes that are judged. Default: production', collect)
    .option('--json', 'print JSON')
    .action(run);
}

/** Adds `diff`. */
export function addDiff(program: Command, run: DiffRun): void {
  program
    .command('diff')
    .description('what differs between two JSON reports, and whether code, knowledge or time changed it')
    .argument('<before>', 'JSON report (audit -f json)')
    .argument('<after>', 'JSON report')
    .option('--json', 'print JSON')
    .option('--fail-on-worse', 'exit 1 when a layer, the verdict or a restriction is worse, or a finding of medium or more is new or worse')
    .action(run);
}
