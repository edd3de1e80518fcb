import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORMATS } from '../../src/report/index.ts';
import { runCli } from './run-cli.ts';

const DAY = ['--as-of', '2026-11-22'];

/**
 * Everything the command line prints or writes about a tree, by name: every format (short, and with all details), the register, history,
 * simulation, comparison, a fleet of it in every format and table, baseline, project file, and both streams of each.
 */
export async function everyOutput(root: string, more: readonly string[] = []): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'sovaudit-out-'));
  const outputs = new Map<string, string>();
  const run = async (name: string, argv: readonly string[]): Promise<void> => {
    const { stdout, stderr } = await runCli(argv);
    outputs.set(`${name} on standard output`, stdout);
    outputs.set(`${name} on standard error`, stderr);
  };
  try {
    const files = FORMATS.flatMap((format) => ['-o', `${format}=${join(folder, `report.${format}`)}`]);
    const judged = ['--profile', 'eu-regulated', ...DAY, ...more];
    await run('audit', ['audit', root, ...judged, '--verbose', '--timing', '--include-suppressed', '--dora', join(folder, 'dora.csv'), ...files]);
    await run('github', ['audit', root, ...judged, '-f', 'github', '--fail-on', 'low']);
    await run('narrow table', ['audit', root, ...judged, '-f', 'table']);
    await run('cyclonedx 1.7', ['audit', root, ...judged, '-f', 'cyclonedx', '--spec-version', '1.7']);
    await run('what is too large to be read', ['audit', root, ...judged, '-f', 'table', '--verbose', '--max-file-size', '20']);
    await run('config', ['config', 'print', root]);
    await run('history as JSON', ['history', root, '--dates', '2026-06-20,2026-11-22', '--json', ...more]);
    await run('history', ['history', root, '--dates', '2026-06-20,2026-11-22', ...more]);
    await run('simulate', ['simulate', root, '--deny', 'country:US', ...DAY, ...more]);
    await run('simulate as JSON', ['simulate', root, '--deny', 'country:US', '--json', ...DAY, ...more]);
    const report = join(folder, 'report.json');
    await run('report', ['report', report, '-f', 'markdown']);
    await run('diff', ['diff', report, report]);
    await run('diff as JSON', ['diff', report, report, '--json']);
    const fleet = ['json', 'html', 'csv', 'markdown'].flatMap((format) => ['-o', `${format}=${join(folder, `fleet.${format}`)}`]);
    await run('merge', ['merge', report, '--verbose', ...fleet]);
    for (const table of ['call-paths', 'services', 'models', 'rules', 'controllers', 'restrictions', 'left-out'])
      await run(`merge ${table}.csv`, ['merge', report, '-f', 'csv', '--table', table]);
    await run('simulate on a fleet', ['simulate', join(folder, 'fleet.json'), '--deny', 'country:US']);
    await run('simulate on a fleet as JSON', ['simulate', join(folder, 'fleet.json'), '--deny', 'country:US', '--json']);
    await run('diff of fleets', ['diff', join(folder, 'fleet.json'), join(folder, 'fleet.json')]);
    await run('baseline', ['baseline', 'create', root, '--file', join(folder, 'baseline.json'), '--profile', 'eu', ...DAY]);
    for (const file of readdirSync(folder)) outputs.set(file, readFileSync(join(folder, file), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return outputs;
}
