import { InputError, UsageError } from '../util/errors.ts';
import { VERSION } from '../version.ts';
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
          code = await runDiff(before, after, flags, streams);
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
      { out: (text) => void streams.stdout.write(text), err: (text) => void streams.stderr.write(text) },
    );
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, argv, streams);
  }
}

function explain(error: unknown, argv: readonly string[], streams: Streams): ExitCode {
  const wantsJson = argv.some((arg, at) => arg === '--json' || arg === '--format=json' || ((arg === '-f' || arg === '--format') && argv[at + 1] === 'json'));
  if (isCommanderError(error)) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    if (wantsJson) streams.stdout.write(jsonErrors([{ code: 'E_USAGE', message: error.message, file: null, line: null, column: null, hint: error.hint }]));
    streams.stderr.write(`error: ${error.message}\n${error.hint === null ? '' : `  ${error.hint}\n`}`);
    return EXIT.usage;
  }
  if (error instanceof InputError) {
    if (wantsJson) streams.stdout.write(jsonErrors(error.problems.map((problem) => ({ code: 'E_INPUT', ...problem, hint: null }))));
    for (const { file, line, column, message } of error.problems) streams.stderr.write(`${file}:${line}:${column} ${message}\n`);
    streams.stderr.write(`error: ${error.problems.length} ${error.problems.length === 1 ? 'problem' : 'problems'}; nothing was applied\n`);
    return EXIT.usage;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  streams.stderr.write(`internal error in sovaudit ${VERSION}, please report it:\n${text}\n`);
  return EXIT.internal;
}

interface ErrorEntry {
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly hint: string | null;
}

function jsonErrors(errors: readonly ErrorEntry[]): string {
  return `${JSON.stringify({ schemaVersion: '1.0', errors }, null, 2)}\n`;
}

function isCommanderError(error: unknown): error is { exitCode: number } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('commander.') && 'exitCode' in error;
}
