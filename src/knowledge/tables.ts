/** The tables matching looks things up in, made from the entities. */
import type { Accelerator, CallShape } from '../model/entity.ts';
import type { EnvEntry, HostEntry, Index, PackageCall, PackageCommand } from '../model/knowledge.ts';
import { purlName } from '../util/purl-name.ts';
import { isRecord } from '../util/yaml-problems.ts';
import type { Entities } from './collect.ts';
import type { RawEntry } from './entry.ts';
import { modelTables } from './model-tables.ts';
import type * as input from './schema.ts';

/** Tables made of what entries claim. */
export type Tables = Pick<
  Index,
  | 'hosts'
  | 'hostPatterns'
  | 'servicePaths'
  | 'env'
  | 'switches'
  | 'purls'
  | 'modules'
  | 'resourceTypes'
  | 'acceleratorNames'
  | 'calls'
  | 'commands'
  | 'stems'
  | 'familyPrefixes'
  | 'servicePrefixes'
  | 'modelAliases'
  | 'modelGeographies'
  | 'modelVendors'
  | 'modelWords'
  | 'arguments'
  | 'purposes'
>;

/** All lookup tables. Later entries never silently win: `references.ts` refused double claims before. */
export function lookupTables(entries: readonly RawEntry[], entities: Entities): Tables {
  const { vocabulary } = entities;
  const tables = {
    ...hostTables(entities),
    ...packageTables(entities),
    commands: commandTable(entities),
    ...modelTables(entries, entities),
    ...infrastructureTables(entities),
    env: envTable(entries),
    servicePaths: new Map([...entities.services.values()].flatMap(({ id, paths }) => paths.map((path) => [path, id] as const))),
    switches: switchTable(entities),
  };
  const words = (list: readonly string[]): Set<string> => new Set(list);
  return {
    ...tables,
    arguments: {
      model: words(vocabulary.arguments.model),
      baseUrl: words(vocabulary.arguments.base_url),
      region: words(vocabulary.arguments.region),
      revision: words(vocabulary.arguments.revision),
      key: words(vocabulary.arguments.key),
      fallback: words(vocabulary.arguments.fallback),
      device: words(vocabulary.arguments.device),
    },
    purposes: new Map(Object.entries(vocabulary.purposes)),
  };
}

function hostTables(entities: Entities): { hosts: Map<string, HostEntry>; hostPatterns: HostEntry[] } {
  const hosts = new Map<string, HostEntry>();
  const hostPatterns: HostEntry[] = [];
  for (const service of entities.services.values()) {
    service.hosts.forEach((host, index) => {
      const entry: HostEntry = {
        service: service.id,
        signature: `services/${service.id}#host-${index + 1}`,
        host: host.host,
        location: host.location?.value ?? null,
        region: host.region,
      };
      if (/[*{]/.test(host.host)) hostPatterns.push(entry);
      else hosts.set(host.host, entry);
    });
  }
  return { hosts, hostPatterns: mostSpecificFirst(hostPatterns) };
}

/** The longest pattern is the most specific one and is tried first. */
export function mostSpecificFirst(patterns: HostEntry[]): HostEntry[] {
  return patterns.sort((a, b) => b.host.length - a.host.length || (a.host < b.host ? -1 : 1));
}

/** Signatures by format and type, and accelerators by everything that names them, in lower case. A `*` at the end stays part of the key. */
function infrastructureTables(entities: Entities): { resourceTypes: Map<string, string[]>; acceleratorNames: Map<string, string> } {
  const resourceTypes = new Map<string, string[]>();
  for (const { id, types } of entities.resources.values()) {
    for (const [format, names] of Object.entries(types)) {
      for (const name of names) {
        const key = `${format}:${format === 'code' ? name.toLowerCase().replaceAll('/', '.').replaceAll('_', '-') : name.toLowerCase()}`;
        resourceTypes.set(key, [...(resourceTypes.get(key) ?? []), id]);
      }
    }
  }
  const acceleratorNames = new Map<string, string>();
  for (const chip of entities.accelerators.values()) for (const key of acceleratorKeys(chip)) acceleratorNames.set(key, chip.id);
  return { resourceTypes, acceleratorNames };
}

/** Every name of an accelerator with what kind of name it is: `node:p5.48xlarge`, `resource:nvidia.com/gpu`. */
export function acceleratorKeys({ resourceNames, labels, nodes, devices, images }: Accelerator): string[] {
  const of = (kind: string, names: readonly string[]): string[] => names.map((name) => `${kind}:${name.toLowerCase()}`);
  return [
    ...of('resource', resourceNames),
    ...of('label', labels),
    ...of('device', devices),
    ...of('image', images),
    ...nodes.flatMap(({ types }) => of('node', types)),
  ];
}

/** Services by environment name; the one that does not yield (`shared`) comes first and is the one believed. */
function envTable(entries: readonly RawEntry[]): Map<string, EnvEntry[]> {
  const env = new Map<string, EnvEntry[]>();
  for (const { kind, id, value } of entries) {
    if (kind !== 'services') continue;
    for (const { name, role, shared } of (value as input.Service).env ?? []) {
      const list = env.get(name) ?? [];
      const entry: EnvEntry = { service: id, signature: `services/${id}#env-${name}`, role };
      env.set(name, shared ? [...list, entry] : [entry, ...list]);
    }
  }
  return env;
}

function commandTable(entities: Entities): Map<string, PackageCommand[]> {
  const commands = new Map<string, PackageCommand[]>();
  for (const pkg of entities.packages.values()) {
    for (const shape of pkg.commands) {
      const program = shape.name.split(' ')[0] as string;
      commands.set(program, [...(commands.get(program) ?? []), { package: pkg.id, shape }]);
    }
  }
  for (const list of commands.values()) longestFirst(list);
  return commands;
}

/** The command with the most words is tried first. */
export function longestFirst(list: PackageCommand[]): PackageCommand[] {
  return list.sort((a, b) => b.shape.name.length - a.shape.name.length || (a.package < b.package ? -1 : a.package > b.package ? 1 : 0));
}

/** Switches of telemetry by environment name. */
function switchTable(entities: Entities): Map<string, { package: string; at: boolean }[]> {
  const switches = new Map<string, { package: string; at: boolean }[]>();
  for (const { id, telemetry } of entities.packages.values()) {
    for (const [name, at] of Object.entries(telemetry?.off ?? {})) switches.set(name, [...(switches.get(name) ?? []), { package: id, at }]);
  }
  return switches;
}

function packageTables(entities: Entities): { purls: Map<string, string>; modules: Map<string, string>; calls: Map<string, PackageCall[]> } {
  const purls = new Map<string, string>();
  const modules = new Map<string, string>();
  const calls = new Map<string, PackageCall[]>();
  const addCall = (pkg: string, shape: CallShape): void => {
    const last = shape.name.split('.').at(-1) ?? shape.name;
    calls.set(last, [...(calls.get(last) ?? []), { package: pkg, shape }]);
  };
  for (const pkg of entities.packages.values()) {
    for (const purl of pkg.purls) {
      const { type, name } = splitPurl(purl);
      purls.set(`${type}:${name}`, pkg.id);
      if (type === 'npm') modules.set(`javascript:${name}`, pkg.id);
      if (type === 'golang') modules.set(`go:${name}`, pkg.id);
    }
    for (const [language, names] of Object.entries(pkg.imports)) for (const name of names) modules.set(`${language}:${name}`, pkg.id);
    for (const shape of pkg.calls) addCall(pkg.id, shape);
  }
  return { purls, modules, calls };
}

/** `pkg:npm/%40scope/name` -> type, and name in the form in which names of that type are compared. */
export function splitPurl(purl: string): { type: string; name: string } {
  const [, type = '', rest = ''] = /^pkg:([a-z]+)\/(.+)$/.exec(purl) ?? [];
  const name = decodeURIComponent(rest.replace(/@[^/]*$/, ''));
  return { type, name: purlName(type, name) };
}

/** Newest and oldest date at which a source of the knowledge base was read. */
export function factDates(entries: readonly RawEntry[]): { newestFact: string; oldestFact: string } {
  let newestFact = '';
  let oldestFact = '';
  for (const entry of entries) {
    const sources = isRecord(entry.value) && isRecord(entry.value.sources) ? Object.values(entry.value.sources) : [];
    for (const source of sources) {
      const date = isRecord(source) && typeof source.as_of === 'string' ? source.as_of : null;
      if (date === null) continue;
      if (date > newestFact) newestFact = date;
      if (oldestFact === '' || date < oldestFact) oldestFact = date;
    }
  }
  return { newestFact, oldestFact };
}
