/** No two entries may claim one signature: what a host, a package, an environment name or a model id means must have one answer. */
import { slug } from '../util/slug.ts';
import { isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import { accelerator } from './entities.ts';
import type { RawEntry } from './entry.ts';
import { prefixSlug } from './model-tables.ts';
import type * as input from './schema.ts';
import { acceleratorKeys, splitPurl } from './tables.ts';

/** What a signature is: keys of different kinds never meet. `module` has its language before a colon. */
export type ClaimKind = 'host' | 'path' | 'model prefix' | 'package' | 'module' | 'accelerator' | 'family prefix' | 'model id';

/** One signature of an entry, compared whole. */
export interface Claim {
  readonly kind: ClaimKind;
  readonly key: string;
  /** Entry (`services/openai`), or for a model id the model. */
  readonly owner: string;
  readonly path: Path;
}

/** Who claims an environment name, and whether it yields. */
interface EnvironmentClaim {
  /** Null for an entry that is not looked at itself. */
  readonly entry: RawEntry | null;
  readonly service: string;
  readonly at: number;
  readonly shared: boolean;
}

/** What entries claim that are not among those looked at. */
export interface OtherClaims {
  readonly ownerOf: (claim: Claim) => string | undefined;
  readonly environment: (name: string) => readonly Omit<EnvironmentClaim, 'entry' | 'at'>[];
  /** Environment names that are to be looked at whoever has them. */
  readonly names: Iterable<string>;
}

const NO_OTHERS: OtherClaims = { ownerOf: () => undefined, environment: () => [], names: [] };

/**
 * Signatures that two entries claim. Precompiled entries claim first and silently, so that only what was just written is blamed: also an entry that
 * refines one and stands in its place.
 */
export function checkClaims(all: readonly RawEntry[], others: OtherClaims = NO_OTHERS): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  const entries = [...all.filter((entry) => !isWritten(entry)), ...all.filter(isWritten)];
  for (const entry of entries) {
    for (const claim of claimsOf(entry)) {
      const text = claimText(claim);
      const other = owners.get(text) ?? others.ownerOf(claim);
      if (other === undefined) owners.set(text, claim.owner);
      else if (other !== claim.owner && isWritten(entry)) {
        const message = `${text} belongs to ${other} already: to change what that says, extend it`;
        problems.push({ file: entry.file, ...positionOf(entry, claim.path), message });
      }
    }
  }
  return [...problems, ...checkEnvironment(entries, others)];
}

function claimText({ kind, key }: Claim): string {
  if (kind === 'accelerator') return key;
  return kind === 'module' ? key.replace(':', ' module ') : `${kind} ${key}`;
}

function claimsOf(entry: RawEntry): Claim[] {
  switch (entry.kind) {
    case 'services':
      return serviceClaims(entry.value as input.Service, `services/${entry.id}`);
    case 'packages':
      return packageClaims(entry.value as input.Package, `packages/${entry.id}`);
    case 'models':
      return modelClaims(entry.value as input.ModelFamily, `models/${entry.id}`);
    case 'accelerators':
      return acceleratorClaims(entry);
    default:
      return [];
  }
}

function serviceClaims(value: input.Service, owner: string): Claim[] {
  const hosts = (value.hosts ?? []).map(({ host }, at): Claim => ({ kind: 'host', key: host.toLowerCase(), owner, path: ['hosts', at, 'host'] }));
  const paths = (value.paths ?? []).map((key, at): Claim => ({ kind: 'path', key, owner, path: ['paths', at] }));
  const prefixes = (value.model_prefixes ?? []).map(
    (prefix, at): Claim => ({ kind: 'model prefix', key: prefix.toLowerCase(), owner, path: ['model_prefixes', at] }),
  );
  return [...hosts, ...paths, ...prefixes];
}

/** A purl is what a manifest says, a module what code says. npm and Go packages are imported by the names of their purls. */
function packageClaims(value: input.Package, owner: string): Claim[] {
  const claims: Claim[] = [];
  value.purls.forEach((purl, at) => {
    const { type, name } = splitPurl(purl);
    claims.push({ kind: 'package', key: `${type}:${name}`, owner, path: ['purls', at] });
    const language = type === 'npm' ? 'javascript' : type === 'golang' ? 'go' : null;
    if (language !== null) claims.push({ kind: 'module', key: `${language}:${name}`, owner, path: ['purls', at] });
  });
  for (const [language, names] of Object.entries(value.imports ?? {})) {
    for (const [at, name] of names.entries()) claims.push({ kind: 'module', key: `${language}:${name}`, owner, path: ['imports', language, at] });
  }
  return claims;
}

/** What names an accelerator names one. */
function acceleratorClaims(entry: RawEntry): Claim[] {
  return acceleratorKeys(accelerator(entry)).map((key) => ({ kind: 'accelerator', key, owner: `accelerators/${entry.id}`, path: [] }));
}

/** The stem of a model id belongs to one version of one family, whatever it is written like. */
function modelClaims(value: input.ModelFamily, owner: string): Claim[] {
  const claims = (value.prefixes ?? []).map((prefix, at): Claim => ({ kind: 'family prefix', key: prefixSlug(prefix), owner, path: ['prefixes', at] }));
  for (const [key, version] of Object.entries(value.versions)) {
    const model = `${value.developer}/${key}`;
    for (const field of ['ids', 'bound_ids'] as const) {
      for (const [at, id] of (version[field] ?? []).entries())
        claims.push({ kind: 'model id', key: slug(id), owner: model, path: ['versions', key, field, at] });
    }
  }
  return claims;
}

/**
 * Two editions of one service can share an environment name (`MOONSHOT_API_KEY`, in China and abroad). Then every one but the first to
 * think of says `shared: true`, and yields to it.
 */
function checkEnvironment(entries: readonly RawEntry[], others: OtherClaims): Problem[] {
  const problems: Problem[] = [];
  const claimed = new Map<string, EnvironmentClaim[]>();
  const claimsOn = (name: string): EnvironmentClaim[] => {
    const known = claimed.get(name) ?? others.environment(name).map((other) => ({ ...other, entry: null, at: 0 }));
    claimed.set(name, known);
    return known;
  };
  for (const name of others.names) claimsOn(name);
  for (const entry of entries) {
    if (entry.kind !== 'services') continue;
    ((entry.value as input.Service).env ?? []).forEach(({ name, shared }, at) => {
      claimsOn(name).push({ entry, service: entry.id, at, shared: shared ?? false });
    });
  }
  for (const [name, all] of claimed) {
    const firm = all.filter(({ shared }) => !shared);
    const blame = ({ entry, at }: EnvironmentClaim, message: string): void => {
      if (entry !== null && isWritten(entry)) problems.push({ file: entry.file, ...positionOf(entry, ['env', at, 'name']), message });
    };
    for (const claim of firm.slice(1))
      blame(claim, `environment name ${name} is claimed by services/${firm[0]?.service} already: add "shared: true" to the one that yields`);
    const written = all.find(({ entry }) => entry !== null && isWritten(entry));
    if (firm.length === 0 && written) blame(written, `environment name ${name} has no owner: every service that has it says "shared: true"`);
  }
  return problems;
}
