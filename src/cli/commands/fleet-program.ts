/** Flags and help texts of `merge` and `shard`. */
import { type Command, Option } from 'commander';
import type { RawMergeFlags } from './merge.ts';

export type ShardRun = (part: string, file: string | undefined) => Promise<void>;
export type MergeRun = (paths: string[], flags: RawMergeFlags) => Promise<void>;

const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];

/** Adds `merge`. */
export function addMerge(program: Command, run: MergeRun): void {
  program
    .command('merge')
    .description('join the reports of many repositories into one fleet report')
    .argument('<reports...>', 'JSON reports and earlier fleet reports, folders of them (*.json, *.json.gz), or - for a list of paths on standard input')
    .option('-f, --format <format>', 'what to print: table, json, html, csv, markdown. Default: table')
    .option('-o, --output <format=file>', 'also write this format to a file (repeatable)', collect)
    .option(
      '--table <name>',
      'CSV: which table: repositories, call-paths, controllers, countries, services, models, rules, restrictions, layers, left-out. Default: repositories',
    )
    .option('--mix <list>', 'add up reports that differ in date, knowledge, tool; each is told. Default: they form groups', collect)
    .option('--latest', 'keep only the latest report of each repository')
    .option('--skip-bad', 'leave out what is no report, and count it, instead of exiting 2')
    .option('-q, --quiet', 'print nothing on standard error but errors')
    .option('-v, --verbose', 'show every row')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .action(run);
}

/** Adds `shard`. */
export function addShard(program: Command, run: ShardRun): void {
  program
    .command('shard')
    .description('the lines of one part of a list of repositories: the same wherever it is asked, stable when the list grows')
    .argument('<part/parts>', 'which part of how many, from 1: 2/8')
    .argument('[file]', 'one repository on each line; what follows a tab is kept and does not count. Default: standard input')
    .action((part: string, file: string | undefined) => run(part, file));
}
