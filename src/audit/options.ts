/** What an audit is asked, and what of it each part takes. */
import type { ProfilePart } from '../config/index.ts';
import type { Gates } from '../evaluate/index.ts';
import type { Supposed } from '../evaluate/what-if.ts';
import type { Knowledge, RuleFile } from '../knowledge/index.ts';
import type { Declarations } from '../model/declaration.ts';
import type { Scope } from '../model/layer.ts';
import { DEFAULT_LIMITS, type Limits } from '../model/limits.ts';
import type { PackRef } from '../model/pack.ts';
import type { Baseline, Suppression } from '../model/suppression.ts';
import type { Selection } from '../scan/index.ts';
import type { ScopePaths } from '../sources/scope.ts';

/** What to audit and from which perspective. Everything an audit depends on is here: there is no clock and no environment below. */
export interface AuditOptions extends Selection {
  /** Folder or file to audit. */
  readonly path: string;
  /** What to call the repository when its report is joined with others. Default: its remote. */
  readonly name?: string;
  /** ISO date; it stands for the end of that day. */
  readonly asOf: string;
  /** Profile id, optionally with a scope: `us-federal:civ`. */
  readonly profile?: string;
  /** Files or folders with rules of your own. */
  readonly rules?: readonly string[];
  /** Rules of your own that were read from elsewhere than the disk. */
  readonly ruleFiles?: readonly RuleFile[];
  /** Those of them that lie in `path`, as POSIX paths relative to it: they are not audited as code. */
  readonly ownRules?: ReadonlySet<string>;
  /** The packs that files among `ruleFiles` belong to, by name, for the report. */
  readonly packs?: readonly Omit<PackRef, 'entries'>[];
  /** Knowledge that was loaded before: `rules`, `ruleFiles` and `profiles` are not read again. */
  readonly knowledge?: Knowledge;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Scopes that are scored. Default: production. */
  readonly scopes?: readonly Scope[];
  /** What files are for, where their path does not say it: scope -> gitignore-like patterns. The first scope with a match counts. */
  readonly scopePaths?: ScopePaths;
  readonly gitignore?: boolean;
  /** Bounds that are not the default ones. */
  readonly limits?: Partial<Limits>;
  readonly gates?: Partial<Gates>;
  /** What a project file declares, with the path of that file for messages. */
  readonly declarations?: Declarations;
  /** Profiles a project file brings. */
  readonly profiles?: readonly ProfilePart[];
  /** What a project file accepts. Comments in the code are read besides. */
  readonly suppressions?: readonly Suppression[];
  /** Revision whose comments count: a suppression that is only in the audited tree does not. */
  readonly suppressionsFrom?: string;
  /** Findings that were accepted as they are. */
  readonly baseline?: Baseline;
  /** What was there before: at the point where the branch left a revision, or in the last commit for what is staged. */
  readonly compare?: { readonly since: string } | { readonly staged: true; readonly indexFile: string | null };
  /** Audit the tree of this revision, from git's objects, instead of the files on disk. */
  readonly revision?: string;
  /** Compute the line hash of findings that GitHub knows alerts by. Reads their files once more. */
  readonly lineHashes?: boolean;
  /** Folder to keep scans in, for the next audit of the same tree, and the present instant in milliseconds. Default: nothing is kept. */
  readonly cache?: { readonly folder: string; readonly now: number };
  /** Threads at most, this one included. Default: 1; more only start when there is work for them. */
  readonly jobs?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What `simulate` supposes, in the words of the command line; `events` are files in rules format. */
export type SupposeOptions = Supposed;

/** No gate was asked for. */
export const NO_GATES: Gates = { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' };

/** The bounds of an audit. */
export function limitsOf({ limits }: AuditOptions): Limits {
  return { ...DEFAULT_LIMITS, ...limits };
}

export function scanOptions({ scopePaths, rules, ruleFiles, ownRules, jobs }: AuditOptions) {
  return {
    ...(ownRules && { ownRules }),
    ...(scopePaths && { scopePaths }),
    ...(rules && { rules }),
    ...(ruleFiles && { ruleFiles }),
    ...(jobs !== undefined && { jobs }),
  };
}

/** Whether everything there is was read: only then can it be said that something is not there. */
export function isWhole({ include = [], exclude = [] }: AuditOptions): boolean {
  return include.length === 0 && exclude.length === 0;
}
