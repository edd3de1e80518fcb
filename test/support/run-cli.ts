import { main } from '../../src/cli/main.ts';

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, away from the real streams, environment and clock. */
export async function runCli(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await main(
    argv,
    { stdout: { write: (text) => out.push(text), columns: 100 }, stderr: { write: (text) => err.push(text) }, env },
    new Date('2026-11-22T10:00:00Z'),
  );
  return { code, stdout: out.join(''), stderr: err.join('') };
}
