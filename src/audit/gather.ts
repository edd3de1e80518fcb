/** Everything up to judgement: knowledge, files, usages, and how they are to be judged. */
import { isAbsolute } from 'node:path';
import { declaredNameProblems } from '../evaluate/check-declarations.ts';
import type { EvaluationOptions, Gates } from '../evaluate/index.ts';
import { cachedKnowledge } from '../knowledge-cache.ts';
import { underBounds } from '../model/bounds.ts';
import type { Declarations } from '../model/declaration.ts';
import type { Policy } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Report, RepositoryIdentity } from '../model/report.ts';
import type { Suppression } from '../model/suppression.ts';
import { resolve } from '../resolve/index.ts';
import { boundedListing, boundedMatches, boundedUsages, metDiagnostics } from '../scan/bounds.ts';
import { listTree, scanFiles, trustedSuppressions } from '../scan/index.ts';
import type { Scan } from '../scan/tally.ts';
import { repositoryOf } from '../sources/remote.ts';
import { commitOf } from '../sources/revision.ts';
import { scopeReader } from '../sources/scope.ts';
import { didYouMean } from '../util/closest.ts';
import { InputError, UsageError } from '../util/errors.ts';
import { mask } from '../util/mask.ts';
import { type AuditOptions, isWhole, limitsOf, NO_GATES, scanOptions } from './options.ts';

/** Everything up to judgement: knowledge, files, usages, and how they are to be judged. */
export async function gather(options: AuditOptions) {
  const { knowledge, kept } = await knowledgeFor(options);
  const { index } = knowledge;
  const { policy, scope } = findPolicy(index, options.profile ?? 'eu');
  if (options.declarations) checkDeclarations(options.declarations, index);
  checkGates(options.gates, index);
  const limits = limitsOf(options);
  const [listed, repository] = await Promise.all([listTree(options, limits), identityOf(options)]);
  const listing = boundedListing(listed, limits);
  const scopeOf = scopeReader(options.scopePaths);
  const scan = await scanFiles(listing, knowledge, {
    ...scanOptions(options),
    limits,
    ...(kept && { kept }),
    ...(options.onProgress && { progress: options.onProgress }),
    ...(options.cache && { cache: { ...options.cache, options: JSON.stringify(options.scopePaths ?? {}) } }),
  });
  const inline = await trusted(scan, options);
  const { kept: matches, told: tooMany } = boundedMatches(scan.matches, limits);
  const { result: resolved, met } = underBounds(limits, () => resolve(matches, index));
  const { kept: usages, told: unjudged } = boundedUsages(resolved.usages, limits);
  const scopes = options.scopes ?? ['production'];
  const evaluation: EvaluationOptions = {
    policy,
    policyScope: scope,
    asOf: options.asOf,
    scopes,
    gates: { ...NO_GATES, ...options.gates },
    ...(options.declarations && { declarations: options.declarations }),
    suppressions: { entries: [...(options.suppressions ?? []), ...inline], scopeOf, whole: isWhole(options) },
  };
  const context: Report['audit'] = {
    root: isAbsolute(options.path) ? '.' : options.path,
    ...(repository && { repository }),
    revision: listing.revision,
    profile: policy.id,
    profileName: policy.name,
    profileScope: scope ?? policy.defaultScope,
    asOf: options.asOf,
    scopes,
  };
  return {
    knowledge,
    listing,
    scan,
    told: [...tooMany, ...metDiagnostics(met, '.', limits, []), ...unjudged],
    components: resolved.components,
    usages,
    evaluation,
    context,
  };
}

/** What the audit is made with, and where other threads find it. */
async function knowledgeFor({ knowledge, rules = [], profiles = [], ruleFiles = [], cache, path }: AuditOptions) {
  if (knowledge !== undefined) return { knowledge, kept: null };
  return cachedKnowledge({ rules, profiles, ruleFiles }, cache === undefined ? null : { ...cache, root: path });
}

/** A name that was given stands alone: whoever gives it says what of the repository it means. */
async function identityOf({ name, path }: AuditOptions): Promise<RepositoryIdentity | null> {
  return name === undefined ? repositoryOf(path) : { name: mask(name), folder: '', from: 'flag' };
}

function checkDeclarations(declarations: Declarations, index: Index): void {
  const problems = declaredNameProblems(declarations, index);
  if (problems.length > 0) throw new InputError(problems.map((problem) => ({ file: declarations.path ?? 'sovaudit.yaml', ...problem })));
}

/** A gate on a rule that does not exist would never fail. */
function checkGates(gates: Partial<Gates> | undefined, { checks }: Index): void {
  const unknown = gates?.failOnRule?.find(({ rule }) => !checks.has(rule));
  if (unknown)
    throw new UsageError(
      `fail_on_rule: there is no rule "${unknown.rule}"${didYouMean(unknown.rule, checks.keys())}`,
      'sovaudit rules list checks has them all',
    );
}

/** The policy of a profile, with its scope after a colon. Throws `UsageError` with the nearest right word. */
export function findPolicy(index: Index, profile: string): { policy: Policy; scope: string | null } {
  const [id = '', scope] = profile.split(':');
  const policy = index.policies.get(id);
  if (!policy)
    throw new UsageError(`unknown profile "${id}"${didYouMean(id, index.policies.keys())}`, `profiles: ${[...index.policies.keys()].sort().join(', ')}`);
  if (scope !== undefined && !policy.scopes.includes(scope)) {
    throw new UsageError(`profile "${id}" has no scope "${scope}"`, policy.scopes.length > 0 ? `scopes: ${policy.scopes.join(', ')}` : 'it has no scopes');
  }
  return { policy, scope: scope ?? null };
}

async function trusted(scan: Scan, { path, suppressionsFrom }: AuditOptions): Promise<readonly Suppression[]> {
  if (suppressionsFrom === undefined || scan.suppressions.length === 0) return scan.suppressions;
  return trustedSuppressions(scan.suppressions, path, await commitOf(path, suppressionsFrom, '--config-from'));
}
