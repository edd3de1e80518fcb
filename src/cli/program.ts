/** Commands, flags and help texts. */
import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { closest } from '../util/closest.ts';
import { UsageError } from '../util/errors.ts';
import { VERSION } from '../version.ts';
import {
  type AuditRun,
  addAudit,
  addBaseline,
  addConfig,
  addInit,
  addReport,
  type BaselineRun,
  type ConfigRun,
  type InitRun,
  type ReportRun,
} from './commands/audit-program.ts';
import { SHELLS } from './commands/completion-shells.ts';
import { addMerge, addShard, type MergeRun, type ShardRun } from './commands/fleet-program.ts';
import { addLookup, type ExplainRun, type LookupRun } from './commands/lookup-program.ts';
import { addRules, type RulesRun } from './commands/rules-program.ts';
import { addDiff, addHistory, addSimulate, type DiffRun, type HistoryRun, type SimulateRun } from './commands/what-if-program.ts';

/** What each command does; `main` binds them to a run. */
export interface Handlers {
  readonly audit: AuditRun;
  readonly baseline: BaselineRun;
  readonly report: ReportRun;
  readonly merge: MergeRun;
  readonly shard: ShardRun;
  readonly init: InitRun;
  readonly config: ConfigRun;
  readonly cacheClean: () => Promise<void>;
  readonly completion: (shell: string, program: Command) => Promise<void>;
  readonly simulate: SimulateRun;
  readonly history: HistoryRun;
  readonly diff: DiffRun;
  readonly lookup: LookupRun;
  readonly explain: ExplainRun;
  readonly rules: (run: RulesRun) => Promise<void>;
}

const MORE_HELP = `
Most used:
  sovaudit                                     the current folder, seen from the EU
  sovaudit --profile us-federal:civ src        the same code, another perspective
  sovaudit --as-of 2026-06-20                  judged by the facts of another day
  sovaudit --since origin/main --fail-on high  gate a change on what it adds
  sovaudit -f html > report.html               a page to hand on
  sovaudit audit --help                        every flag of an audit

Exit codes:
  0  clean, or no gate was asked for
  1  a gate failed (--fail-on, --min-level, --fail-on-verdict, --max-risk);
     the report says what would pass it
  2  wrong usage, project file, rules or baseline; knowledge older than
     --max-knowledge-age; or nothing to scan
  3  internal error
  4  the scan was incomplete and --strict was given

No network, no telemetry; nothing in the scanned repository is executed.`;

/** The command tree. Nothing here writes to a stream or ends the process by itself. */
export function createProgram(handlers: Handlers, write: { out: (text: string) => void; err: (text: string) => void }): Command {
  const program = new Command('sovaudit')
    .description('AI sovereignty auditor: what this repository depends on, who can take it away, and what to do next.')
    .version(VERSION, '-V, --version', 'print the version')
    .configureOutput({ writeOut: write.out, writeErr: write.err, outputError: (text, out) => out(inOurWords(text)) })
    .exitOverride()
    .showSuggestionAfterError()
    .addHelpText('after', MORE_HELP);
  addAudit(program, (paths, flags) => {
    refuseMistyped(paths, program);
    return handlers.audit(paths, flags);
  });
  addBaseline(program, handlers.baseline);
  addReport(program, handlers.report);
  addMerge(program, handlers.merge);
  addShard(program, handlers.shard);
  addInit(program, handlers.init);
  addConfig(program, handlers.config);
  addSimulate(program, handlers.simulate);
  addHistory(program, handlers.history);
  addDiff(program, handlers.diff);
  addLookup(program, handlers.lookup, handlers.explain);
  addRules(program, handlers.rules);
  program
    .command('cache')
    .description('what audits keep for the next one of the same tree, in the cache folder of the user')
    .command('clean')
    .description('delete it')
    .action(() => handlers.cacheClean());
  program
    .command('completion')
    .description('a script that completes commands and flags in your shell')
    .argument('<shell>', SHELLS.join(', '))
    .action((shell: string) => handlers.completion(shell, program));
  return program;
}

/** A command that is misspelt looks like a folder to audit. Throws `UsageError` when there is no such folder, and a command of nearly that name. */
function refuseMistyped([first = '.']: readonly string[], program: Command): void {
  if (!/^[a-z]+$/.test(first) || existsSync(first)) return;
  const command = closest(
    first,
    program.commands.map((known) => known.name()),
  );
  if (command !== null) throw new UsageError(`no such file, folder or command: ${first}`, `did you mean: sovaudit ${command}`);
}

/** Errors of the flag parser as the other ones are written: the suggestion on the same line, what to do on the next. */
function inOurWords(text: string): string {
  const [, message = text.trim(), meant] = /^(.*?)\n?(?:\(Did you mean (?:one of )?(.*?)\?\))?\s*$/s.exec(text) ?? [];
  const hint = /'--no-colou?r'/.test(message) ? 'use --color never' : 'sovaudit --help lists commands, sovaudit <command> --help its flags';
  return `${message.trimEnd()}${meant === undefined || hint.startsWith('use') ? '' : `, did you mean "${meant}"?`}\n  ${hint}\n`;
}
