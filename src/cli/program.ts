/** Commands, flags and help texts. */
import { Command, Option } from 'commander';
import { VERSION } from '../version.ts';
import type { RawAuditFlags } from './args.ts';
import { addLookup, type ExplainRun, type LookupRun } from './commands/lookup-program.ts';
import { addRules, type RulesRun } from './commands/rules-program.ts';
import { addDiff, addHistory, addSimulate, type DiffRun, type HistoryRun, type SimulateRun } from './commands/what-if-program.ts';

/** What each command does; `main` binds them to a run. */
export interface Handlers {
  readonly audit: (paths: string[], flags: RawAuditFlags) => Promise<void>;
  readonly simulate: SimulateRun;
  readonly history: HistoryRun;
  readonly diff: DiffRun;
  readonly lookup: LookupRun;
  readonly explain: ExplainRun;
  readonly rules: (run: RulesRun) => Promise<void>;
}

const EXIT_CODES = `
Exit codes:
  0  clean, or no gate was asked for
  1  a gate failed (--fail-on, --min-level, --fail-on-verdict, --max-risk)
  2  wrong usage, config or rules, or nothing to scan
  3  internal error
  4  the scan was incomplete and --strict was given

No network, no telemetry; nothing in the scanned repository is executed.`;

/** The command tree. Nothing here writes to a stream or ends the process by itself. */
export function createProgram(handlers: Handlers, write: { out: (text: string) => void; err: (text: string) => void }): Command {
  const program = new Command('sovaudit')
    .description('AI sovereignty auditor: what this repository depends on, who can take it away, and what to do next.')
    .version(VERSION, '-V, --version', 'print the version')
    .configureOutput({ writeOut: write.out, writeErr: write.err })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', EXIT_CODES);
  addAudit(program, handlers);
  addSimulate(program, handlers.simulate);
  addHistory(program, handlers.history);
  addDiff(program, handlers.diff);
  addLookup(program, handlers.lookup, handlers.explain);
  addRules(program, handlers.rules);
  return program;
}

function addAudit(program: Command, handlers: Handlers): void {
  const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];
  program
    .command('audit', { isDefault: true })
    .description('audit a repository (the default command)')
    .argument('[paths...]', 'folders or files to audit', ['.'])
    .option('-p, --profile <id>', 'perspective: eu, eu-regulated, us-federal, global ...; a scope after a colon (us-federal:civ). Default: eu')
    .option('--as-of <date>', 'judge by the facts of this day (YYYY-MM-DD). Default: today')
    .option('-c, --config <file>', 'project file. Default: the nearest sovaudit.yaml up to the repository root')
    .option('--no-config', 'use no project file')
    .option('-r, --rules <path>', 'your own rules: a YAML file or a folder (repeatable)', collect)
    .option('-f, --format <format>', 'what to print: table, json, sarif, cyclonedx, markdown, html, junit, gitlab, github, compact. Default: table')
    .option('-o, --output <format=file>', 'also write this format to a file (repeatable)', collect)
    .option('--fail-on <severity>', 'exit 1 on a new finding of this severity or worse: critical, high, medium, low, info')
    .option('--min-level <layer=n>', 'exit 1 when a layer is below this level (repeatable): cloud=2', collect)
    .option('--fail-on-verdict <verdict>', 'exit 1 when the verdict is this or worse: dependency, access')
    .option('--max-risk <n>', 'exit 1 when the risk index is higher (0 to 100)')
    .option('--unknown <policy>', 'how unknowns count at a gate: worst, best, ignore. Default: worst')
    .option('--include <glob>', 'audit only matching files (repeatable)', collect)
    .option('--exclude <glob>', 'leave matching files out (repeatable)', collect)
    .option('--dora <file>', 'write rows to start a DORA register of information from, as CSV (profile eu-regulated)')
    .option('--scope <list>', 'scopes that are scored: production,test,docs,example,dev-tool. Default: production', collect)
    .option('--no-gitignore', 'also read what git ignores')
    .option('--max-file-size <size>', 'do not read larger files. Default: 8M')
    .option('--strict', 'exit 4 when a file could not be read or parsed')
    .option('--exit-zero', 'exit 0 even when a gate fails')
    .option('-q, --quiet', 'print nothing on standard error but errors')
    .option('-v, --verbose', 'show every usage, finding and fact')
    .option('--timing', 'print how long the audit took, on standard error')
    .addOption(new Option('--color <when>', 'auto, always or never').default('auto'))
    .action((paths: string[], flags: RawAuditFlags) => handlers.audit(paths, flags));
}
