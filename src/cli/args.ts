/** Raw flags and the project file -> checked options. Two types, one conversion. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { AuditOptions } from '../audit/options.ts';
import type { Config } from '../config/index.ts';
import { SCOPES, type Scope } from '../model/layer.ts';
import { UsageError } from '../util/errors.ts';
import { cacheFolder } from './cache-folder.ts';
import { date, days, jobs, list } from './flag-values.ts';
import { gatesOf, type RawGateFlags } from './gate-flags.ts';
import { limitsOf, type RawLimitFlags } from './limits.ts';
import { type OutputChoice, outputChoice, type RawOutputFlags } from './output-flags.ts';
import type { Streams } from './streams.ts';

/** Flags of `audit` as commander gives them. */
export interface RawAuditFlags extends RawOutputFlags, RawGateFlags, RawLimitFlags {
  readonly profile?: string;
  readonly name?: string;
  readonly asOf?: string;
  readonly config?: string | false;
  readonly configFrom?: string;
  readonly rules?: string[];
  readonly baseline?: string;
  readonly since?: string;
  readonly staged?: boolean;
  readonly maxKnowledgeAge?: string;
  readonly include?: string[];
  readonly exclude?: string[];
  readonly scope?: string[];
  readonly gitignore?: boolean;
  readonly submodules?: boolean;
  readonly cache?: boolean;
  readonly jobs?: string;
  readonly strict?: boolean;
  readonly exitZero?: boolean;
  readonly quiet?: boolean;
  readonly timing?: boolean;
  readonly dora?: string;
}

/** Checked options of one audit. */
export interface AuditCommand extends OutputChoice {
  readonly audit: AuditOptions;
  readonly strict: boolean;
  readonly exitZero: boolean;
  readonly quiet: boolean;
  readonly timing: boolean;
  /** File for the rows of a register of information; null: none asked for. */
  readonly dora: string | null;
  /** Baseline file, from the flag or the project file; null: none. */
  readonly baseline: string | null;
  /** Days; null: any age. */
  readonly maxKnowledgeAge: number | null;
}

/** Checks every flag; the first that is wrong throws `UsageError` with what would be right. Flags win over the project file. */
export function auditCommand(path: string, flags: RawAuditFlags, config: Config, now: Date, env: Streams['env'] = {}): AuditCommand {
  const { values } = config;
  const choice = outputChoice(flags);
  const folder = flags.cache === false ? null : cacheFolder(env);
  const submodules = flags.submodules ?? values.submodules;
  return {
    ...choice,
    audit: {
      path,
      ...(flags.name === undefined ? {} : { name: repositoryName(flags.name) }),
      asOf: flags.asOf === undefined ? now.toISOString().slice(0, 10) : date('--as-of', flags.asOf),
      profile: flags.profile ?? values.profile ?? 'eu',
      rules: [...(values.rules ?? []).map((file) => inFolder(config, file)), ...(flags.rules ?? [])],
      include: flags.include ?? values.include ?? [],
      exclude: flags.exclude ?? values.exclude ?? [],
      scopes: flags.scope ? list('--scope', flags.scope, SCOPES) : (values.scope ?? (['production'] as Scope[])),
      ...(values.scope_paths && { scopePaths: values.scope_paths }),
      gitignore: flags.gitignore ?? true,
      ...(submodules !== undefined && { submodules }),
      limits: limitsOf(flags, config),
      gates: gatesOf(flags, config),
      lineHashes: choice.outputs.some(({ format }) => format === 'sarif' || format === 'json'),
      ...(flags.configFrom === undefined ? {} : { suppressionsFrom: flags.configFrom }),
      jobs: flags.jobs === undefined ? availableParallelism() : jobs(flags.jobs),
      ...(folder !== null && { cache: { folder, now: now.getTime() } }),
      ...compared(flags, env),
      ...ownParts(path, config),
    },
    strict: flags.strict ?? false,
    exitZero: flags.exitZero ?? false,
    quiet: flags.quiet ?? false,
    timing: flags.timing ?? false,
    dora: flags.dora ?? null,
    baseline: flags.baseline ?? (values.baseline === undefined ? null : inFolder(config, values.baseline)),
    maxKnowledgeAge: flags.maxKnowledgeAge === undefined ? (values.max_knowledge_age ?? null) : days('--max-knowledge-age', flags.maxKnowledgeAge),
  };
}

function repositoryName(name: string): string {
  if (name.trim() === '') throw new UsageError('--name: the name is empty', 'for example --name acme/letters');
  return name.trim();
}

/** A path of the project file, which is relative to it. */
export function inFolder({ folder }: Pick<Config, 'folder'>, file: string): string {
  return isAbsolute(file) ? file : join(folder, file);
}

function compared({ since, staged }: RawAuditFlags, env: Streams['env']): Pick<AuditOptions, 'compare'> {
  if (since !== undefined && staged) throw new UsageError('--since and --staged exclude each other', 'a pre-commit hook uses --staged, a pipeline --since');
  if (since !== undefined) return { compare: { since } };
  // For `git commit -a` and `git commit FILE`, git hands its hooks another index.
  const index = env.GIT_INDEX_FILE;
  return staged ? { compare: { staged, indexFile: index ? resolve(index) : null } } : {};
}

/** What the project file brings of its own, with its place relative to what is audited: declarations, profiles, suppressions. */
function ownParts(path: string, { file, declarations, profiles, suppressions }: Config): Pick<AuditOptions, 'declarations' | 'profiles' | 'suppressions'> {
  const base = statSync(path, { throwIfNoEntry: false })?.isFile() ? dirname(path) : path;
  const place = file === null ? null : relative(base, file).replaceAll('\\', '/');
  const inside = place !== null && !place.startsWith('../') && !isAbsolute(place) ? place : null;
  return {
    ...(declarations === null ? {} : { declarations: { ...declarations, path: inside } }),
    ...(profiles.length === 0 ? {} : { profiles }),
    ...(suppressions.length === 0 ? {} : { suppressions: suppressions.map((entry) => ({ ...entry, path: inside })) }),
  };
}
