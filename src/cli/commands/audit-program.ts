/** Flags and help texts of `audit` and of the commands around it: `baseline`, `report`, `init`, `config`. */
import { type Command, Option } from 'commander';
import type { RawAuditFlags } from '../args.ts';
import type { RawOutputFlags } from '../output-flags.ts';
import type { BaselineAction, RawBaselineFlags } from './baseline.ts';
import type { RawConfigFlags } from './config.ts';
import type { RawInitFlags } from './init.ts';

export type AuditRun = (paths: string[], flags: RawAuditFlags) => Promise<void>;
export type BaselineRun = (action: BaselineAction, paths: string[], flags: RawBaselineFlags) => Promise<void>;
export type ConfigRun = (path: string, flags: RawConfigFlags) => Promise<void>;
export type InitRun = (path: string, flags: RawInitFlags) => Promise<void>;
export type ReportRun = (file: string, flags: RawOutputFlags) => Promise<void>;

const FORMAT_HELP = 'table, json, sarif, cyclonedx, markdown, html, junit, gitlab, github, compact';
const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];

/** Adds `audit`, the default command. */
export function addAudit(program: Command, run: AuditRun): void {
  const command = program
    .command('audit', { isDefault: true })
    .description('audit a repository (the default command)')
    .argument('[paths...]', 'folders or files to audit', ['.']);
  addAuditFlags(command);
  command
    .option('--name <name>', 'what to call the repository in reports. Default: its remote, such as github.com/acme/app')
    .option('--strict', 'exit 4 when a file could not be read or parsed')
    .option('--exit-zero', 'exit 0 even when a gate fails')
    .option('-q, --quiet', 'print nothing on standard error but errors')
    .option('--timing', 'print how long the audit took, on standard error')
    .action(run);
}

/** Adds `baseline create`, `update` and `prune`. */
export function addBaseline(program: Command, run: BaselineRun): void {
  const group = program.command('baseline').description('a file of findings that are accepted as they are: a gate then judges new ones only');
  const actions: readonly (readonly [BaselineAction, string])[] = [
    ['create', 'write the findings of now into a new file'],
    ['update', 'write the findings of now into the file: adds new ones, takes out resolved ones'],
    ['prune', 'only take out what no finding answers to any more'],
  ];
  for (const [action, description] of actions) {
    const command = group
      .command(action)
      .description(description)
      .argument('[paths...]', 'folders or files to audit', ['.'])
      .option('--file <file>', 'the baseline. Default: "baseline" of the project file, else .sovaudit-baseline.json');
    addPerspective(command);
    command.option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect);
    addSelection(command);
    command.option('-q, --quiet', 'print nothing but errors').action((paths: string[], flags: RawBaselineFlags) => run(action, paths, flags));
  }
}

/** Adds `report`. */
export function addReport(program: Command, run: ReportRun): void {
  const command = program
    .command('report')
    .description('render a JSON report again, in any format, without scanning')
    .argument('<report.json>', 'a report made with audit -f json; - is standard input');
  addOutput(command);
  command.action(run);
}

/** Adds `init`. */
export function addInit(program: Command, run: InitRun): void {
  program
    .command('init')
    .description('look at the repository, ask what code cannot show, and write a commented sovaudit.yaml')
    .argument('[path]', 'folder of the repository', '.')
    .option('-y, --yes', 'ask nothing: flags and defaults answer')
    .option('-p, --profile <id>', 'perspective. Default: eu')
    .option('--fail-on <severity>', 'gate on new findings of this severity or worse. Default: high')
    .option('--ci <server>', 'also write a CI file: github, gitlab, jenkins, azure, none. Default: none')
    .option('--rules', 'also write our-rules.yaml, a rule file to start from, and name it in sovaudit.yaml')
    .option('--as-of <date>', 'judge by the facts of this day (YYYY-MM-DD). Default: today')
    .option('--force', 'overwrite what is there')
    .action(run);
}

/** Adds `config print`. */
export function addConfig(program: Command, run: ConfigRun): void {
  const command = program
    .command('config')
    .description('settings of an audit')
    .command('print')
    .description('every setting, its value, and where it comes from: flag, project file with line, default')
    .argument('[path]', 'folder or file to audit', '.')
    .option('--json', 'print JSON');
  addAuditFlags(command);
  command.action(run);
}

/** Everything that decides what an audit finds and whether it passes. */
function addAuditFlags(command: Command): void {
  addPerspective(command);
  command
    .option('--config-from <ref>', 'take project file, its rules, baseline and suppressions from this revision: a change cannot relax its own gate')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect);
  addOutput(command);
  command
    .option('--fail-on <severity>', 'exit 1 on a new finding of this severity or worse: critical, high, medium, low, info')
    .option('--min-confidence <level>', 'findings below it never fail the gate: high, medium, low. Default: low')
    .option('--min-level <layer=n>', 'exit 1 when a layer is below this level (repeatable): cloud=2', collect)
    .option('--fail-on-verdict <verdict>', 'exit 1 when the verdict is this or worse: dependency, access')
    .option('--max-risk <n>', 'exit 1 when the risk index is higher (0 to 100)')
    .option('--unknown <policy>', 'how unknowns count at a gate: worst, best, ignore. Default: worst')
    .option('--baseline <file>', 'findings in this file are known, not new (sovaudit baseline create)')
    .option('--since <ref>', 'only what was not there where the branch left this revision is new: origin/main')
    .option('--staged', 'audit what is staged; only what the last commit does not have is new')
    .option('--max-knowledge-age <days>', 'exit 2 when the newest fact of the knowledge base is older')
    .option('--dora <file>', 'write rows to start a DORA register of information from, as CSV (profile eu-regulated)');
  addSelection(command);
}

function addPerspective(command: Command): void {
  command
    .option('-p, --profile <id>', 'perspective: eu, eu-regulated, us-federal, global ...; a scope after a colon (us-federal:civ). Default: eu')
    .option('--as-of <date>', 'judge by the facts of this day (YYYY-MM-DD). Default: today')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root')
    .option('--no-config', 'use no project file');
}

function addOutput(command: Command): void {
  command
    .option('-f, --format <format>', `what to print: ${FORMAT_HELP}. Default: table`)
    .option('-o, --output <format=file>', 'also write this format to a file (repeatable)', collect)
    .option('--include-suppressed', 'SARIF: also write what is suppressed or in the baseline, marked as such')
    .option('--spec-version <version>', 'CycloneDX: 1.6 or 1.7. Default: 1.6')
    .option('-v, --verbose', 'show every usage, finding and fact')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'));
}

function addSelection(command: Command): void {
  command
    .option('--include <glob>', 'audit only matching files (repeatable)', collect)
    .option('--exclude <glob>', 'leave matching files out (repeatable)', collect)
    .option('--scope <list>', 'scopes that are scored: production,test,docs,example,dev-tool,vendored,generated. Default: production', collect)
    .option('--no-gitignore', 'also read what git ignores')
    .option('--submodules', 'also audit submodules that are checked out, and clones inside')
    .option('--no-submodules', 'leave them out on purpose: they are only counted. Default: left out, and each is named')
    .option('--max-file-size <size>', 'do not read larger files, and name them. Default: 8M. More bounds: limits: of the project file')
    .option('--max-files <n>', 'audit no more files, and tell how many are left. Default: 2000000')
    .option('-j, --jobs <n>', 'threads at most. Default: as many as there are processors, where there is work for them')
    .option('--no-cache', 'keep nothing for the next audit, and use nothing of an earlier one');
}
