/** Plain HTTP requests to a model API: the URL says where, the body says which model. */
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { Purpose } from '../model/layer.ts';
import { alternatives, flatten, slotsOf, word } from './arguments.ts';
import { type CallContext, environmentEvidence } from './clients.ts';
import { useAll } from './collector.ts';
import { localRuntime, type SeenEndpoint } from './endpoints.ts';
import { type HostMatch, matchHost } from './hosts.ts';
import { type AskedModels, modelsOf, NO_MODELS } from './models.ts';
import { purposeOf, reportRequest } from './sites.ts';
import { standInsOf } from './stand-ins.ts';

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
  'POST',
  'Invoke-RestMethod',
  'Invoke-WebRequest',
  'HTTP_POST',
  'SP_INVOKE_EXTERNAL_REST_ENDPOINT',
  'curl_init',
  'file_get_contents',
  'Faraday',
  'post!',
  'request!',
  'wp_remote_post',
  'wp_remote_request',
  'wp_safe_remote_post',
  // Go, .NET, the JVM, Swift, C.
  'NewRequest',
  'NewRequestWithContext',
  'Post',
  'PostAsync',
  'PostAsJsonAsync',
  'SendAsync',
  'GetAsync',
  'HttpRequestMessage',
  'RestRequest',
  'Builder',
  'newBuilder',
  'postForObject',
  'preparePost',
  'data',
  'bytes',
  'dataTask',
  'uploadTask',
  'curl_easy_setopt',
  'patchUrl',
]);
const URL_NAMES = new Set(['0', '1', '2', 'url', 'baseURL', 'base_url', 'base_uri', 'baseUrl', 'uri', 'Uri', 'endpoint', 'prefixUrl', 'path', 'requestUri']);

/** Paths that every OpenAI-like or Ollama-like API has, whatever the host. */
export const API_PATH =
  /\/(?:v\d+\/)?(?:chat\/completions|completions|embeddings|rerank|responses)(?:[?#]|$)|\/api\/(?:generate|chat|embed|embeddings)(?:[?#]|$)|\/v1\/messages(?:[?#]|$)|:(?:stream)?generateContent/i;

/** Reports a request whose URL is that of a model API; false for any other call. */
export function matchHttp(context: CallContext, call: CallCandidate): boolean {
  if (!METHODS.has(methodOf(call)) || /^U[rR][iIlL]$/.test(call.path.at(-2) ?? '')) return false;
  const base = baseOf(context, call);
  const urls = call.args.filter(({ name }) => URL_NAMES.has(name)).map(({ value }) => value);
  const options = flatten(call.args, 1)
    .filter(({ name }) => name === 'url' || name === 'baseURL' || name === 'base_uri')
    .map(({ value }) => value);
  const seen = [...urls, ...options].map((value) => endpointsAt(context, base ? below(base.url, value) : value)).find((all) => all.length > 0) ?? [];
  const [found] = seen;
  if (!found) return false;
  const { index, into } = context;
  const body = bodyModels(context, call.args, found.endpoint.service);
  const asked = body.models.length > 0 || body.dynamic !== null ? body : pathModel(context, found);
  const { service } = found.endpoint;
  const packed = { location: call.location, args: call.args.map(({ name, value }) => ({ name, value: unpacked(value, context.call) })) };
  const standIns = standInsOf(index, packed, service, index.services.get(service ?? '')?.category === 'gateway', into);
  // An unknown host is believed to be a model API only when a model is asked of it.
  if (found.match?.entry === null && asked.models.length === 0 && asked.dynamic === null) return false;
  if (base) {
    useAll(into, base.url);
    for (const id of base.clients) context.consumed.add(id);
  }
  const read = environmentEvidence(context, call);
  const { purpose } = found;
  for (const { endpoint, match } of seen) {
    const evidence = [...endpoint.evidence, ...read];
    const confidence = match?.entry ? 'high' : 'medium';
    reportRequest(index, { package: null, purpose, artefact: null, endpoints: [endpoint], asked, confidence, evidence, standIns }, into);
  }
  return true;
}

/** The name of a request; of a class that is made, the name of the class (`Net::HTTP::Post.new`). */
function methodOf({ path, language }: CallCandidate): string {
  const last = path.at(-1) ?? '';
  // `POST(url, body = ...)` of httr; elsewhere it is a step of something that is built.
  if (last === 'POST' && language !== 'r') return '';
  return last === 'new' ? (path.at(-2) ?? '').replace(/^.*::/, '') : last;
}

const BASE_NAMES = new Set(['baseURL', 'base_url', 'base_uri', 'baseUrl', 'prefixUrl', 'url', '0']);
/** Calls between an HTTP client and a request on it: `Http::withToken(x)->acceptJson()->post(...)`. */
const MAX_CHAIN = 6;

/** Names of requests that are done, and of what is read from their answers. */
const READS = /^(?:a?get|a?post|put|patch|delete|head|fetch|request|urlopen|json|text|read|loads|parse)$/;

interface Base {
  readonly url: Extract<Value, { kind: 'text' }>;
  /** The calls that make the client. */
  readonly clients: readonly number[];
}

/** The base URL of the HTTP client a request is sent through: `axios.create({ baseURL })`, `httpx.Client(base_url=...)`, `Http::baseUrl(...)`. */
function baseOf(context: CallContext, call: CallCandidate, depth = 0): Base | null {
  for (const id of depth < MAX_CHAIN ? call.receivers : []) {
    const receiver = context.call(id);
    // What a request gave back is no client: `response.get("data")` reads a key.
    if (!receiver || receiver === call || READS.test(receiver.path.at(-1) ?? '')) continue;
    const given = flatten(receiver.args, 1).filter(({ name, value }) => BASE_NAMES.has(name) && value.kind === 'text' && /^https?:/i.test(value.text));
    const url = given[0]?.value;
    if (url?.kind === 'text') return { url, clients: [id] };
    const before = baseOf(context, receiver, depth + 1);
    if (before) return { ...before, clients: [...before.clients, id] };
  }
  return null;
}

/** A path below a base URL, as it stands in the request; an address of its own stays what it is. */
function below(base: Extract<Value, { kind: 'text' }>, value: Value): Value {
  if (value.kind === 'choice') return { ...value, options: value.options.map((option) => below(base, option)) };
  if ((value.kind !== 'text' && value.kind !== 'pattern') || /^[a-z]+:\/\//i.test(value.text)) return value;
  return { ...value, text: `${base.text.replace(/\/+$/, '')}/${value.text.replace(/^\/+/, '')}` };
}

interface SeenUrl {
  readonly value: Extract<Value, { kind: 'text' | 'pattern' }>;
  readonly endpoint: SeenEndpoint;
  readonly match: HostMatch | null;
  readonly purpose: Purpose | null;
}

/** The addresses of model APIs a URL can be: what one of two branches asks is asked of either. */
function endpointsAt(context: CallContext, value: Value): SeenUrl[] {
  const found: SeenUrl[] = [];
  for (const { value: option, configurable, when } of alternatives(value)) {
    if (option.kind !== 'text' && option.kind !== 'pattern') continue;
    const { text } = option;
    const match = /^https?:|^wss?:/i.test(text) ? matchHost(context.index, text) : null;
    if (match?.entry || (API_PATH.test(text) && (match || text.startsWith('{}')))) found.push(seenUrl(context, option, match, configurable, when));
  }
  return found;
}

function seenUrl(
  { index, into }: CallContext,
  value: Extract<Value, { kind: 'text' | 'pattern' }>,
  match: HostMatch | null,
  configurable: boolean,
  when: readonly string[],
): SeenUrl {
  const { text } = value;
  useAll(into, value);
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
    value,
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

/** Where the paths of the usual APIs name the model: Gemini and Vertex, Azure, Bedrock (`...-v1:0`), Hugging Face (`account/name`). */
const MODEL_IN_PATH =
  /\/(?:models|deployments|model)\/((?:[^/?#:]|:\d)+(?:\/(?:[^/?#:]|:\d)+)??)(?=:[a-z]|\/(?:chat|completions|embeddings|images|audio|invoke|converse)|$)/i;

/** The text that stands for the model in the path of a URL; null when no such place is there or the text is not written. */
export function modelInPath(url: string): string | null {
  const name = MODEL_IN_PATH.exec(url)?.[1] ?? null;
  return name?.includes('{') ? null : name;
}

/** The model in the path of a URL: `/models/gemini-2.5-pro:generateContent`. */
function pathModel({ index, into }: CallContext, { value, endpoint }: SeenUrl): AskedModels {
  const found = MODEL_IN_PATH.exec(value.text);
  const name = found?.[1];
  if (found === null || name === undefined) return NO_MODELS;
  const before = value.text.slice(0, found.index).split('{}').length - 1;
  const hole = value.kind === 'pattern' && name === '{}' ? value.holes?.[before] : undefined;
  // Put together from constants: the model stands where its constant does.
  const part = value.parts?.find((candidate) => candidate.kind === 'text' && candidate.text === name);
  if (name.includes('{}') && !hole) return NO_MODELS;
  return modelsOf(index, hole ?? part ?? { kind: 'text', text: name, location: value.location }, endpoint.service, into, 'model in a URL');
}

/** The model in the body of a request, however it is packed. */
function bodyModels({ index, into, call }: CallContext, args: readonly Argument[], service: string | null): AskedModels {
  const entries = flatten(
    args.map((arg) => ({ name: arg.name, value: unpacked(arg.value, call) })),
    4,
  );
  const values = entries
    .filter(({ name, value }) => (index.arguments.model.has(word(name)) || word(name) === 'modelid') && value.kind !== 'object' && value.kind !== 'list')
    .map(({ value }) => value);
  const packed = values.length > 0 ? [] : entries.flatMap(({ value }) => modelInJson(value));
  const [first] = [...values, ...packed];
  if (!first) return NO_MODELS;
  return modelsOf(index, values.length <= 1 ? first : { kind: 'choice', options: values, location: first.location }, service, into, 'model of a request');
}

/** A body written as one text: `{"model": "gpt-5.5", ...}`. */
function modelInJson(value: Value): Value[] {
  if (value.kind === 'choice') return value.options.flatMap(modelInJson);
  if (value.kind !== 'text' && value.kind !== 'pattern') return [];
  const [whole, id] = /\\?"model(?:_?[iI]d)?\\?"\s*:\s*\\?"([^"\\{}]{2,100})\\?"/.exec(value.text) ?? [];
  if (whole !== undefined && id !== undefined) return [{ kind: 'text', text: id, location: value.location }];
  return /"model(?:_?[iI]d)?\\?"\s*:\s*\\?"?(?:\{\}|%)/.test(value.text) ? (value.kind === 'pattern' ? holeOfModel(value) : []) : [];
}

/** `{"model": "${model}"}`: the hole that stands for the model. */
function holeOfModel(value: Extract<Value, { kind: 'pattern' }>): Value[] {
  const at = /"model(?:_?[iI]d)?\\?"\s*:\s*\\?"?\{\}/.exec(value.text);
  if (!at) return [];
  const before = value.text.slice(0, at.index + at[0].length).split('{}').length - 2;
  const hole = value.holes?.[before];
  return hole ? [hole] : [];
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
