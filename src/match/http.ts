/** Plain HTTP requests to a model API: the URL says where, the body says which model. */
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { Purpose } from '../model/layer.ts';
import { alternatives, flatten, slotsOf, word } from './arguments.ts';
import { type CallContext, environmentEvidence } from './clients.ts';
import { localRuntime, type SeenEndpoint } from './endpoints.ts';
import { type HostMatch, matchHost } from './hosts.ts';
import { type AskedModels, modelsOf, NO_MODELS } from './models.ts';
import { purposeOf, reportRequest } from './sites.ts';

const METHODS = new Set([
  'fetch',
  'post',
  'request',
  'get',
  'put',
  'patch',
  'stream',
  'send',
  'urlopen',
  'Request',
  'axios',
  'ky',
  'got',
  'ofetch',
  '$fetch',
  'postForEntity',
  'apost',
  'create',
  'Session',
  'AsyncClient',
  'Client',
  'extend',
  'websocket',
  'connect',
  'WebSocket',
  'aconnect_sse',
  'connect_sse',
  'fetchEventSource',
  'fetchWithRetry',
  'post_json',
]);
const URL_NAMES = new Set(['0', '1', 'url', 'baseURL', 'base_url', 'uri', 'endpoint', 'prefixUrl', 'path']);

/** Paths that every OpenAI-like or Ollama-like API has, whatever the host. */
const API_PATH =
  /\/(?:v\d+\/)?(?:chat\/completions|completions|embeddings|rerank|responses)(?:[?#]|$)|\/api\/(?:generate|chat|embed|embeddings)(?:[?#]|$)|\/v1\/messages(?:[?#]|$)|:(?:stream)?generateContent/i;

/** Reports a request whose URL is that of a model API; false for any other call. */
export function matchHttp(context: CallContext, call: CallCandidate): boolean {
  const method = call.path.at(-1) ?? '';
  if (!METHODS.has(method)) return false;
  const urls = call.args.filter(({ name }) => URL_NAMES.has(name)).map(({ value }) => value);
  const options = flatten(call.args, 1)
    .filter(({ name }) => name === 'url' || name === 'baseURL')
    .map(({ value }) => value);
  const found = [...urls, ...options].map((value) => endpointAt(context, value)).find((seen) => seen !== null);
  if (!found) return false;
  const { index, into } = context;
  const asked = bodyModels(context, call.args, found.endpoint.service);
  // An unknown host is believed to be a model API only when a model is asked of it.
  if (found.match?.entry === null && asked.models.length === 0 && asked.dynamic === null) return false;
  reportRequest(
    index,
    {
      package: null,
      purpose: found.purpose,
      artefact: null,
      endpoints: [found.endpoint],
      asked,
      confidence: found.match?.entry ? 'high' : 'medium',
      evidence: [...found.endpoint.evidence, ...environmentEvidence(context, call)],
    },
    into,
  );
  return true;
}

interface SeenUrl {
  readonly endpoint: SeenEndpoint;
  readonly match: HostMatch | null;
  readonly purpose: Purpose | null;
}

function endpointAt(context: CallContext, value: Value): SeenUrl | null {
  for (const { value: option, configurable, when } of alternatives(value)) {
    if (option.kind !== 'text' && option.kind !== 'pattern') continue;
    const { text } = option;
    const match = /^https?:|^wss?:/i.test(text) ? matchHost(context.index, text) : null;
    if (match?.entry) return seenUrl(context, option, match, configurable, when);
    if (API_PATH.test(text) && (match || text.startsWith('{}'))) return seenUrl(context, option, match, configurable, when);
  }
  return null;
}

function seenUrl(
  { index, into }: CallContext,
  value: Extract<Value, { kind: 'text' | 'pattern' }>,
  match: HostMatch | null,
  configurable: boolean,
  when: readonly string[],
): SeenUrl {
  const { text } = value;
  into.use(value.location);
  const host = match && !match.host.startsWith('{}') ? match.host : null;
  const seen = into.see({
    kind: 'endpoint',
    value: text,
    context: 'URL of a request',
    confidence: match?.entry ? 'high' : 'medium',
    signature: match?.entry?.signature ?? null,
    subject: match?.entry ? { kind: 'service', id: match.entry.service } : { kind: 'unknown', what: 'endpoint' },
    location: value.location,
  });
  const words = text
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .split(/[/?#:]/)
    .filter((part) => part !== '');
  return {
    match,
    purpose: purposeOf(index, words),
    endpoint: {
      service: match?.entry?.service ?? localRuntime(index, match?.port ?? null, match?.local ?? false, null),
      host,
      region: match?.region ?? null,
      place: match?.place ?? (match?.local ? 'premises' : null),
      basis: host === null ? 'unknown' : 'observed',
      configurable: configurable || host === null,
      evidence: [seen],
      slots: slotsOf(value),
      when,
    },
  };
}

/** The model in the body of a request, however it is packed; a model in the path of the URL stays with the URL. */
function bodyModels({ index, into, call }: CallContext, args: readonly Argument[], service: string | null): AskedModels {
  const entries = flatten(
    args.map((arg) => ({ name: arg.name, value: unpacked(arg.value, call) })),
    4,
  );
  const values = entries
    .filter(({ name, value }) => (index.arguments.model.has(word(name)) || word(name) === 'modelid') && value.kind !== 'object' && value.kind !== 'list')
    .map(({ value }) => value);
  const [first] = values;
  if (!first) return NO_MODELS;
  return modelsOf(index, values.length === 1 ? first : { kind: 'choice', options: values, location: first.location }, service, into, 'model of a request');
}

/** What a call packs: `JSON.stringify(body)` was read through already; anything else stays shut. */
function unpacked(value: Value, call: CallContext['call']): Value {
  if (value.kind !== 'call') return value;
  const inner = call(value.call);
  const packed =
    inner && /^(?:stringify|dumps|Request|json|jsonable_encoder|dump|encode)$/.test(inner.path.at(-1) ?? '')
      ? inner.args.find(({ name }) => name === '0')?.value
      : undefined;
  return packed ?? value;
}
