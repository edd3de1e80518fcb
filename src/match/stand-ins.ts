/** Models that stand in for the first of a call, and configurations written as arguments. */
import { bound, meet } from '../model/bounds.ts';
import type { Argument, CallCandidate, SettingCandidate, Value } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import { flatten, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { matchConfigs } from './configs.ts';
import { modelsOf, type SeenModel, type StandIns } from './models.ts';

/**
 * `fallbacks: [...]` of any library; `models: [...]` where a gateway picks. Null: none are written. `service` is the one the call goes to when the
 * models do not say.
 */
export function standInsOf(
  index: Index,
  call: Pick<CallCandidate, 'args' | 'location'>,
  service: string | null,
  gateway: boolean,
  into: Collector,
): StandIns | null {
  const lists = flatten(call.args, 3).filter(
    ({ name, value }) => value.kind === 'list' && (index.arguments.fallback.has(word(name)) || (gateway && word(name) === 'models')),
  );
  const models = lists.flatMap(({ name, value }) => (value.kind === 'list' ? value.items : []).flatMap((item) => namedBy(index, item, service, name, into)));
  return models.length === 0 ? null : { models, group: `${call.location.path}:${call.location.line}:${call.location.column}` };
}

/** A model as text, or as the `model` of an object. */
function namedBy(index: Index, item: Value, service: string | null, name: string, into: Collector): readonly SeenModel[] {
  const value = item.kind === 'object' ? item.entries.find((entry) => word(entry.name) === 'model')?.value : item;
  return value?.kind === 'text' || value?.kind === 'env' ? modelsOf(index, value, service, into, `${name}[]`).models : [];
}

/** Arguments in a configuration format, matched as a file of that format would be; false when they hold nothing of it. */
export function configuredBy(index: Index, format: string | null, call: CallCandidate, into: Collector): boolean {
  const known = format === null ? undefined : index.configs.get(format);
  if (!known) return false;
  const settings: SettingCandidate[] = [];
  for (const { name, value } of call.args) collect(value, [name], settings);
  return matchConfigs(index, [known], settings, into).size > 0;
}

function collect(value: Value, path: readonly string[], settings: SettingCandidate[]): void {
  const { location } = value;
  if (settings.length >= bound('attributes')) return meet('attributes', location);
  if (path.length > bound('nesting')) return meet('nesting', location);
  switch (value.kind) {
    case 'text':
      settings.push({ kind: 'setting', path, value: value.text, environment: false, location });
      break;
    case 'env':
      settings.push({
        kind: 'setting',
        path,
        value: value.fallback?.kind === 'text' ? `\${${value.name}:-${value.fallback.text}}` : `\${${value.name}}`,
        environment: false,
        location,
      });
      break;
    case 'object':
      for (const entry of value.entries satisfies readonly Argument[]) collect(entry.value, [...path, entry.name], settings);
      break;
    case 'list':
      for (const [at, item] of value.items.entries()) collect(item, [...path, String(at)], settings);
      break;
    default:
      break;
  }
}
