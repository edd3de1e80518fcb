import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { loadConfig } from '../../config/index.ts';
import { SEVERITIES, type Severity } from '../../model/entity.ts';
import type { Report } from '../../model/report.ts';
import { severityCounts, verdictSentence } from '../../report/words.ts';
import { UsageError } from '../../util/errors.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { auditCommand } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { oneOf } from '../flag-values.ts';
import { type Interview, interview } from '../interview.ts';
import type { Streams } from '../streams.ts';
import { writeWhole } from '../write-file.ts';
import { auditWithProgress } from './audit.ts';
import { CI_KINDS, type CiKind, ciTarget, readIntegration } from './init-ci.ts';
import { STARTER_FILE, STARTER_TEXT } from './init-rules.ts';
import { projectFileText } from './init-text.ts';

/** Flags of `init` as commander gives them. */
export interface RawInitFlags {
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly profile?: string;
  readonly failOn?: string;
  readonly ci?: string;
  readonly rules?: boolean;
  readonly asOf?: string;
}

/** Profiles offered first; every other can be typed. */
const OFFERED = ['eu', 'eu-regulated', 'uk', 'us', 'us-federal', 'global'];

/**
 * `sovaudit init`: looks at the repository, asks what the code cannot show, and writes a commented project file, and a CI file when asked.
 * Without a terminal, or with `--yes`, flags and defaults answer. Nothing that is there is overwritten without `--force`.
 */
export async function runInit(path: string, flags: RawInitFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const folder = folderOf(path);
  const file = join(folder, 'sovaudit.yaml');
  if (existsSync(file) && !flags.force) throw new UsageError(`${file} is there already`, 'edit it, or use --force to write it anew');
  const asks = flags.yes || streams.stdin?.isTTY !== true || streams.stdout.isTTY !== true ? null : interview(streams);
  try {
    const profile = flags.profile ?? (await ask(asks, 'Whose perspective?', OFFERED, 'eu', true));
    const report = await look(folder, profile, flags, streams, now);
    streams.stdout.write(`${terminalText(verdictSentence(report))}. Findings: ${severityCounts(report.findings)}.\n`);
    const failOn = oneOf('--fail-on', flags.failOn ?? (await ask(asks, 'Fail on new findings of', [...SEVERITIES, 'none'], 'high')), [
      ...SEVERITIES,
      'none',
    ] as const);
    const ci = oneOf('--ci', flags.ci ?? (await ask(asks, 'A CI file?', CI_KINDS, 'none')), CI_KINDS);
    const rules = flags.rules ?? (await ask(asks, 'A rule file to start from?', ['no', 'yes'], 'no')) === 'yes';
    if (rules) writeStarter(folder, flags.force ?? false, streams);
    writeWhole(file, projectFileText(report, { profile, failOn, rules }));
    streams.stdout.write(`wrote ${file}\n`);
    if (ci !== 'none') writeCi(ci, folder, flags.force ?? false, streams);
    streams.stdout.write(nextSteps(report, failOn));
  } finally {
    await asks?.end();
  }
  return EXIT.ok;
}

function folderOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new UsageError(`no such file or folder: ${path}`, 'give the path of the repository');
  return stats.isDirectory() ? path : dirname(path);
}

async function ask(asks: Interview | null, question: string, choices: readonly string[], preset: string, open = false): Promise<string> {
  return asks === null ? preset : asks.choose(question, choices, preset, open);
}

/** An audit with the defaults: what the file is grounded in. A repository with nothing to scan gets a file as well. */
async function look(folder: string, profile: string, { asOf }: RawInitFlags, streams: Streams, now: Date): Promise<Report> {
  const config = await loadConfig(null);
  const command = auditCommand(folder, { profile, ...(asOf === undefined ? {} : { asOf }) }, config, now);
  return auditWithProgress(command, streams);
}

function writeCi(kind: Exclude<CiKind, 'none'>, folder: string, force: boolean, streams: Streams): void {
  const target = join(folder, ciTarget(kind));
  const text = readIntegration(kind);
  if (existsSync(target) && !force) {
    streams.stdout.write(`${target} is there already, left as it is; this is what would have been written:\n\n${text}\n`);
    return;
  }
  writeWhole(target, text);
  streams.stdout.write(`wrote ${target}${kind === 'gitlab' ? `; include it: include: { local: ${ciTarget(kind)} }` : ''}\n`);
}

function writeStarter(folder: string, force: boolean, streams: Streams): void {
  const target = join(folder, STARTER_FILE);
  if (existsSync(target) && !force) {
    streams.stdout.write(`${target} is there already, left as it is\n`);
    return;
  }
  writeWhole(target, STARTER_TEXT);
  streams.stdout.write(`wrote ${target}; try it: sovaudit rules test ${target}\n`);
}

function nextSteps(report: Report, failOn: Severity | 'none'): string {
  const failing = failOn === 'none' ? [] : report.findings.filter(({ severity }) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn));
  const known = failing.length === 0 ? '' : `${failing.length} findings would fail that gate today; to accept them as they are: sovaudit baseline create\n`;
  return `${known}next: sovaudit${basename(report.audit.root) === report.audit.root && report.audit.root !== '.' ? ` ${report.audit.root}` : ''}\n`;
}
