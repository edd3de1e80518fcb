/** Calls -> sites: which client reaches which service, and which model is asked for, bound at the call. */
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import { alternatives, argumentFor, flatten, isNothing, word } from './arguments.ts';
import { type CallContext, type Client, callsIn, clientsOf, environmentEvidence, matchOf, type Reached, receiversOf, wrapped, writtenName } from './clients.ts';
import { embeddedRequests } from './embedded.ts';
import { endpointsOf, type SeenEndpoint } from './endpoints.ts';
import { matchHttp } from './http.ts';
import { type AskedModels, modelsOf, NO_MODELS } from './models.ts';
import { matchPassed } from './passed.ts';
import { LOCAL, purposeFor, reportRequest } from './sites.ts';
import { configuredBy, standInsOf } from './stand-ins.ts';

/** Finds every call path in the calls of one file. */
export function matchCalls(context: CallContext, calls: readonly CallCandidate[]): void {
  const requests: CallCandidate[] = [];
  for (const call of context.into.upToLimit(calls)) {
    const through = call.module === null ? receiversOf(context, call) : [];
    if (through.length > 0 && !makesClient(context, call)) for (const reached of through) requestThrough(context, call, reached);
    else requests.push(call);
  }
  // What is sent through an HTTP client speaks for the client, which then is no request of its own.
  const order = [...requests.filter(({ receivers }) => receivers.length > 0), ...requests.filter(({ receivers }) => receivers.length === 0)];
  for (const call of context.into.upToLimit(order)) if (!context.consumed.has(call.id)) matchRequest(context, call);
  for (const call of calls) {
    for (const client of context.clients.get(call.id) ?? []) {
      if (client.call !== call) continue;
      // What the client was made with says where it goes.
      const configured = configuredBy(context.index, client.shape?.config ?? null, call, context.into);
      if (!configured && !client.used) reportBare(context, client);
    }
  }
}

/** Whether what is called goes on to services of others. */
function isGateway({ index }: CallContext, owner: Package, service: string | null): boolean {
  return owner.role === 'gateway' || index.services.get(service ?? '')?.category === 'gateway';
}

function makesClient(context: CallContext, call: CallCandidate): boolean {
  return clientsOf(context, call).some((client) => client.call === call);
}

/** A client nobody in this file asks anything of. */
function reportBare({ into }: CallContext, client: Client): void {
  const { asked, endpoints, evidence, shape } = client;
  for (const { evidence: seen, slots, ...endpoint } of endpoints) {
    const site = {
      sdk: client.package.id,
      endpoint,
      purpose: shape?.purpose ?? null,
      artefact: null,
      overrides: null,
      fallbackGroup: null,
      confidence: 'high' as const,
      dynamicModel: asked.dynamic,
      bare: true,
      ...(slots.length > 0 && { endpointSlots: slots }),
      ...(asked.slots.length > 0 && { modelSlots: asked.slots }),
    };
    for (const model of asked.models.length > 0 ? asked.models : [null]) {
      into.site({ ...site, model, evidence: [...new Set([...evidence, ...seen, ...(model?.evidence ?? [])])] });
    }
  }
}

/** A call through a client. */
function requestThrough(context: CallContext, call: CallCandidate, { client, when }: Reached): void {
  const { index, into } = context;
  const shape = matchOf(context, call)?.package === client.package ? (matchOf(context, call)?.shape ?? null) : null;
  const written = modelArgument(context, call, shape) ?? (shape === null && call.path.length === 0 ? firstText(call.args) : null);
  // A prompt in the place of a model: the client was told the model when it was made.
  const own = written?.kind === 'text' && /\s/.test(written.text.trim()) && client.asked.models.length > 0 ? null : written;
  const value = own ?? commandModel(context, call, client.package);
  if (value === null && shape === null) return;
  const service = client.endpoints[0]?.service ?? null;
  const label = call.path.join('.') || (client.shape?.name ?? 'call');
  const asked = value ? openCalls(context, modelsOf(index, value, service, into, `${label}(model)`)) : (spreadModels(call.args) ?? client.asked);
  client.used = true;
  const seen = into.see({
    kind: 'import',
    value: label,
    context: `call through ${client.package.name}${shape?.keeps ? ', kept by the provider' : ''}`,
    confidence: 'high',
    signature: `packages/${client.package.id}`,
    subject: { kind: 'package', id: client.package.id },
    location: call.location,
  });
  reportRequest(
    index,
    {
      package: client.package,
      purpose: purposeFor(index, shape, call.path) ?? client.shape?.purpose ?? null,
      artefact: null,
      endpoints: client.endpoints.map((endpoint) => ({ ...endpoint, when: [...endpoint.when, ...when] })),
      asked: asked.models.length + asked.slots.length === 0 && asked.dynamic === null && client.asked.models.length > 0 ? client.asked : asked,
      evidence: [seen, ...client.evidence],
      keeps: shape?.keeps ?? false,
      standIns: standInsOf(index, call, service, isGateway(context, client.package, service), into),
    },
    into,
  );
}

/** The model argument of a call; a value that is no value at all is none. */
function modelArgument({ index }: CallContext, call: CallCandidate, shape: CallShape | null): Value | null {
  const value = argumentFor(index, call.args, 'model', shape);
  return value && !isNothing(value) ? value : null;
}

function firstText(args: readonly Argument[]): Value | null {
  const value = args.find(({ name }) => name === '0')?.value ?? null;
  return value && value.kind !== 'object' && value.kind !== 'list' && value.kind !== 'call' ? value : null;
}

/** Options handed through whole: `create(**params)`. The model is in there, but nobody can see which. */
function spreadModels(args: readonly Argument[]): AskedModels | null {
  const spread = args.find(({ name, value }) => name === '...' && value.kind === 'dynamic');
  return spread?.value.kind === 'dynamic' ? { ...NO_MODELS, dynamic: `options ${spread.value.text}` } : null;
}

/** `client.send(new InvokeModelCommand({ modelId }))`: the command (or options made apart) names the model, the client the place. */
function commandModel(context: CallContext, call: CallCandidate, owner: Package): Value | null {
  for (const { value } of flatten(call.args, 1)) {
    for (const id of callsIn(value)) {
      const command = context.call(id);
      const match = command && command !== call ? matchOf(context, command) : null;
      if (!command || match?.package !== owner || match.shape?.makes !== 'call') continue;
      context.consumed.add(command.id);
      const asked = modelArgument(context, command, match.shape);
      if (asked) return asked;
    }
  }
  return null;
}

/** A call that hangs on no client: a function of a package, a model object, a plain HTTP request, or a function of this repository. */
function matchRequest(context: CallContext, call: CallCandidate): void {
  const match = matchOf(context, call);
  if (match) {
    if (match.shape?.makes !== 'client' || !makesClient(context, call)) directRequest(context, call, match.package, match.shape);
    return;
  }
  if (matchHttp(context, call)) return;
  if (call.target) matchPassed(context, call);
  else floatingRequest(context, call);
}

function directRequest(context: CallContext, call: CallCandidate, owner: Package, shape: CallShape | null): void {
  const { index, into } = context;
  const written = shapeValue(context, call, owner, shape);
  if (written === undefined) return;
  const value = written ?? (shape?.makes === 'model' ? commandModel(context, call, owner) : null);
  if (shape?.purpose === 'dataset') return datasetRequest(context, call, owner, value);
  const endpoints = givenEndpoints(context, call, owner) ?? directEndpoints(context, call, owner, shape, value);
  const name = call.path.join('.') || owner.name;
  const given = value
    ? modelsOf(index, value, endpoints[0]?.service ?? null, into, `${name}(...)`, shape === null, shape?.modelPrefix)
    : (spreadModels(call.args) ?? NO_MODELS);
  // A class nobody described, with a name nobody knows: no reason to believe that it is a model.
  if (shape === null && given.models.every(({ model, family, developer }) => model === null && family === null && developer === null)) return;
  // The model is itself the result of a call that reaches a service: that call is the path.
  if (given.models.length === 0 && given.dynamic === null && given.calls.some(({ id }) => reaches(context, id))) return;
  const asked = openCalls(context, given);
  if (value === null && embeddedRequests(context, call, owner, shape)) return;
  if (value === null && !worthReporting(owner, shape, asked)) return;
  const seen = into.see({
    kind: 'import',
    value: writtenName(call),
    context: `call of ${owner.name}`,
    confidence: 'high',
    signature: `packages/${owner.id}${shape ? `#${shape.name}` : ''}`,
    subject: { kind: 'package', id: owner.id },
    location: call.location,
  });
  const loads = shape?.loadsWeights ?? false;
  reportRequest(
    index,
    {
      package: owner,
      purpose: purposeFor(index, shape, call.path),
      endpoints: loads ? [{ ...LOCAL, service: selfHosted(context, shape) }] : endpoints,
      asked,
      artefact: loads ? (isPinned(context, call, value) ? 'pinned' : 'pulled') : null,
      evidence: [seen, ...environmentEvidence(context, call)],
      keeps: shape?.keeps ?? false,
      standIns: standInsOf(index, call, endpoints[0]?.service ?? null, isGateway(context, owner, endpoints[0]?.service ?? null), into),
      ...(call.typed && { floating: [owner.id] }),
    },
    into,
  );
}

/** `AIAgent(executor = simpleOpenAIExecutor(key), llmModel = x)`: where a framework's agent goes when it is given a client of the same framework. */
function givenEndpoints(context: CallContext, call: CallCandidate, owner: Package): SeenEndpoint[] | null {
  if (owner.role !== 'framework' || owner.implies !== null || call.language === 'python' || call.language === 'javascript') return null;
  const given = wrapped(context, call, 0).filter((client) => client.package === owner);
  for (const client of given) client.used = true;
  return given.length > 0 ? given.flatMap(({ endpoints }) => endpoints) : null;
}

/** A data set by name: where it comes from counts, and it is no model. */
function datasetRequest(context: CallContext, call: CallCandidate, owner: Package, value: Value | null): void {
  const { index, into } = context;
  const names = value ? alternatives(value).flatMap(({ value: option }) => (option.kind === 'text' ? [option] : [])) : [];
  const local = names.length > 0 && names.every(({ text }) => /^(?:json|csv|parquet|text|arrow|imagefolder|audiofolder)$|^[./~]/.test(text));
  const evidence = names.map(({ text, location }) => {
    into.use(location);
    return into.see({
      kind: 'dataset',
      value: text,
      context: `${call.path.join('.')}(...)`,
      confidence: 'high',
      signature: `packages/${owner.id}`,
      subject: {
        kind: 'thing',
        type: 'dataset',
        id: text,
        name: text,
        purl: local ? null : `pkg:huggingface/datasets/${text}`,
        details: local ? [{ name: 'content', value: 'files of this project' }] : [],
      },
      location,
    });
  });
  if (local) return;
  if (evidence.length === 0)
    evidence.push(
      into.see({
        kind: 'import',
        value: writtenName(call),
        context: `call of ${owner.name}`,
        confidence: 'high',
        signature: `packages/${owner.id}`,
        subject: { kind: 'package', id: owner.id },
        location: call.location,
      }),
    );
  const endpoints = endpointsOf(index, owner, null, call.args, into);
  reportRequest(index, { package: owner, purpose: 'dataset', artefact: null, endpoints, asked: NO_MODELS, evidence }, into);
}

/** Names of classes and of functions that make something to ask; the rest of a package is helpers. */
const MAKES_A_MODEL =
  /^[A-Z](?!.*(?:Error|Info|Metadata|Config|Params?|Settings|Options|Message|Response|Request|Usage)$)|^(?:create|init|make|load|build(?!er)|with)|^get_?(?:[Ll]lm|[Cc]hat|[Cc]lient|[Ee]mbedding|[Aa]gent|[Mm]odel)s?$/;

/** The model a call names; undefined when the call is plumbing: a framework's function that names none, or a helper nobody described. */
function shapeValue(context: CallContext, call: CallCandidate, owner: Package, shape: CallShape | null): Value | null | undefined {
  if (shape === null && !MAKES_A_MODEL.test(call.path.at(-1) ?? '')) return undefined;
  const value = modelArgument(context, call, shape);
  if (shape !== null) return value;
  const own = value?.kind === 'text' || value?.kind === 'env' || value?.kind === 'choice';
  return own && (owner.implies !== null || owner.role === 'framework' || owner.role === 'gateway') ? value : undefined;
}

/** Without a model: a service of its own is worth telling, a framework's agent or chain is not. */
function worthReporting(owner: Package, shape: CallShape | null, asked: AskedModels): boolean {
  return owner.implies !== null || (shape?.service ?? null) !== null || owner.role === 'gateway' || asked.dynamic !== null || (shape?.loadsWeights ?? false);
}

function selfHosted({ index }: CallContext, shape: CallShape | null): string | null {
  return shape?.service && index.services.get(shape.service)?.selfHosted ? shape.service : null;
}

function directEndpoints({ index, into }: CallContext, call: CallCandidate, owner: Package, shape: CallShape | null, value: Value | null): SeenEndpoint[] {
  const endpoints = endpointsOf(index, owner, shape, call.args, into);
  const provider = providerOf(call.args, shape?.providerArgs ?? []);
  const named = provider === null ? undefined : (index.servicePrefixes.get(`${provider}/`) ?? index.servicePrefixes.get(`${provider}:`));
  const unseen = { service: null, host: null, place: null, region: null, basis: 'unknown' as const };
  if (call.typed) return endpoints.map((endpoint) => ({ ...endpoint, ...unseen, service: endpoint.service }));
  if (named !== undefined)
    return endpoints.map((endpoint) => (endpoint.basis === 'observed' ? endpoint : { ...endpoint, ...unseen, service: named, basis: 'observed' as const }));
  // A framework's own service is for models given as text; a model object goes where it goes.
  const text = value?.kind === 'text' || value?.kind === 'env' || value?.kind === 'choice';
  return owner.role === 'framework' && !text && (shape?.service ?? null) === null
    ? endpoints.map((endpoint) => (endpoint.basis === 'default' ? { ...endpoint, ...unseen } : endpoint))
    : endpoints;
}

const PROVIDER = new Set(['modelprovider', 'provider', 'customllmprovider', 'llmprovider']);

/** `init_chat_model("gpt-5.5", model_provider="openai")`. */
function providerOf(args: readonly Argument[], named: readonly string[]): string | null {
  const value = args.find(({ name }) => named.includes(name))?.value ?? flatten(args, 1).find(({ name }) => PROVIDER.has(word(name)))?.value;
  if (value?.kind === 'text') return value.text.toLowerCase();
  // `Provider::Anthropic`, a constant of the framework.
  const constant = named.length > 0 && (value?.kind === 'imported' || value?.kind === 'dynamic') ? value.path?.at(-1) : undefined;
  return constant?.toLowerCase() ?? null;
}

/** A model that some call works out is only known at run time, unless that call is itself one to a service. */
function openCalls(context: CallContext, asked: AskedModels): AskedModels {
  const worked = asked.calls.find(({ id }) => !reaches(context, id));
  return worked && asked.models.length === 0 && asked.dynamic === null ? { ...asked, dynamic: worked.text || 'a call' } : asked;
}

function reaches(context: CallContext, id: number): boolean {
  const call = context.call(id);
  return call !== undefined && (matchOf(context, call) !== null || receiversOf(context, call).length > 0);
}

/** Weights are pinned by a revision, or when they are a local path. */
function isPinned({ index }: CallContext, call: CallCandidate, model: Value | null): boolean {
  const revision = argumentFor(index, call.args, 'revision', null);
  if (revision?.kind === 'text' && revision.text !== 'main' && revision.text !== 'master') return true;
  return model?.kind === 'text' && /^(?:\.{0,2}\/|~\/|[A-Za-z]:\\|file:)/.test(model.text);
}

/** `client.chat.completions.create(model=...)` on an object that came from elsewhere: the words of the path say which libraries it can be of. */
function floatingRequest(context: CallContext, call: CallCandidate): void {
  const { index, into, imported } = context;
  const last = call.path.at(-1);
  if (last === undefined || call.path.length < 3 || call.receivers.length > 0) return;
  const owners = (index.calls.get(last) ?? []).filter(({ shape }) => {
    const parts = shape.name.split('.');
    return shape.makes === 'call' && parts.length >= 2 && parts.every((part, at) => call.path[call.path.length - parts.length + at] === part);
  });
  const local = owners.filter(({ package: id }) => imported.has(id));
  // The longest name says most.
  const [first] = [...(local.length > 0 ? local : owners)].sort((a, b) => b.shape.name.length - a.shape.name.length);
  const owner = first ? index.packages.get(first.package) : undefined;
  if (!first || !owner) return;
  const value = modelArgument(context, call, first.shape);
  // Ruby loads what it names: no file says what it imports.
  const enough = call.language === 'ruby' && owner.purls.some((purl) => purl.startsWith('pkg:gem/')) ? 2 : 3;
  if (local.length === 0 && (value === null || first.shape.name.split('.').length < enough)) return;
  const seen = into.see({
    kind: 'import',
    value: call.path.join('.'),
    context: `call of ${owner.name}`,
    confidence: local.length > 0 ? 'high' : 'medium',
    signature: `packages/${owner.id}#${first.shape.name}`,
    subject: { kind: 'package', id: owner.id },
    location: call.location,
  });
  reportRequest(
    index,
    {
      package: local.length > 0 ? owner : null,
      purpose: purposeFor(index, first.shape, call.path),
      artefact: null,
      confidence: local.length > 0 ? 'high' : 'medium',
      endpoints: [{ service: null, host: null, region: null, place: null, basis: 'unknown', configurable: false, evidence: [], slots: [], when: [] }],
      asked: value ? modelsOf(index, value, null, into, `${call.path.join('.')}(model)`) : NO_MODELS,
      evidence: [seen],
      floating: [...new Set((local.length > 0 ? local : owners).map(({ package: id }) => id))].sort(),
    },
    into,
  );
}
