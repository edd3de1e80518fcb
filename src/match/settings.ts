/** Configuration files and `.env` lines: endpoint, model and region of one mapping are one call path. */
import type { SettingCandidate } from '../model/candidate.ts';
import { type SiteEndpoint, TELEMETRY_OFF } from '../model/evidence.ts';
import type { EnvEntry, Index } from '../model/knowledge.ts';
import { acceleratorNamed } from './accelerators.ts';
import { settingSlot, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { localRuntime } from './endpoints.ts';
import { type HostMatch, hostOf, matchHost, regionPlace } from './hosts.ts';
import { modelInPath } from './http.ts';
import { isEndpointKey, isModelKey } from './keys.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';
import { namedService, seeModel, siteModel } from './models.ts';
import { isModelName, resourceName } from './resource-name.ts';
import { isShortName, seeAccelerator } from './seen-accelerators.ts';

interface SeenSetting {
  readonly setting: SettingCandidate;
  readonly name: string;
  readonly host: HostMatch | null;
  readonly model: ModelMatch | null;
  /** The model as written, where it is only a part of the value. */
  readonly part?: string;
  readonly env: EnvEntry | null;
  readonly region: string | null;
  readonly evidence: string | null;
}

/** More models than this in one file are a catalogue, not call paths. */
const CATALOGUE = 25;

/** Reports what the settings of one file say. */
export function matchSettings(index: Index, settings: readonly SettingCandidate[], explained: ReadonlySet<SettingCandidate>, into: Collector): void {
  const groups = new Map<string, SeenSetting[]>();
  const models = new Set<string>();
  for (const setting of into.upToLimit(settings)) {
    if (explained.has(setting) && !setting.environment) continue;
    // What a resource said is said.
    if (!setting.environment && into.used(setting.location)) continue;
    if (isForeign(setting, into)) continue;
    seeNodeType(index, setting, into);
    const seen = read(index, setting, into);
    if (!seen) continue;
    if (seen.model) models.add(seen.model.requested);
    const group = setting.environment ? `env:${setting.path.slice(0, -1).join('\u0000')}:${prefixOf(seen.name)}` : setting.path.slice(0, -1).join('\u0000');
    const known = groups.get(group);
    if (known) known.push(seen);
    else groups.set(group, [seen]);
  }
  if (models.size > CATALOGUE) return;
  for (const group of groups.values()) siteOfGroup(index, group, into);
}

/** A value of infrastructure code that another file writes: that file tells it, unless it is what a variable of the environment is set to here. */
function isForeign({ environment, location }: SettingCandidate, { file }: Collector): boolean {
  if (location.path === file.path) return false;
  return !environment || (file.scope === 'production' && (file.scopeOf?.(location.path) ?? 'production') !== 'production');
}

/** An instance type, a node label or a device plugin in a configuration: an accelerator is asked for. */
function seeNodeType(index: Index, { path, value, location }: SettingCandidate, into: Collector): void {
  const context = path.join('.');
  const named = isShortName(value) ? (acceleratorNamed(index, 'node', value) ?? acceleratorNamed(index, 'label', value)) : null;
  if (named !== null) seeAccelerator(into, named, value, context, location);
  for (const name of path) {
    const id = name.includes('/') ? acceleratorNamed(index, 'resource', name) : null;
    if (id !== null) seeAccelerator(into, id, name, context, location);
  }
}

/** `OPENAI_BASE_URL` and `OPENAI_MODEL` belong together by what stands before the word that says what they are. */
function prefixOf(name: string): string {
  return name.replace(
    /_?(?:API_BASE_URL|API_BASE|BASE_URL|API_URL|API_HOST|API_ENDPOINT|ENDPOINT|BASE_URI|URL|HOST|MODEL_NAME|MODEL_ID|MODEL|DEPLOYMENT_NAME|DEPLOYMENT|API_KEY|KEY|REGION).*$/i,
    '',
  );
}

function read(index: Index, setting: SettingCandidate, into: Collector): SeenSetting | null {
  const name = setting.path.at(-1) ?? '';
  const value = setting.value.trim();
  const nothing: SeenSetting = { setting, name, host: null, model: null, env: null, region: null, evidence: null };
  const env = (setting.environment ? index.env.get(name)?.[0] : undefined) ?? null;
  const context = setting.path.join('.');
  if (setting.environment) seeSwitch(index, name, value, setting, into);
  if (env?.role === 'switch' && isTrue(value) === false) return null;
  if (env) {
    const evidence = into.see({
      kind: 'env-var',
      value: name,
      context: setting.environment ? 'environment' : context,
      confidence: 'high',
      signature: env.signature,
      subject: { kind: 'service', id: env.service },
      location: setting.location,
    });
    const host = (env.role === 'base-url' || isEndpointKey(index, name)) && value !== '' && hostOf(value)?.url ? matchHost(index, value) : null;
    const model = (env.role === 'model' || isModelKey(index, name)) && value !== '' && !host ? resolveModelId(index, value, true, env.service) : null;
    if (host) seeHost(host, value, context, setting, into);
    if (env.role === 'switch' && isTrue(value) === true) siteOfSwitch(env.service, evidence, into);
    return { ...nothing, env, host, model, region: env.role === 'region' && value !== '' ? value : null, evidence };
  }
  return readPlain(index, nothing, name, value, context, into);
}

/** Whether a value says yes or no; null when it says neither. */
function isTrue(value: string): boolean | null {
  if (/^(?:true|1|yes|on|y|t|enabled)$/i.test(value)) return true;
  return /^(?:false|0|no|off|n|f|disabled|none)$/i.test(value) ? false : null;
}

/** A variable that switches the telemetry of a package on or off. It only counts where the package is there. */
function seeSwitch(index: Index, name: string, value: string, setting: SettingCandidate, into: Collector): void {
  const says = isTrue(value);
  for (const { package: id, at } of index.switches.get(name) ?? []) {
    into.see({
      kind: 'config',
      value: `${name}=${value}`,
      context: says === at ? TELEMETRY_OFF : 'telemetry not switched off',
      confidence: 'high',
      signature: `packages/${id}`,
      subject: { kind: 'package', id },
      location: setting.location,
    });
  }
}

function readPlain(index: Index, nothing: SeenSetting, name: string, written: string, context: string, into: Collector): SeenSetting | null {
  const { setting } = nothing;
  const value = resourceName(written);
  seeEnvironmentNames(index, value, context, setting, into);
  const host = hostMatch(index, value, name);
  if (host && (host.entry || isEndpointKey(index, name))) {
    const known = host.entry !== null;
    return { ...nothing, host, evidence: known ? seeHost(host, value, context, setting, into) : null };
  }
  // The resource name of a model says by itself what it is.
  const keyed = isModelKey(index, name) || isModelName(value);
  const model = host || /\s/.test(value) ? null : resolveModelId(index, value, keyed);
  // Ordinary words are model ids in a configuration only beside something else that says AI.
  if (model && (!model.boundOnly || keyed)) {
    if (model.boundOnly && !/[\d/]/.test(value)) return { ...nothing, model };
    return { ...nothing, model, evidence: seeModel(into, model, value, setting.location, context, keyed ? 'high' : 'low') };
  }
  return isRegionKey(index, name) && /^[a-z]{2,}[a-z0-9-]*$/i.test(value) ? { ...nothing, region: value } : null;
}

/** What a switch turns on sends data there, whoever else does. */
function siteOfSwitch(service: string, evidence: string, into: Collector): void {
  const endpoint: SiteEndpoint = { service, host: null, region: null, place: null, basis: 'observed', configurable: true };
  into.site({
    sdk: null,
    endpoint,
    model: null,
    dynamicModel: null,
    purpose: null,
    artefact: null,
    overrides: null,
    fallbackGroup: null,
    confidence: 'high',
    evidence: [evidence],
  });
}

function isRegionKey(index: Index, name: string): boolean {
  const key = word(name);
  return (
    index.arguments.region.has(key) ||
    /^(?:awsdefaultregion|googlecloudlocation|googlecloudregion|vertexlocation|vertexailocation|googlevertexlocation)$/.test(key)
  );
}

function hostMatch(index: Index, value: string, name: string): HostMatch | null {
  if (/\s/.test(value) || !/[.:]/.test(value)) return null;
  const parsed = hostOf(value);
  if (!parsed || (!parsed.url && !isEndpointKey(index, name))) return null;
  return matchHost(index, value);
}

function seeHost(host: HostMatch, value: string, context: string, setting: SettingCandidate, into: Collector): string {
  return into.see({
    kind: 'endpoint',
    value,
    context,
    confidence: 'high',
    signature: host.entry?.signature ?? null,
    subject: host.entry ? { kind: 'service', id: host.entry.service } : { kind: 'unknown', what: 'endpoint' },
    location: setting.location,
  });
}

/** Keys of regular expressions: what a rule looks for is not what a program reads. */
const EXPRESSION = /^(?:regex(?:es|p|ps)?|patterns?)$/i;

/** `${OPENAI_API_KEY}`, `os.environ/OPENAI_API_KEY`: names of variables inside a value. */
function seeEnvironmentNames(index: Index, value: string, context: string, setting: SettingCandidate, into: Collector): void {
  if (!/[A-Z]{3}/.test(value) || value.length > 200 || EXPRESSION.test(setting.path.at(-1) ?? '')) return;
  for (const match of value.matchAll(/\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b/g)) {
    const entry = index.env.get(match[0])?.[0];
    if (!entry) continue;
    into.see({
      kind: 'env-var',
      value: match[0],
      context,
      confidence: 'medium',
      signature: entry.signature,
      subject: { kind: 'service', id: entry.service },
      location: setting.location,
    });
  }
}

/** Slots a setting fills: a variable by its name, a key by its path. */
function slotOf({ setting, name }: SeenSetting): string | null {
  return setting.environment ? `env:${name}` : settingSlot(setting.path);
}

function siteOfGroup(index: Index, group: readonly SeenSetting[], into: Collector): void {
  const withHost = group.find(({ host, name, env }) => host !== null && (env?.role === 'base-url' || isEndpointKey(index, name)));
  const known = withHost?.host?.entry ?? null;
  const asked = group.filter(
    ({ model, name, env, setting }) => model !== null && (env?.role === 'model' || isModelKey(index, name) || isModelName(setting.value)),
  );
  const keyed = asked.length === 0 && known !== null && withHost ? besideAddress(index, group, withHost) : asked;
  const regions = group.filter(({ region }) => region !== null);
  const fills = [...(withHost ? [withHost] : []), ...keyed, ...regions].map(slotOf).filter((slot): slot is string => slot !== null);
  const certain = known !== null || group.some(({ env }) => env !== null) || keyed.some(({ model }) => model !== null && !model.boundOnly);
  const moves = group.find(({ env, host }) => env?.role === 'base-url' && host !== null)?.env?.service ?? null;
  const base = { sdk: null, dynamicModel: null, purpose: null, artefact: null, overrides: moves, fallbackGroup: null, ...(fills.length > 0 && { fills }) };
  const endpoint = endpointOf(index, group, withHost ?? null);
  const hostEvidence = group.filter(({ host, evidence }) => host?.entry && evidence).map(({ evidence }) => evidence as string);
  if (!certain || keyed.length === 0) {
    // By itself an address nobody knows, or a region, is no call path; it may say where one goes.
    const says = known !== null && certain;
    if (says || (fills.length > 0 && (withHost?.host || regions.length > 0)))
      into.site({ ...base, endpoint, model: null, confidence: says ? 'high' : 'low', evidence: hostEvidence });
    return;
  }
  for (const { model, part, setting, evidence } of keyed) {
    const written = part ?? setting.value.trim();
    const seen = evidence ?? seeModel(into, model, written, setting.location, setting.path.join('.'), 'medium');
    const side = { ...siteModel(model, written), configurable: true };
    const service = endpoint.service === null && endpoint.host === null ? namedService(index, side) : null;
    const named =
      service === null
        ? { ...endpoint, place: side.place ?? endpoint.place }
        : { ...endpoint, service, region: endpoint.region ?? side.region, place: side.place ?? endpoint.place, basis: 'observed' as const };
    into.site({ ...base, endpoint: named, model: side, confidence: known || service !== null ? 'high' : 'medium', evidence: [...hostEvidence, seen] });
  }
}

/** Keys that name an entry; beside the address of a model API and with the name of a model, they name that. */
const ENTRY_NAMES: ReadonlySet<string> = new Set(['name', 'id', 'key', 'slug', 'value']);

/** Models that an entry with an address says in other ways: `name: gpt-4o` beside `url:`, or the path of the address itself. */
function besideAddress(index: Index, group: readonly SeenSetting[], address: SeenSetting): readonly SeenSetting[] {
  const inPath = modelInPath(address.setting.value);
  const model = inPath === null ? null : resolveModelId(index, inPath, true, address.host?.entry?.service ?? null);
  if (inPath !== null && model) return [{ ...address, model, part: inPath, evidence: null }];
  return group.filter(({ model: named, name }) => named !== null && !named.boundOnly && ENTRY_NAMES.has(word(name)));
}

function endpointOf(index: Index, group: readonly SeenSetting[], withHost: SeenSetting | null): SiteEndpoint {
  const host = withHost?.host ?? null;
  const service = host?.entry?.service ?? localRuntime(index, host?.port ?? null, host?.local ?? false, withHost?.env?.service ?? null);
  // A region in the address is where the call goes, whatever stands beside it.
  const region = host?.region ?? group.find((item) => item.region !== null)?.region ?? null;
  const place = service !== null && region !== null ? regionPlace(index, service, region) : null;
  return {
    service,
    host: host?.host ?? null,
    region,
    place: host?.place ?? place ?? (host?.local ? 'premises' : null),
    basis: host ? 'observed' : 'unknown',
    configurable: true,
  };
}
