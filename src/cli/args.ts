/** Raw flags and the project file -> checked options. Two types, one conversion. */
import { statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import type { AuditOptions } from '../audit.ts';
import type { Config } from '../config/index.ts';
import type { Gates } from '../evaluate/index.ts';
import { SEVERITIES, type Severity } from '../model/entity.ts';
import { LAYERS, type Layer, SCOPES, type Scope } from '../model/layer.ts';
import { FORMATS, type Format, isFormat } from '../report/index.ts';
import { didYouMean } from '../util/closest.ts';
import { UsageError } from '../util/errors.ts';
import type { ColorChoice } from './streams.ts';

/** Flags of `audit` as commander gives them. */
export interface RawAuditFlags {
  readonly profile?: string;
  readonly asOf?: string;
  readonly config?: string | false;
  readonly rules?: string[];
  readonly format?: string;
  readonly output?: string[];
  readonly failOn?: string;
  readonly failOnVerdict?: string;
  readonly minLevel?: string[];
  readonly maxRisk?: string;
  readonly unknown?: string;
  readonly include?: string[];
  readonly exclude?: string[];
  readonly scope?: string[];
  readonly gitignore?: boolean;
  readonly maxFileSize?: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly timing?: boolean;
  readonly color?: string;
  readonly dora?: string;
}

/** A format and where it goes; `file` null is standard output. */
export interface OutputTarget {
  readonly format: Format;
  readonly file: string | null;
}

/** Checked options of one audit. */
export interface AuditCommand {
  readonly audit: AuditOptions;
  readonly outputs: readonly OutputTarget[];
  readonly strict: boolean;
  readonly exitZero: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly timing: boolean;
  readonly color: ColorChoice;
  /** File for the rows of a register of information; null: none asked for. */
  readonly dora: string | null;
}

/** Checks every flag; the first that is wrong throws `UsageError` with what would be right. Flags win over the project file. */
export function auditCommand(path: string, flags: RawAuditFlags, config: Config, now: Date): AuditCommand {
  const { values } = config;
  const inFolder = (file: string): string => (isAbsolute(file) ? file : join(config.folder, file));
  return {
    audit: {
      path,
      asOf: flags.asOf === undefined ? now.toISOString().slice(0, 10) : date('--as-of', flags.asOf),
      profile: flags.profile ?? values.profile ?? 'eu',
      rules: [...(values.rules ?? []).map(inFolder), ...(flags.rules ?? [])],
      include: flags.include ?? values.include ?? [],
      exclude: flags.exclude ?? values.exclude ?? [],
      scopes: flags.scope ? list('--scope', flags.scope, SCOPES) : (values.scope ?? (['production'] as Scope[])),
      gitignore: flags.gitignore ?? true,
      ...(flags.maxFileSize === undefined ? {} : { maxFileBytes: bytes(flags.maxFileSize) }),
      gates: gates(flags, config),
      ...declared(path, config),
    },
    outputs: outputs(flags),
    strict: flags.strict ?? false,
    exitZero: flags.exitZero ?? false,
    quiet: flags.quiet ?? false,
    verbose: flags.verbose ?? false,
    timing: flags.timing ?? false,
    dora: flags.dora ?? null,
    color: oneOf('--color', flags.color ?? 'auto', ['auto', 'always', 'never'] as const),
  };
}

/** What the project file brings of its own: declarations, with their file relative to what is audited, and profiles. */
function declared(path: string, { file, declarations, profiles }: Config): Pick<AuditOptions, 'declarations' | 'profiles'> {
  const base = statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
  const place = file === null ? null : relative(base, file).replaceAll('\\', '/');
  const inside = place !== null && !place.startsWith('../') && !isAbsolute(place);
  return {
    ...(declarations === null ? {} : { declarations: { ...declarations, path: inside ? place : null } }),
    ...(profiles.length === 0 ? {} : { profiles }),
  };
}

function gates(flags: RawAuditFlags, { values }: Config): Gates {
  const failOn = flags.failOn ?? values.fail_on ?? 'none';
  const verdict = flags.failOnVerdict ?? values.fail_on_verdict ?? null;
  const levels = flags.minLevel
    ? flags.minLevel.map(minLevel)
    : Object.entries(values.min_level ?? {}).map(([layer, level]) => ({ layer: layer as Layer, level: level as number }));
  const risk = flags.maxRisk === undefined ? (values.max_risk ?? null) : number('--max-risk', flags.maxRisk, 0, 100);
  return {
    failOn: failOn === 'none' ? null : (oneOf('--fail-on', failOn, [...SEVERITIES, 'none'] as const) as Severity),
    minLevel: levels,
    failOnVerdict: verdict === null ? null : oneOf('--fail-on-verdict', verdict, ['dependency', 'access'] as const),
    maxRisk: risk,
    unknown: oneOf('--unknown', flags.unknown ?? values.unknown ?? 'worst', ['best', 'worst', 'ignore'] as const),
  };
}

/** `cloud=2` */
function minLevel(text: string): { layer: Layer; level: number } {
  const [layer = '', level = ''] = text.split('=');
  return { layer: oneOf('--min-level', layer, LAYERS), level: number(`--min-level ${layer}`, level, 0, 4) };
}

function outputs(flags: RawAuditFlags): OutputTarget[] {
  const targets = (flags.output ?? []).map((text): OutputTarget => {
    const cut = text.indexOf('=');
    if (cut < 0) throw new UsageError(`--output ${text}: expected FORMAT=FILE`, 'for example --output sarif=sovaudit.sarif');
    const file = text.slice(cut + 1);
    if (file === '') throw new UsageError(`--output ${text}: the file name is missing`, 'use "-" for standard output');
    return { format: format('--output', text.slice(0, cut)), file: file === '-' ? null : file };
  });
  if (flags.format !== undefined || !targets.some(({ file }) => file === null))
    targets.unshift({ format: format('--format', flags.format ?? 'table'), file: null });
  if (targets.filter(({ file }) => file === null).length > 1)
    throw new UsageError('only one format can go to standard output', 'give the others a file: --output json=report.json');
  const files = targets.map(({ file }) => file).filter((file) => file !== null);
  const twice = files.find((file, at) => files.indexOf(file) !== at);
  if (twice !== undefined) throw new UsageError(`two outputs go to ${twice}`, 'give each format a file of its own');
  return targets;
}

function format(flag: string, text: string): Format {
  if (isFormat(text)) return text;
  throw new UsageError(`${flag}: unknown format "${text}"${didYouMean(text, FORMATS)}`, `formats: ${FORMATS.join(', ')}`);
}

function oneOf<T extends string>(flag: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((value) => value === text);
  if (found !== undefined) return found;
  throw new UsageError(`${flag}: found "${text}"${didYouMean(text, allowed)}`, `expected one of ${allowed.join(', ')}`);
}

function list<T extends string>(flag: string, texts: readonly string[], allowed: readonly T[]): T[] {
  return texts.flatMap((text) => text.split(',')).map((text) => oneOf(flag, text.trim(), allowed));
}

function number(flag: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= low && value <= high) return value;
  throw new UsageError(`${flag}: found "${text}"`, `expected a number from ${low} to ${high}`);
}

/** A calendar date that exists. */
export function date(flag: string, text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text) return text;
  throw new UsageError(`${flag}: found "${text}"`, 'expected a date as YYYY-MM-DD');
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

function bytes(text: string): number {
  const match = /^(\d+)\s*([kmg]?)(?:i?b)?$/i.exec(text);
  if (!match) throw new UsageError(`--max-file-size: found "${text}"`, 'expected a size such as 8M');
  return Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1);
}
