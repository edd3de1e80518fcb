/** Puts declarations to the usages, checks them against what the code and the knowledge base show, and says what is wrong with them. */
import type { Declarations, DeclaredAt, DeclaredEndpoint, DeclaredOrganization, DeclaredQualification } from '../model/declaration.ts';
import type { Severity } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Layer } from '../model/layer.ts';
import type { Assessment, Usage } from '../model/usage.ts';
import { owners } from './chain.ts';
import { applyFallbacks } from './declare-fallbacks.ts';
import { applyHosting } from './declare-hosting.ts';
import { CLAIM, type DeclaredView, declaredView, hostFits, isFresh, qualifies, unexpired } from './declared.ts';
import { operatorOf } from './declared-operator.ts';
import { hostOwner } from './host-owner.ts';
import type { Perspective } from './perspective.ts';

/** Something about a declaration that its author should know. */
export interface DeclarationProblem {
  readonly rule: string;
  readonly layer: Layer;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly at: DeclaredAt;
  readonly usages: readonly string[];
}

/** Usages with declared endpoints filled in, the view the tables ask, and the problems known before judging. */
export interface Declared {
  readonly usages: readonly Usage[];
  readonly view: DeclaredView;
  readonly problems: readonly DeclarationProblem[];
}

/** Applies declarations. What expired or is contradicted changes nothing. `view` is the perspective without them. */
export function declare(usages: readonly Usage[], declarations: Declarations, index: Index, view: Perspective): Declared {
  const problems: DeclarationProblem[] = expiries(declarations, view.asOf);
  const applied = new Map<string, DeclaredEndpoint>();
  const withEndpoints = usages.map((usage) => {
    const host = usage.endpoint?.host ?? null;
    const entry = host === null ? undefined : declarations.endpoints.find((endpoint) => hostFits(host, endpoint.host) && unexpired(endpoint, view.asOf));
    if (!entry || host === null) return usage;
    if (contradiction(entry, host, usage.endpoint?.place ?? null, index) !== null) return usage;
    applied.set(usage.id, entry);
    return fill(usage, host, entry, declarations.organization, index, view);
  });
  const hosted = applyHosting(withEndpoints, declarations.hosting, declarations.organization, index, view);
  const { usages: filled, applied: fallbacks } = applyFallbacks(hosted.usages, declarations.fallbacks);
  for (const entry of declarations.endpoints) problems.push(...endpointProblems(entry, usages, index, view));
  const barred = new Set<DeclaredQualification>();
  for (const entry of declarations.qualified) {
    const foreign = filled.filter((usage) => qualifies(entry, usage) && isForeign(usage, view));
    if (foreign.length === 0 || !unexpired(entry, view.asOf)) continue;
    barred.add(entry);
    const operator = foreign[0]?.service?.operator;
    problems.push(
      problem(
        'cloud',
        'contradicted',
        entry,
        `${sentence(CLAIM.qualified(entry))}; its operator ${operator?.name} is controlled from ${operator?.controller ?? operator?.country}, so it does not count.`,
        foreign,
      ),
    );
  }
  for (const entry of declarations.fallbacks) {
    if (![...fallbacks.values()].includes(entry))
      problems.push(problem('deployment', 'unused', entry, `${sentence(CLAIM.fallback(entry))}; this repository shows no two of them.`));
  }
  const put = { endpoints: applied, hosting: hosted.applied, fallbacks, barred };
  return { usages: filled, view: declaredView(declarations, view.asOf, put), problems };
}

const SEVERITY = { expired: 'low', contradicted: 'medium', unused: 'info' } as const;

function problem(layer: Layer, what: keyof typeof SEVERITY, at: DeclaredAt, message: string, usages: readonly Usage[] = []): DeclarationProblem {
  return {
    rule: `${layer}/declaration-${what}`,
    layer,
    severity: SEVERITY[what],
    subject: message.replace(/;.*$/s, ''),
    message,
    at,
    usages: usages.map(({ id }) => id),
  };
}

function expiries({ endpoints, transfers, qualified, hosting, exitTest }: Declarations, asOf: string): DeclarationProblem[] {
  const over = (layer: Layer, entry: DeclaredAt & { readonly expires: string | null }, claim: string): DeclarationProblem[] =>
    unexpired(entry, asOf) ? [] : [problem(layer, 'expired', entry, `${sentence(claim)}; it expired on ${entry.expires} and does not count as of ${asOf}.`)];
  return [
    ...endpoints.flatMap((entry) => over('cloud', entry, CLAIM.endpoint(entry))),
    ...transfers.flatMap((entry) => over('data', entry, CLAIM.transfer(entry))),
    ...qualified.flatMap((entry) => over('cloud', entry, CLAIM.qualified(entry))),
    ...hosting.flatMap((entry) => over('cloud', entry, CLAIM.hosting(entry))),
    ...(exitTest !== null && exitTest.date <= asOf && !isFresh(exitTest, asOf)
      ? [
          problem(
            'deployment',
            'expired',
            exitTest,
            `${sentence(CLAIM.exitTest(exitTest))}; it is more than twelve months old as of ${asOf} and does not count.`,
          ),
        ]
      : []),
  ];
}

/** Claims begin with a small letter; findings are sentences. */
function sentence(claim: string): string {
  return `${claim.charAt(0).toUpperCase()}${claim.slice(1)}`;
}

function endpointProblems(entry: DeclaredEndpoint, usages: readonly Usage[], index: Index, view: Perspective): DeclarationProblem[] {
  if (!unexpired(entry, view.asOf)) return [];
  const hit = usages.filter(({ endpoint }) => endpoint?.host != null && hostFits(endpoint.host, entry.host));
  const hosts = [...new Set([...(entry.host.startsWith('*.') ? [] : [entry.host]), ...hit.map(({ endpoint }) => endpoint?.host as string)])];
  for (const host of hosts) {
    const place = hit.find(({ endpoint }) => endpoint?.host === host)?.endpoint?.place ?? null;
    const why = contradiction(entry, host, place, index);
    if (why !== null) return [problem('cloud', 'contradicted', entry, `${sentence(CLAIM.endpoint(entry))}; ${why}, so the declaration does not count.`, hit)];
  }
  return [];
}

/** Why a declared endpoint cannot be as declared; null when nothing speaks against it. */
function contradiction(entry: DeclaredEndpoint, host: string, place: string | null, index: Index): string | null {
  const service = hostOwner(index, host);
  if (service && !service.selfHosted) {
    const { operator } = entry;
    const known = service.operator.value;
    const name = index.organizations.get(known ?? '')?.name ?? known ?? 'somebody else';
    const same = operator === null || (operator.kind === 'known' && known !== null && owners(index, known).includes(operator.id));
    if (!same) return `${host} is known as ${service.name} of ${name}`;
  }
  if (place === null || place === 'global' || entry.place === 'global' || place === entry.place) return null;
  return within(index, entry.place, place) || within(index, place, entry.place) ? null : `the knowledge base places ${host} in ${place}`;
}

function within(index: Index, inner: string, outer: string): boolean {
  const members = index.blocs.get(outer) ?? [outer];
  return (index.blocs.get(inner) ?? [inner]).every((country) => members.includes(country));
}

function isForeign(usage: Usage, view: Perspective): boolean {
  const controller = usage.service?.operator.controller ?? usage.service?.operator.country ?? null;
  return controller !== null && !view.isHome(controller);
}

/** The usage with place and operator as declared. Evidence and model stay: they are what the code shows. */
function fill(usage: Usage, host: string, entry: DeclaredEndpoint, organization: DeclaredOrganization | null, index: Index, view: Perspective): Usage {
  const country = entry.place === 'global' || entry.place === 'premises' ? null : entry.place;
  const endpoint = { host, region: usage.endpoint?.region ?? null, country, place: entry.place };
  const placed: Usage = { ...usage, endpoint, endpointBasis: 'observed' };
  if (entry.operator === null) return placed;
  const operator = operatorOf(entry.operator, organization, index, view);
  const service = { ...(usage.service ?? { id: host, name: host, category: 'model-api', observed: true }), operator };
  return { ...placed, service, route: entry.operator.kind === 'self' ? 'self-hosted' : usage.route === 'unknown' ? 'direct' : usage.route };
}

/** Declarations that no level rests on: nothing in the code uses them. Contradicted and expired ones have their own finding. */
export function unusedDeclarations(
  { endpoints, transfers, qualified, hosting, exitTest }: Declarations,
  assessments: readonly Assessment[],
  problems: readonly DeclarationProblem[],
  asOf: string,
): DeclarationProblem[] {
  const used = new Set(
    assessments.flatMap(({ layers }) =>
      Object.values(layers).flatMap(({ facts }) => facts.filter(({ basis }) => basis === 'declared').map(({ claim }) => claim)),
    ),
  );
  const wrong = new Set(problems.map(({ at }) => at));
  const idle = (layer: Layer, at: DeclaredAt, claim: string): DeclarationProblem[] =>
    used.has(claim) || wrong.has(at) ? [] : [problem(layer, 'unused', at, `${sentence(claim)}; nothing in this repository uses it.`)];
  return [
    ...endpoints.flatMap((entry) => idle('cloud', entry, CLAIM.endpoint(entry))),
    ...transfers.flatMap((entry) => idle('data', entry, CLAIM.transfer(entry))),
    ...qualified.flatMap((entry) => idle('cloud', entry, CLAIM.qualified(entry))),
    ...hosting.flatMap((entry) => idle('cloud', entry, CLAIM.hosting(entry))),
    ...(exitTest === null || exitTest.date > asOf ? [] : idle('deployment', exitTest, CLAIM.exitTest(exitTest))),
  ];
}
