import { InputError, UsageError } from '../util/errors.ts';
import { inertLines } from '../util/inert-lines.ts';
import { jsonText } from '../util/json-text.ts';
import { terminalText } from '../util/terminal-text.ts';
import { VERSION } from '../version.ts';
import { errorText } from './error-text.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import type { Streams } from './streams.ts';

/** Runs the command line: arguments after the program's name, streams, the present instant -> exit code. Never ends the process itself. */
export async function main(argv: readonly string[], streams: Streams, now: Date): Promise<ExitCode> {
  // The most frequent question of scripts is answered before anything is loaded.
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    streams.stdout.write(`${VERSION}\n`);
    return EXIT.ok;
  }
  let code: ExitCode = EXIT.ok;
  try {
    const { createProgram } = await import('./program.ts');
    const program = createProgram(
      {
        audit: async (paths, flags) => {
          const { runAudit } = await import('./commands/audit.ts');
          code = await runAudit(paths, flags, streams, now);
        },
        baseline: async (action, paths, flags) => {
          const { runBaseline } = await import('./commands/baseline.ts');
          code = await runBaseline(action, paths, flags, streams, now);
        },
        report: async (file, flags) => {
          const { runReport } = await import('./commands/report.ts');
          code = await runReport(file, flags, streams);
        },
        merge: async (paths, flags) => {
          const { runMerge } = await import('./commands/merge.ts');
          code = await runMerge(paths, flags, streams);
        },
        shard: async (part, file) => {
          const { runShard } = await import('./commands/shard.ts');
          code = await runShard(part, file, streams);
        },
        init: async (path, flags) => {
          const { runInit } = await import('./commands/init.ts');
          code = await runInit(path, flags, streams, now);
        },
        cacheClean: async () => {
          const { runCacheClean } = await import('./commands/cache.ts');
          code = runCacheClean(streams);
        },
        config: async (path, flags) => {
          const { runConfigPrint } = await import('./commands/config.ts');
          code = await runConfigPrint(path, flags, streams, now);
        },
        completion: async (shell, tree) => {
          const { completionScript } = await import('./commands/completion.ts');
          streams.stdout.write(completionScript(shell, tree));
        },
        rules: async (run) => {
          const { runRules } = await import('./commands/rules.ts');
          code = await runRules(run, streams, now);
        },
        simulate: async (path, flags) => {
          const { runSimulate } = await import('./commands/simulate.ts');
          code = await runSimulate(path, flags, streams, now);
        },
        history: async (path, flags) => {
          const { runHistory } = await import('./commands/history.ts');
          code = await runHistory(path, flags, streams, now);
        },
        diff: async (before, after, flags) => {
          const { runDiff } = await import('./commands/diff.ts');
          code = await runDiff(before, after, flags, streams, now);
        },
        lookup: async (texts, flags) => {
          const { runLookup } = await import('./commands/lookup.ts');
          code = await runLookup(texts, flags, streams, now);
        },
        explain: async (id, flags) => {
          const { runExplain } = await import('./commands/explain.ts');
          code = await runExplain(id, flags, streams, now);
        },
      },
      { out: (text) => void streams.stdout.write(text), err: (text) => void streams.stderr.write(lines(text)) },
    );
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, argv, streams);
  }
}

function explain(error: unknown, argv: readonly string[], streams: Streams): ExitCode {
  const tell = (entries: readonly ErrorEntry[]): void => {
    if (wantsJson(argv)) streams.stdout.write(jsonText({ schemaVersion: '1.0', errors: entries }));
  };
  const nowhere = { file: null, line: null, column: null };
  if (isCommanderError(error)) {
    if (error.exitCode === 0) return EXIT.ok;
    tell([{ code: 'E_USAGE', message: error.message.replace(/^error: /, ''), ...nowhere, hint: 'sovaudit --help' }]);
    return EXIT.usage;
  }
  if (error instanceof UsageError) {
    tell([{ code: 'E_USAGE', message: error.message, ...nowhere, hint: error.hint }]);
    streams.stderr.write(lines(errorText(error) ?? ''));
    return EXIT.usage;
  }
  if (error instanceof InputError) {
    tell(error.problems.map((problem) => ({ code: 'E_INPUT', ...problem, hint: null })));
    streams.stderr.write(lines(errorText(error) ?? ''));
    return EXIT.usage;
  }
  const text = cut(error instanceof Error ? (error.stack ?? error.message) : String(error));
  tell([{ code: 'E_INTERNAL', message: cut(error instanceof Error ? error.message : String(error)), ...nowhere, hint: 'a bug: please report it' }]);
  streams.stderr.write(`internal error in sovaudit ${VERSION}, please report it:\n${lines(text)}\n`);
  return EXIT.internal;
}

/** Names in a message can be as long as somebody likes. */
function cut(text: string): string {
  return text.length <= 4000 ? text : `${text.slice(0, 4000)} ...`;
}

/** Our own lines for standard error: nothing that a file or an argument says in them acts on a terminal or a build server. */
function lines(text: string): string {
  return inertLines(text.split('\n').map(terminalText).join('\n'));
}

/** Whether standard output was to be JSON: then it is, whatever happens. */
function wantsJson(argv: readonly string[]): boolean {
  return argv.some((arg, at) => {
    const before = argv[at - 1];
    return (
      /^(?:--json|--format=json|-fjson|--output=json=-|-ojson=-)$/.test(arg) ||
      (arg === 'json' && (before === '-f' || before === '--format')) ||
      (arg === 'json=-' && (before === '-o' || before === '--output'))
    );
  });
}

interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly hint: string | null;
}

function isCommanderError(error: unknown): error is Error & { exitCode: number } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.') && 'exitCode' in error;
}
