/** Flags and help texts of `lookup` and `explain`. */
import { type Command, Option } from 'commander';
import type { RawExplainFlags } from './explain.ts';
import type { RawLookupFlags } from './lookup.ts';

export type LookupRun = (texts: string[], flags: RawLookupFlags) => Promise<void>;
export type ExplainRun = (id: string, flags: RawExplainFlags) => Promise<void>;

/** Adds `lookup` and `explain`. */
export function addLookup(program: Command, lookup: LookupRun, explain: ExplainRun): void {
  const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];
  program
    .command('lookup')
    .description('what the knowledge base knows of a model id, host, URL, package, environment name or license')
    .argument('[texts...]', 'texts as code writes them: gpt-4o, bedrock/eu.anthropic.claude-..., api.deepseek.com, pkg:pypi/openai')
    .option('--stdin', 'read texts from standard input, one per line')
    .option('--json', 'print a JSON array, one object per text')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('--as-of <date>', 'state of events on this day (YYYY-MM-DD). Default: today')
    .option('-v, --verbose', 'show hosts, environment names and the like too')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .action(lookup);
  program
    .command('explain')
    .description(
      'everything the knowledge base says of an id, with source, date and basis: model, service, organization, license, regime, event, rule, profile',
    )
    .argument('<id>', 'an id, with or without its kind: deepseek, licenses/mit, openai/gpt-5.5, cloud/foreign-operator, eu-regulated')
    .option('--json', 'print JSON')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('--as-of <date>', 'state of events on this day (YYYY-MM-DD). Default: today')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .action(explain);
}
