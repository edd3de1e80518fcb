/** No two entries may claim one signature: what a host, a package, an environment name or a model id means must have one answer. */
import { slug } from '../util/slug.ts';
import { isWritten, type Path, type Problem, positionOf } from '../util/yaml-problems.ts';
import { accelerator } from './entities.ts';
import type { RawEntry } from './entry.ts';
import { prefixSlug } from './model-tables.ts';
import type * as input from './schema.ts';
import { acceleratorKeys, splitPurl } from './tables.ts';

/** One signature of an entry: `text` as shown in messages, compared whole. */
interface Claim {
  readonly text: string;
  readonly owner: string;
  readonly path: Path;
}

/** Signatures that two entries claim. Precompiled entries claim silently, so that only what was just written is blamed. */
export function checkClaims(entries: readonly RawEntry[]): Problem[] {
  const problems: Problem[] = [];
  const owners = new Map<string, string>();
  for (const entry of entries) {
    for (const { text, owner, path } of claimsOf(entry)) {
      const other = owners.get(text);
      if (other === undefined) owners.set(text, owner);
      else if (other !== owner && isWritten(entry))
        problems.push({ file: entry.file, ...positionOf(entry, path), message: `${text} belongs to ${other} already: to change what that says, extend it` });
    }
  }
  return [...problems, ...checkEnvironment(entries)];
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
  const hosts = (value.hosts ?? []).map(({ host }, at): Claim => ({ text: `host ${host.toLowerCase()}`, owner, path: ['hosts', at, 'host'] }));
  const prefixes = (value.model_prefixes ?? []).map(
    (prefix, at): Claim => ({ text: `model prefix ${prefix.toLowerCase()}`, owner, path: ['model_prefixes', at] }),
  );
  return [...hosts, ...prefixes];
}

/** A purl is what a manifest says, a module what code says. npm and Go packages are imported by the names of their purls. */
function packageClaims(value: input.Package, owner: string): Claim[] {
  const claims: Claim[] = [];
  value.purls.forEach((purl, at) => {
    const { type, name } = splitPurl(purl);
    claims.push({ text: `package ${type}:${name}`, owner, path: ['purls', at] });
    const language = type === 'npm' ? 'javascript' : type === 'golang' ? 'go' : null;
    if (language !== null) claims.push({ text: `${language} module ${name}`, owner, path: ['purls', at] });
  });
  for (const [language, names] of Object.entries(value.imports ?? {})) {
    for (const [at, name] of names.entries()) claims.push({ text: `${language} module ${name}`, owner, path: ['imports', language, at] });
  }
  return claims;
}

/** What names an accelerator names one. */
function acceleratorClaims(entry: RawEntry): Claim[] {
  return acceleratorKeys(accelerator(entry)).map((text) => ({ text, owner: `accelerators/${entry.id}`, path: [] }));
}

/** The stem of a model id belongs to one version of one family, whatever it is written like. */
function modelClaims(value: input.ModelFamily, owner: string): Claim[] {
  const claims = (value.prefixes ?? []).map((prefix, at): Claim => ({ text: `family prefix ${prefixSlug(prefix)}`, owner, path: ['prefixes', at] }));
  for (const [key, version] of Object.entries(value.versions)) {
    const model = `${value.developer}/${key}`;
    for (const field of ['ids', 'bound_ids'] as const) {
      for (const [at, id] of (version[field] ?? []).entries()) claims.push({ text: `model id ${slug(id)}`, owner: model, path: ['versions', key, field, at] });
    }
  }
  return claims;
}

/**
 * Two editions of one service can share an environment name (`MOONSHOT_API_KEY`, in China and abroad). Then every one but the first to
 * think of says `shared: true`, and yields to it.
 */
function checkEnvironment(entries: readonly RawEntry[]): Problem[] {
  const problems: Problem[] = [];
  const claimed = new Map<string, { entry: RawEntry; at: number; shared: boolean }[]>();
  for (const entry of entries) {
    if (entry.kind !== 'services') continue;
    ((entry.value as input.Service).env ?? []).forEach(({ name, shared }, at) => {
      claimed.set(name, [...(claimed.get(name) ?? []), { entry, at, shared: shared ?? false }]);
    });
  }
  for (const [name, all] of claimed) {
    const firm = all.filter(({ shared }) => !shared);
    const problem = (entry: RawEntry, at: number, message: string): void => {
      if (isWritten(entry)) problems.push({ file: entry.file, ...positionOf(entry, ['env', at, 'name']), message });
    };
    for (const { entry, at } of firm.slice(1)) {
      problem(entry, at, `environment name ${name} is claimed by services/${firm[0]?.entry.id} already: add "shared: true" to the one that yields`);
    }
    const [only] = all;
    if (firm.length === 0 && only) problem(only.entry, only.at, `environment name ${name} has no owner: every service that has it says "shared: true"`);
  }
  return problems;
}
