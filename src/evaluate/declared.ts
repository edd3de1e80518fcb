/** What the user declares: which of it holds at the date, what it says of a usage, and how reports name it. */
import type {
  Declarations,
  DeclaredEndpoint,
  DeclaredExitTest,
  DeclaredFallback,
  DeclaredHosting,
  DeclaredOperator,
  DeclaredOrganization,
  DeclaredQualification,
  DeclaredTransfer,
} from '../model/declaration.ts';
import type { FactRef, Usage } from '../model/usage.ts';
import { createGlobMatcher, parseGlobs } from '../util/glob.ts';

/** Declarations as the decision tables ask for them: nothing in here is expired or contradicted. */
export interface DeclaredView {
  readonly organization: DeclaredOrganization | null;
  /** Endpoint whose declaration was applied to a usage. */
  readonly endpoint: (usage: string) => DeclaredEndpoint | null;
  /** What is declared of the machines a usage of one's own runs on. */
  readonly hosting: (usage: string) => DeclaredHosting | null;
  /** The declared list of stand-ins a usage is in. */
  readonly fallback: (usage: string) => DeclaredFallback | null;
  readonly transfer: (country: string) => DeclaredTransfer | null;
  readonly exitTest: DeclaredExitTest | null;
  /** Whether the code of a usage handles personal data; null when nothing is declared. */
  readonly personalData: (usage: Usage) => boolean | null;
  readonly qualified: (usage: Usage) => DeclaredQualification | null;
  /** A declared statement as a fact of a level. */
  readonly fact: (claim: string) => FactRef;
}

/** The view of a project without declarations. */
export const NOTHING_DECLARED: DeclaredView = {
  organization: null,
  endpoint: () => null,
  hosting: () => null,
  fallback: () => null,
  transfer: () => null,
  exitTest: null,
  personalData: () => null,
  qualified: () => null,
  fact: (claim) => declaredFact(claim, null),
};

/** Default name of the project file, where its path is not known. */
const PROJECT_FILE = 'sovaudit.yaml';

/** A declared statement as a fact. Nobody but the user vouches for it, so its source is the file it stands in. */
export function declaredFact(claim: string, path: string | null): FactRef {
  return { claim, source: path ?? PROJECT_FILE, basis: 'declared', asOf: null };
}

/** `declared: ...`: one sentence per declaration, also its identity when it is asked whether anything uses it. */
export const CLAIM = {
  endpoint: ({ host, place, operator }: DeclaredEndpoint): string => {
    return `declared: ${host} runs in ${place}${operator === null ? '' : `, operated by ${operatorWords(operator)}`}`;
  },
  hosting: ({ folder, place, operator, accelerators }: DeclaredHosting): string => {
    const on = accelerators === null ? '' : accelerators.length === 0 ? ', on processors' : `, on accelerators of ${accelerators.join(' or ')}`;
    return `declared: what runs from ${folder ?? 'this repository'} stands in ${place}, operated by ${operatorWords(operator)}${on}`;
  },
  fallback: ({ name, members }: DeclaredFallback): string => `declared: fallback list "${name}" of ${members.join(', ')}`,
  transfer: ({ country, basis, reference }: DeclaredTransfer): string =>
    `declared: transfer basis for ${country}: ${basis}${reference === null ? '' : ` (${reference})`}`,
  exitTest: ({ date, reference }: DeclaredExitTest): string => `declared: exit test of ${date}${reference === null ? '' : ` (${reference})`}`,
  qualified: ({ service, region, scheme }: DeclaredQualification): string => `declared: ${scheme} for ${service}${region === null ? '' : ` in ${region}`}`,
} as const;

function operatorWords(operator: DeclaredOperator): string {
  return operator.kind === 'self' ? 'yourself' : operator.kind === 'known' ? operator.id : `${operator.name} (${operator.country})`;
}

/** Whether something that holds up to and including a day still holds. */
export function unexpired({ expires }: { readonly expires: string | null }, asOf: string): boolean {
  return expires === null || asOf <= expires;
}

/** An exit test counts for twelve months from its day, and not before it. */
export function isFresh({ date }: DeclaredExitTest, asOf: string): boolean {
  return date <= asOf && asOf <= yearAfter(date);
}

function yearAfter(date: string): string {
  return `${String(Number(date.slice(0, 4)) + 1).padStart(4, '0')}${date.slice(4)}`;
}

/** Whether a host is the declared one; `*.` stands for any labels before the rest. */
export function hostFits(host: string, declared: string): boolean {
  const [left, right] = [host.toLowerCase(), declared.toLowerCase()];
  return right.startsWith('*.') ? left.endsWith(right.slice(1)) : left === right;
}

/** Declarations that were put to usages, by usage id; `barred` are the qualifications that do not count. */
export interface Applied {
  readonly endpoints: ReadonlyMap<string, DeclaredEndpoint>;
  readonly hosting: ReadonlyMap<string, DeclaredHosting>;
  readonly fallbacks: ReadonlyMap<string, DeclaredFallback>;
  readonly barred: ReadonlySet<DeclaredQualification>;
}

/** The view over declarations. */
export function declaredView(declarations: Declarations, asOf: string, { endpoints, hosting, fallbacks, barred }: Applied): DeclaredView {
  const { path, organization, transfers, exitTest, qualified } = declarations;
  return {
    organization,
    endpoint: (usage) => endpoints.get(usage) ?? null,
    hosting: (usage) => hosting.get(usage) ?? null,
    fallback: (usage) => fallbacks.get(usage) ?? null,
    transfer: (country) => transfers.find((entry) => entry.country === country && unexpired(entry, asOf)) ?? null,
    exitTest: exitTest !== null && isFresh(exitTest, asOf) ? exitTest : null,
    qualified: (usage) => qualified.find((entry) => qualifies(entry, usage) && unexpired(entry, asOf) && !barred.has(entry)) ?? null,
    personalData: personalDataReader(declarations.personalData ?? null),
    fact: (claim) => declaredFact(claim, path),
  };
}

/** Declared for the whole repository, or for what stands under some paths: the rest then handles none. */
function personalDataReader(declared: boolean | readonly string[] | null): DeclaredView['personalData'] {
  if (declared === null || typeof declared === 'boolean') return () => declared;
  const covers = createGlobMatcher([{ base: '', globs: parseGlobs(declared) }]);
  return ({ evidence }) => evidence.some(({ path }) => covers(path));
}

/** Whether a qualification names the service of a usage, and its region or place where it names one. */
export function qualifies({ service, region }: DeclaredQualification, usage: Usage): boolean {
  if (usage.service?.id !== service) return false;
  return region === null || region === usage.endpoint?.region || region === usage.endpoint?.place;
}
