/** Configuration formats of the knowledge base: what the keys of a gateway, framework or tool mean, as call paths. */
import type { Argument, SettingCandidate, Value } from '../model/candidate.ts';
import type { ConfigFormat, ConfigPath } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Collector } from './collector.ts';
import { aliasGroups, type Groups } from './config-groups.ts';
import { find, type Instance, type KeyedSetting, keyedSettings, placesOf } from './config-paths.ts';
import { settingValue } from './config-values.ts';
import { endpointsOf, type SeenEndpoint } from './endpoints.ts';
import { resolveModelId } from './model-id.ts';
import { type AskedModels, modelsOf, NO_MODELS, seeModel } from './models.ts';
import { reportRequest } from './sites.ts';
import { matchServers } from './tool-servers.ts';

/** Reports what a file says in the formats it is of. Returns the settings that are explained by it. */
export function matchConfigs(index: Index, formats: readonly ConfigFormat[], settings: readonly SettingCandidate[], into: Collector): Set<SettingCandidate> {
  const explained = new Set<SettingCandidate>();
  for (const format of formats) {
    const keyed = keyedSettings(format, settings);
    for (const setting of matchServers(index, format, keyed, into)) explained.add(setting);
    const instances = format.paths.flatMap((path) => instancesOf(path, keyed));
    const groups = aliasGroups(format, instances, keyed, into.file.path);
    for (const instance of instances) {
      if (!report(index, format, instance, groups, into)) continue;
      for (const { setting } of instance.settings) explained.add(setting);
    }
  }
  return explained;
}

function instancesOf(path: ConfigPath, keyed: readonly KeyedSetting[]): Instance[] {
  const instances = new Map<string, Instance>();
  for (const { setting, keys } of keyed) {
    for (const { length, holes } of placesOf(path.at, keys)) {
      const key = keys.slice(0, length).join('\u0000');
      const instance = instances.get(key) ?? { path, key, provider: holes.provider ?? null, settings: [] };
      instance.settings.push({ setting, keys: keys.slice(length) });
      instances.set(key, instance);
    }
  }
  return [...instances.values()];
}

/** Reports one place; false when it says nothing about AI. */
function report(index: Index, format: ConfigFormat, instance: Instance, groups: Groups, into: Collector): boolean {
  const { path } = instance;
  const provider = providerOf(index, instance);
  if (provider === null) return false;
  const owner = index.packages.get(path.package ?? format.package ?? '') ?? null;
  const hint = provider.service ?? path.service;
  const models = find(instance, path.model, true).filter(({ value }) => !/^inherit$/i.test(value.trim()));
  const args = [...argumentAt(instance, path.baseUrl, 'base_url'), ...argumentAt(instance, path.region, 'region')];
  // A key or a place alone says nothing: something below it must; a provider that is written out does.
  if (models.length === 0 && args.length === 0 && (hint === null || provider.setting === null)) return false;
  const asked = models.length === 0 ? [NO_MODELS] : models.map((setting) => askedOf(index, path, setting, hint, into));
  const group = asked.length > 1 && path.fallback ? `${into.file.path}#${instance.key}` : groups.groupOf(instance);
  for (const one of asked) {
    const service = hint ?? one.models[0]?.service ?? one.service ?? serviceOf(index, path, one);
    const endpoints = endpointsOf(index, { implies: null, calls: [] }, shapeFor(path, service), args, into);
    if (one.models.length === 0 && one.dynamic === null && endpoints.every((there) => there.service === null && there.host === null)) continue;
    reportRequest(
      index,
      {
        package: owner,
        purpose: path.purpose,
        artefact: one.models.some(({ requested }) => isPath(requested)) ? 'pinned' : null,
        endpoints: endpoints.map(writtenDown),
        asked: { ...one, models: one.models.map((model) => ({ ...model, configurable: true })) },
        // A call path stands where its model is written.
        evidence: one.models.length > 0 ? one.models.flatMap((model) => model.evidence) : [seeProvider(instance, provider.setting, service, one, into)],
        fallbackGroup: group,
        aliases: groups.namesOf(instance),
        prefixed: true,
      },
      into,
    );
  }
  return true;
}

function argumentAt(instance: Instance, patterns: readonly string[], name: string): Argument[] {
  const [setting] = find(instance, patterns);
  return setting ? [{ name, value: settingValue(setting) }] : [];
}

/** What a configuration names is seen, not a default of a library; and whoever has the file can change it. */
function writtenDown(there: SeenEndpoint): SeenEndpoint {
  return { ...there, configurable: true, basis: 'observed' };
}

/** Weights in a file, as against a name that is fetched. */
function isPath(text: string): boolean {
  return /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|file:)|\.(?:gguf|safetensors|onnx|bin)$/i.test(text) && !/^(?:https?|hf):/i.test(text);
}

/** A model as the format writes it. */
function askedOf(index: Index, path: ConfigPath, setting: SettingCandidate, service: string | null, into: Collector): AskedModels {
  const value = settingValue(setting);
  // The tool or the caller chooses.
  if (value.kind === 'text' && /^(?:default|auto|custom|none)$/i.test(value.text)) return { ...NO_MODELS, dynamic: value.text };
  const context = setting.path.join('.');
  const read = plainId(index, path, value);
  // What is shown is what is written; only what it is looked up by may differ.
  if (read !== value && value.kind === 'text' && read.kind === 'text')
    seeModel(into, resolveModelId(index, read.text, true, service), value.text, value.location, context, 'high');
  const asked = modelsOf(index, read, service, into, context, false, path.modelPrefix === '' ? null : path.modelPrefix);
  if (read !== value && value.kind === 'text') return { ...asked, models: asked.models.map((model) => ({ ...model, requested: value.text })) };
  // A text with holes is shown as it is written.
  return value.kind === 'pattern' && asked.dynamic !== null ? { ...asked, dynamic: setting.value.trim() } : asked;
}

/** The id in the form most tools write: `openai/gpt-5.5` for `openai:chat:gpt-5.5`, `opus` for `opus[1m]`. */
function plainId(index: Index, path: ConfigPath, written: Value): Value {
  if (written.kind !== 'text') return written;
  const text = (path.between.length > 0 ? withSlash(index, path, written.text) : written.text).replace(/\[[^\]]*\]$/, '');
  return text === written.text ? written : { ...written, text };
}

function withSlash(index: Index, { between }: ConfigPath, text: string): string {
  const [provider = '', ...rest] = text.split(':');
  if (rest.length === 0 || text.includes('://') || !(index.servicePrefixes.has(`${provider}/`) || index.servicePrefixes.has(`${provider}:`))) return text;
  const model = between.includes(rest[0] ?? '') ? rest.slice(1) : rest;
  return model.length === 0 ? text : `${provider}${index.servicePrefixes.has(`${provider}/`) ? '/' : ':'}${model.join(':')}`;
}

/** Service of a model that stands there without anything that names one: its developer's own, where the format says so. */
function serviceOf(index: Index, path: ConfigPath, asked: AskedModels): string | null {
  const [model] = asked.models;
  if (!path.bare || !model || model.service !== null) return null;
  const developer = model.developer ?? index.families.get(model.family ?? '')?.developer ?? null;
  return developer === null ? null : (index.servicePrefixes.get(`${developer}/`) ?? null);
}

function shapeFor(path: ConfigPath, service: string | null): Parameters<typeof endpointsOf>[2] {
  return {
    name: path.at,
    makes: 'model',
    service,
    purpose: path.purpose,
    modelArgs: [],
    baseUrlArgs: ['base_url'],
    regionArgs: ['region'],
    baseUrlEnv: [],
    keyEnv: [],
    modelPrefix: null,
    keeps: false,
    config: null,
    loadsWeights: false,
    requires: {},
  };
}

interface Provider {
  readonly service: string | null;
  readonly setting: SettingCandidate | null;
}

/** The service a place names; null when what stands there has nothing to do with AI. */
function providerOf(index: Index, instance: Instance): Provider | null {
  const { path } = instance;
  const setting = find(instance, path.provider)[0] ?? null;
  const name = instance.provider ?? setting?.value.trim() ?? null;
  // Where a format has a key for the provider, a place without it is something else; unless its models say who serves them.
  if (name === null) return path.onlyListed || (path.provider.length > 0 && path.service === null && !path.bare) ? null : { service: null, setting: null };
  const listed = listedService(path.providers, name);
  if (listed === undefined && path.onlyListed) return null;
  const plain = name.toLowerCase();
  return { service: listed ?? index.servicePrefixes.get(`${plain}/`) ?? index.servicePrefixes.get(`${plain}:`) ?? null, setting };
}

function listedService(providers: Readonly<Record<string, string>>, name: string): string | undefined {
  const plain = name.toLowerCase();
  let best: string | undefined;
  let length = -1;
  for (const [pattern, service] of Object.entries(providers)) {
    const wanted = pattern.toLowerCase();
    const hit = wanted.endsWith('*') ? plain.startsWith(wanted.slice(0, -1)) : plain === wanted;
    if (!hit || wanted.length <= length) continue;
    best = service;
    length = wanted.length;
  }
  return best;
}

/** What is seen where no model is written: the provider, or the first setting of the place. */
function seeProvider(instance: Instance, setting: SettingCandidate | null, service: string | null, asked: AskedModels, into: Collector): string {
  const shown = setting ?? find(instance, instance.path.model, true)[0] ?? (instance.settings[0] as KeyedSetting).setting;
  return into.see({
    kind: 'config',
    value: asked.dynamic ?? shown.value,
    context: shown.path.join('.'),
    confidence: 'high',
    signature: null,
    subject: service === null ? { kind: 'unknown', what: 'endpoint' } : { kind: 'service', id: service },
    location: shown.location,
  });
}
