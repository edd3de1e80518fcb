import type { ProjectFile } from '../../config/index.ts';
import { DEFAULT_LIMITS, LIMIT_OPTIONS, type Limits } from '../../model/limits.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { jsonText } from '../../util/json-text.ts';
import { mapStrings } from '../../util/map-strings.ts';
import { maskKeys } from '../../util/mask.ts';
import { terminalText } from '../../util/terminal-text.ts';
import type { RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { prepare } from '../prepare.ts';
import type { Streams } from '../streams.ts';

/** Flags of `config print`: those of `audit`, and how to print. */
export interface RawConfigFlags extends RawAuditFlags {
  readonly json?: boolean;
}

/** A setting: its value, and who said so. */
export interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

/** `sovaudit config print`: every setting an audit with these flags would have, and where each comes from. */
export async function runConfigPrint(path: string, flags: RawConfigFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const { command, config } = await prepare([path], flags, streams, now);
  const from = flags.configFrom === undefined ? '' : ` at ${flags.configFrom}`;
  const file = config.file === null ? null : `${config.file}${from}`;
  const settings = settingsOf(command, flags, config, file ?? '');
  if (flags.json) streams.stdout.write(jsonText({ file, settings }));
  else streams.stdout.write(inertLines(text(file, settings)));
  return EXIT.ok;
}

/** Keys, the flag that sets each, and its value in a checked command. */
const KEYS: readonly (readonly [
  keyof ProjectFile | 'as_of',
  keyof RawAuditFlags | null,
  (command: Awaited<ReturnType<typeof prepare>>['command']) => unknown,
])[] = [
  ['profile', 'profile', ({ audit }) => audit.profile],
  ['as_of', 'asOf', ({ audit }) => audit.asOf],
  ['scope', 'scope', ({ audit }) => audit.scopes],
  ['scope_paths', null, ({ audit }) => audit.scopePaths ?? {}],
  ['include', 'include', ({ audit }) => audit.include],
  ['exclude', 'exclude', ({ audit }) => audit.exclude],
  ['submodules', 'submodules', ({ audit }) => audit.submodules ?? null],
  ['rules', 'rules', ({ audit }) => [...(audit.rules ?? []), ...(audit.ruleFiles ?? []).map(({ shown }) => shown)]],
  ['fail_on', 'failOn', ({ audit }) => audit.gates?.failOn ?? 'none'],
  ['fail_on_layer', null, ({ audit }) => Object.fromEntries((audit.gates?.failOnLayer ?? []).map(({ layer, severity }) => [layer, severity ?? 'none']))],
  ['fail_on_rule', null, ({ audit }) => Object.fromEntries((audit.gates?.failOnRule ?? []).map(({ rule, severity }) => [rule, severity ?? 'none']))],
  ['min_confidence', 'minConfidence', ({ audit }) => audit.gates?.minConfidence],
  ['min_level', 'minLevel', ({ audit }) => Object.fromEntries((audit.gates?.minLevel ?? []).map(({ layer, level }) => [layer, level]))],
  ['fail_on_verdict', 'failOnVerdict', ({ audit }) => audit.gates?.failOnVerdict],
  ['max_risk', 'maxRisk', ({ audit }) => audit.gates?.maxRisk],
  ['unknown', 'unknown', ({ audit }) => audit.gates?.unknown],
  ['baseline', 'baseline', ({ baseline }) => baseline],
  ['suppressions', null, ({ audit }) => audit.suppressions?.length ?? 0],
  ['limits', null, ({ audit }) => limitSettings({ ...DEFAULT_LIMITS, ...audit.limits })],
  ['max_knowledge_age', 'maxKnowledgeAge', ({ maxKnowledgeAge }) => maxKnowledgeAge],
];

/** By the names of the project file. */
function limitSettings(limits: Limits): Record<string, number | null> {
  return Object.fromEntries(Object.entries(LIMIT_OPTIONS).map(([limit, option]) => [option, limits[limit as keyof Limits]]));
}

function settingsOf(
  command: Awaited<ReturnType<typeof prepare>>['command'],
  flags: RawAuditFlags,
  { values, lines }: Awaited<ReturnType<typeof prepare>>['config'],
  file: string,
): Setting[] {
  const settings = KEYS.map(([key, flag, value]): Setting => {
    const given = flag !== null && flags[flag] !== undefined;
    const written = key !== 'as_of' && values[key] !== undefined;
    const own = `${file}:${lines.get(key) ?? 1}`;
    // Rules add up: those of the file and those of the flag.
    const both = given && written && key === 'rules';
    const flagged = `--${(flag ?? '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return {
      key,
      value: value(command) ?? null,
      origin: both ? `${own} and ${flagged}` : given ? flagged : written ? own : key === 'as_of' ? 'today' : 'default',
    };
  });
  const declared = (['organization', 'endpoints', 'transfers', 'exit_test', 'qualified', 'profiles'] as const).filter((key) => values[key] !== undefined);
  return [...settings, ...declared.map((key): Setting => ({ key, value: mapStrings(values[key], maskKeys), origin: `${file}:${lines.get(key) ?? 1}` }))];
}

function text(file: string | null, settings: readonly Setting[]): string {
  const head = file === null ? '# no project file' : `# ${terminalText(file)}`;
  const width = Math.max(...settings.map(({ key, value }) => `${key}: ${JSON.stringify(value)}`.length).filter((length) => length < 50));
  return `${[head, ...settings.map(({ key, value, origin }) => `${terminalText(`${key}: ${JSON.stringify(value)}`).padEnd(width)}  # ${terminalText(origin)}`)].join('\n')}\n`;
}
