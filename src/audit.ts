/** The whole program, top to bottom: the only file that joins the stages. */
import { isAbsolute, join } from 'node:path';
import type { ProfilePart } from './config/index.ts';
import { declaredNameProblems } from './evaluate/check-declarations.ts';
import { type EvaluationOptions, evaluate, type Gates } from './evaluate/index.ts';
import { perspective } from './evaluate/perspective.ts';
import { simulate } from './evaluate/simulate.ts';
import { type Supposed, whatIfOf } from './evaluate/what-if.ts';
import { loadExtractor } from './extract/index.ts';
import { type Knowledge, loadEvents, loadKnowledge } from './knowledge/index.ts';
import { isConfigFile, isKnownModule, matchFile } from './match/index.ts';
import type { Declarations } from './model/declaration.ts';
import type { Diagnostic } from './model/diagnostic.ts';
import type { Policy } from './model/entity.ts';
import type { FileMatch } from './model/evidence.ts';
import type { FileKind, Repository } from './model/file.ts';
import type { Index } from './model/knowledge.ts';
import type { Scope } from './model/layer.ts';
import type { Report } from './model/report.ts';
import type { Simulation } from './model/simulation.ts';
import { buildPrefilter } from './prefilter/build.ts';
import { mayContain } from './prefilter/scan.ts';
import { readPrefilter } from './prefilter/serialize.ts';
import { resolve } from './resolve/index.ts';
import { classify } from './sources/classify.ts';
import { type Listing, listFiles } from './sources/list.ts';
import { createReadBuffer, decode, MAX_FILE_BYTES, readBytes } from './sources/read.ts';
import { scopeOf } from './sources/scope.ts';
import { didYouMean } from './util/closest.ts';
import { InputError, UsageError } from './util/errors.ts';
import { VERSION } from './version.ts';

/** What to audit and from which perspective. Everything an audit depends on is here: there is no clock and no environment below. */
export interface AuditOptions {
  /** Folder or file to audit. */
  readonly path: string;
  /** ISO date; it stands for the end of that day. */
  readonly asOf: string;
  /** Profile id, optionally with a scope: `us-federal:civ`. */
  readonly profile?: string;
  /** Files or folders with rules of your own. */
  readonly rules?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Scopes that are scored. Default: production. */
  readonly scopes?: readonly Scope[];
  readonly gitignore?: boolean;
  readonly maxFileBytes?: number;
  readonly gates?: Partial<Gates>;
  /** What a project file declares, with the path of that file for messages. */
  readonly declarations?: Declarations;
  /** Profiles a project file brings. */
  readonly profiles?: readonly ProfilePart[];
}

/** What `simulate` supposes, in the words of the command line; `events` are files in rules format. */
export type SupposeOptions = Supposed;

const NO_GATES: Gates = { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' };

/** Audits a folder. Throws `UsageError` when there is nothing to scan, `InputError` when rules or declarations are wrong. */
export async function audit(options: AuditOptions): Promise<Report> {
  const { knowledge, listing, scan, components, usages, evaluation, context } = await gather(options);
  const { index } = knowledge;
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: { version: index.version, asOf: index.newestFact, newestFact: index.newestFact, oldestFact: index.oldestFact, customRules: index.custom },
    audit: context,
    ...evaluate(usages, index, evaluation),
    components,
    coverage: scan.coverage,
    diagnostics: [...listing.diagnostics, ...scan.diagnostics].sort(byPlace),
  };
}

/** The same audit twice, with and without something that has not happened. Throws like `audit`, and `UsageError` for what cannot be supposed. */
export async function simulateAudit(options: AuditOptions, supposed: SupposeOptions): Promise<Simulation> {
  const { knowledge, usages, evaluation, context } = await gather(options);
  const { index } = knowledge;
  const more = (await Promise.all(supposed.events.map((path) => loadEvents(path)))).flat();
  const after = more.length === 0 ? index : (await loadKnowledge(options.rules ?? [], [...(options.profiles ?? []), ...more])).index;
  const events = more.filter(({ kind }) => kind === 'events').map(({ id }) => id);
  const view = perspective(after, evaluation.policy, evaluation.policyScope, evaluation.asOf);
  const whatIf = whatIfOf({ ...supposed, events }, usages, after, view);
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: { version: index.version },
    audit: context,
    ...simulate(usages, index, whatIf, evaluation),
  };
}

/** Everything up to judgement: knowledge, files, usages, and how they are to be judged. */
async function gather(options: AuditOptions) {
  const knowledge = await loadKnowledge(options.rules ?? [], options.profiles ?? []);
  const { index } = knowledge;
  const { policy, scope } = findPolicy(index, options.profile ?? 'eu');
  if (options.declarations) checkDeclarations(options.declarations, index);
  const listing = await list(options);
  const scan = await scanFiles(listing, knowledge, options.maxFileBytes ?? MAX_FILE_BYTES);
  const { components, usages } = resolve(scan.matches, index);
  const scopes = options.scopes ?? ['production'];
  const evaluation: EvaluationOptions = {
    policy,
    policyScope: scope,
    asOf: options.asOf,
    scopes,
    gates: { ...NO_GATES, ...options.gates },
    ...(options.declarations && { declarations: options.declarations }),
  };
  const context: Report['audit'] = {
    root: isAbsolute(options.path) ? '.' : options.path,
    revision: listing.revision,
    profile: policy.id,
    profileName: policy.name,
    profileScope: scope ?? policy.defaultScope,
    asOf: options.asOf,
    scopes,
  };
  return { knowledge, listing, scan, components, usages, evaluation, context };
}

function checkDeclarations(declarations: Declarations, index: Index): void {
  const problems = declaredNameProblems(declarations, index);
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file: declarations.path ?? 'sovaudit.yaml', ...problem })));
}

function findPolicy(index: Index, profile: string): { policy: Policy; scope: string | null } {
  const [id = '', scope] = profile.split(':');
  const policy = index.policies.get(id);
  if (!policy)
    throw new UsageError(`unknown profile "${id}"${didYouMean(id, index.policies.keys())}`, `profiles: ${[...index.policies.keys()].sort().join(', ')}`);
  if (scope !== undefined && !policy.scopes.includes(scope)) {
    throw new UsageError(`profile "${id}" has no scope "${scope}"`, policy.scopes.length > 0 ? `scopes: ${policy.scopes.join(', ')}` : 'it has no scopes');
  }
  return { policy, scope: scope ?? null };
}

async function list(options: AuditOptions): Promise<Listing> {
  let listing: Listing;
  try {
    listing = await listFiles(options.path, { gitignore: options.gitignore ?? true, include: options.include ?? [], exclude: options.exclude ?? [] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new UsageError(`no such file or folder: ${options.path}`, 'give the path of the repository to audit');
    throw error;
  }
  if (listing.files.length === 0) throw new UsageError(`nothing to scan in ${options.path}`, 'check the path and the --include and --exclude patterns');
  return listing;
}

interface Scan {
  readonly matches: readonly FileMatch[];
  readonly diagnostics: readonly Diagnostic[];
  readonly coverage: Report['coverage'];
}

/** Our own project file: hosts it declares are not what the code calls. */
const PROJECT_FILE = /(?:^|\/)\.?sovaudit\.ya?ml$/;

/** Lockfiles are read by line or token without building a tree: they may be much larger than other files. */
const MAX_LOCKFILE_BYTES = 64 * 1024 * 1024;
const LOCKFILES: ReadonlySet<FileKind> = new Set<FileKind>([
  'npm-lock',
  'pnpm-lock',
  'yarn-lock',
  'bun-lock',
  'deno-lock',
  'poetry-lock',
  'uv-lock',
  'pipfile-lock',
  'go-sum',
  'gradle-lock',
  'nuget-lock',
  'cargo-lock',
  'gemfile-lock',
  'composer-lock',
  'swift-resolved',
  'podfile-lock',
  'mix-lock',
  'pubspec-lock',
  'renv-lock',
  'conda-lock',
]);

/** Reads every file once. What holds no literal of the knowledge base is not even decoded. */
async function scanFiles(listing: Listing, knowledge: Knowledge, maxBytes: number): Promise<Scan> {
  const prefilters = [readPrefilter(knowledge.prefilter)];
  if (knowledge.moreLiterals.length > 0) prefilters.push(buildPrefilter(knowledge.moreLiterals));
  const buffer = createReadBuffer();
  const matches: FileMatch[] = [];
  const diagnostics: Diagnostic[] = [];
  const skipped = new Map(listing.skipped.map(({ reason, count }) => [reason, count]));
  const skip = (reason: string): void => void skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  const tell = (code: Diagnostic['code'], path: string, message: string, line: number | null = null, column: number | null = null): void => {
    diagnostics.push({ code, path, line, column, message });
  };
  const repository = followable(listing, knowledge.index, maxBytes, (bytes, length) => prefilters.some((prefilter) => mayContain(prefilter, bytes, length)));
  let read = 0;
  for (const { path } of listing.files) {
    if (PROJECT_FILE.test(path)) {
      skip('project-file');
      continue;
    }
    const { kind, reason } = classify(path);
    if (kind === null) {
      skip(reason);
      continue;
    }
    const outcome = readBytes(join(listing.base, path), buffer, LOCKFILES.has(kind) ? Math.max(maxBytes, MAX_LOCKFILE_BYTES) : maxBytes);
    if (outcome.kind !== 'read') {
      if (outcome.kind === 'skipped') skip(outcome.reason);
      else {
        skip(outcome.kind);
        tell(outcome.kind, path, outcome.message);
      }
      continue;
    }
    read++;
    // A `.env` file is short, and a name of one's own in it can say where a client goes.
    if (kind !== 'dotenv' && !isConfigFile(knowledge.index, path) && !prefilters.some((prefilter) => mayContain(prefilter, buffer.bytes, outcome.length)))
      continue;
    const extractor = await loadExtractor(kind);
    if (!extractor) continue;
    const { text, problem } = decode(buffer.bytes, outcome.length);
    if (problem !== null) tell('encoding', path, problem);
    const extraction = extractor({ path, kind, text }, repository);
    for (const { message, line, column } of extraction.problems)
      tell(/^(?:more than|longer than|nested)|: (?:more than|longer than|nested)/.test(message) ? 'limit' : 'syntax', path, message, line, column);
    const match = matchFile({ path, scope: scopeOf(path), scopeOf }, extraction.candidates, knowledge.index, extraction.foreign);
    if (match.evidence.length > 0 || match.sites.length > 0) matches.push(match);
  }
  const counts = [...skipped].map(([reason, count]) => ({ reason, count })).sort((a, b) => (a.reason < b.reason ? -1 : 1));
  return { matches, diagnostics, coverage: { files: listing.files.length, read, matched: matches.length, skipped: counts } };
}

/** Files that hold settings, or names of other files: worth following an import into even when they hold nothing we know. */
const CARRIER =
  /\.(?:tf|tofu|tfvars|bicep|bicepparam)$|\.parameters\.json$|(?:^|\/)(?:package\.json|[\w.-]*(?:index|__init__|config|settings|constants?|env|defaults?|models?|llm|client|provider)[\w-]*\.(?:py|[cm]?[jt]sx?))$/i;

/** The tree as extractors may look into it: where an import leads. The text of a file that cannot matter is never decoded. */
function followable(listing: Listing, index: Index, maxBytes: number, matters: (bytes: Buffer, length: number) => boolean): Repository {
  const buffer = createReadBuffer();
  return {
    paths: new Set(listing.files.map(({ path }) => path)),
    read: (path) => {
      const outcome = readBytes(join(listing.base, path), buffer, maxBytes);
      if (outcome.kind !== 'read' || (!CARRIER.test(path) && !matters(buffer.bytes, outcome.length))) return null;
      return decode(buffer.bytes, outcome.length).text;
    },
    known: (language, module) => isKnownModule(index, language, module),
  };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (a.line ?? 0) - (b.line ?? 0) || (a.message < b.message ? -1 : a.message > b.message ? 1 : 0);
}
