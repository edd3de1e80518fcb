/** Names under which a configuration offers models, and which of them stand in for one another. */
import type { ConfigFormat } from '../model/entity.ts';
import { find, type Instance, type KeyedSetting, placesOf } from './config-paths.ts';

/** What a file says about the names of its models. */
export interface Groups {
  /** Id of the group of models that stand in for one another; null when one stands alone. */
  readonly groupOf: (instance: Instance) => string | null;
  /** Names code can ask for it by. */
  readonly namesOf: (instance: Instance) => readonly string[];
}

/** Several entries under one name stand in for one another, and so do names that a list of fallbacks joins. */
export function aliasGroups(format: ConfigFormat, instances: readonly Instance[], keyed: readonly KeyedSetting[], file: string): Groups {
  const joined = new Map<string, string>();
  const root = (name: string): string => {
    const above = joined.get(name);
    return above === undefined || above === name ? name : root(above);
  };
  const join = (one: string, other: string): void => {
    const [a, b] = [root(one), root(other)].sort() as [string, string];
    if (a !== b) joined.set(b, a);
  };
  for (const [name, value] of pairs(format.fallbacks, keyed)) join(name, value);
  const further = pairs(format.aliases, keyed);
  const aliasOf = new Map<Instance, string>();
  for (const instance of instances) {
    const alias = instance.path.alias === null ? undefined : find(instance, [instance.path.alias])[0]?.value.trim();
    if (alias !== undefined && alias !== '*') aliasOf.set(instance, alias);
  }
  const members = new Map<string, number>();
  for (const alias of aliasOf.values()) members.set(root(alias), (members.get(root(alias)) ?? 0) + 1);
  return {
    groupOf: (instance) => {
      const alias = aliasOf.get(instance);
      return alias !== undefined && (members.get(root(alias)) ?? 0) > 1 ? `${file}#${root(alias)}` : null;
    },
    namesOf: (instance) => {
      const alias = aliasOf.get(instance);
      return alias === undefined ? [] : [alias, ...further.filter(([, value]) => value === alias).map(([name]) => name)];
    },
  };
}

/** `{alias}` and value of every setting at one of the patterns. */
function pairs(patterns: readonly string[], keyed: readonly KeyedSetting[]): [string, string][] {
  const found: [string, string][] = [];
  for (const pattern of patterns) {
    for (const { setting, keys } of keyed) {
      for (const { length, holes } of placesOf(pattern, keys)) {
        if (length === keys.length && holes.alias !== undefined) found.push([holes.alias, setting.value.trim()]);
      }
    }
  }
  return found;
}
