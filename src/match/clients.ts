/** Calls -> clients: which object reaches which service, whatever variables, wrappers and factories lie between. */
import type { CallCandidate, Value } from '../model/candidate.ts';
import type { CallShape, Package } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import { alternatives, argumentFor, flatten } from './arguments.ts';
import type { Collector } from './collector.ts';
import { endpointsOf, type SeenEndpoint } from './endpoints.ts';
import { type AskedModels, modelsOf, NO_MODELS } from './models.ts';
import { findShape, openedPackages, packageOfModule, type ShapeMatch, shapeOf } from './packages.ts';

/** What is known of the object a call hangs on. */
export interface Client {
  readonly call: CallCandidate;
  readonly package: Package;
  readonly shape: CallShape | null;
  readonly endpoints: readonly SeenEndpoint[];
  readonly asked: AskedModels;
  readonly evidence: readonly string[];
  /** Requests hang on it; a client without any is reported by itself. */
  used: boolean;
}

/** The package of the object a call hangs on, and whether that object is a client. */
export interface Owner {
  readonly package: Package;
  readonly client: boolean;
  /** Others it can be of: the namespace it comes from is one of several. */
  readonly others?: readonly Package[];
}

/** The calls of one file (and those of others they hang on), and what is known of them so far. */
export interface CallContext {
  readonly index: Index;
  readonly into: Collector;
  readonly call: (id: number) => CallCandidate | undefined;
  /** Packages this file imports. */
  readonly imported: ReadonlySet<string>;
  /** Whether a call can be one of a known library at all. */
  readonly leads: boolean;
  readonly clients: Map<number, readonly Client[]>;
  /** Packages of the objects calls hang on: a chain of reassigned variables leads to each of them again and again. */
  readonly owners: Map<number, Owner | null>;
  /** Calls that another call already speaks for: commands sent through a client. */
  readonly consumed: Set<number>;
}

const MAX_DEPTH = 8;
const NO_CLIENTS: readonly Client[] = [];

/** The clients a call makes, gives on or wraps; empty for any other call. */
export function clientsOf(context: CallContext, call: CallCandidate, depth = 0): readonly Client[] {
  if (!context.leads) return NO_CLIENTS;
  const known = context.clients.get(call.id);
  if (known || depth > MAX_DEPTH) return known ?? [];
  context.clients.set(call.id, []);
  const made = makeClients(context, call, depth);
  context.clients.set(call.id, made);
  return made;
}

function makeClients(context: CallContext, call: CallCandidate, depth: number): readonly Client[] {
  const match = matchOf(context, call, depth);
  if (match?.shape?.makes === 'client') {
    const own = openClient(context, call, match.package, match.shape, depth);
    // `wrap(client)`: what is asked through the wrapper is asked of the client.
    const behind = wrapped(context, call, depth);
    // An option or a configuration of the same library says where this very client goes.
    const options = behind.every((client) => client.package === own.package || /^With[A-Z]/.test(client.call.path.at(-1) ?? ''));
    if (behind.length > 0 && options && own.endpoints.every(({ basis }) => basis === 'default')) {
      return behind.map((client) => {
        client.used = true;
        return { ...client, call, used: false, evidence: [...own.evidence, ...client.evidence] };
      });
    }
    const ownWay = own.endpoints.some(({ service, host }) => service !== null || host !== null);
    return behind.length > 0 && !ownWay ? behind : [...behind, own];
  }
  // A model object or a request is no client; what else a client gives back (`with_options`, `chats.create`) still is that client.
  if (match?.shape?.makes === 'model') return [];
  const parents = call.module === null ? receiversOf(context, call, depth).map(({ client }) => client) : [];
  return parents.length > 0 ? parents : wrapped(context, call, depth);
}

/** A client a call hangs on, and the choices of the code under which it does. */
export interface Reached {
  readonly client: Client;
  readonly when: readonly string[];
}

/** Clients of the objects a call hangs on. */
export function receiversOf(context: CallContext, call: CallCandidate, depth = 0): Reached[] {
  const found: Reached[] = [];
  if (!context.leads) return found;
  for (const [at, id] of call.receivers.entries()) {
    const receiver = context.call(id);
    if (!receiver || receiver === call) continue;
    for (const client of clientsOf(context, receiver, depth + 1)) {
      if (!found.some((known) => known.client === client)) found.push({ client, when: call.receiversWhen?.[at] ?? [] });
    }
  }
  return found;
}

/** Names under which a wrapper takes the client it wraps. */
const WRAPPED = new Set(['0', 'executor', 'promptExecutor', 'client', 'openai', 'openai_client', 'llm', 'inner']);

/** Clients a call is given. */
export function wrapped(context: CallContext, call: CallCandidate, depth: number): Client[] {
  const found: Client[] = [];
  // A call of a function of the repository was followed already; a call on nothing known wraps only what stands in it.
  if (depth > MAX_DEPTH) return found;
  for (const { name, value } of call.given?.(WRAPPED) ?? call.args) {
    if (!WRAPPED.has(name)) continue;
    for (const id of callsIn(value)) {
      const inner = context.call(id);
      if (inner && inner !== call) found.push(...clientsOf(context, inner, depth + 1));
    }
  }
  return found;
}

/** Calls whose result a value can be. */
export function callsIn(value: Value): number[] {
  return alternatives(value).flatMap(({ value: option }) => (option.kind === 'call' ? [option.call] : []));
}

/** The package and shape of a call, by its module or by what it hangs on. */
export function matchOf(context: CallContext, call: CallCandidate, depth = 0): ShapeMatch | null {
  const { index } = context;
  if (!context.leads) return null;
  if (call.module !== null) return shapeOf(index, call, null);
  const owner = ownerOf(context, call, depth);
  if (!owner) return extensionMatch(context, call);
  for (const other of owner.others ?? []) {
    const shape = findShape(index, other, call.path, call, owner.client);
    if (shape) return { package: other, shape };
  }
  const shape = findShape(index, owner.package, call.path, call, owner.client);
  return shape ? { package: owner.package, shape } : (extensionMatch(context, call) ?? { package: owner.package, shape: null });
}

/** `services.AddOpenAIChatClient("gpt-5.5")`: in C# a package adds methods to objects of others; a name this long is nobody else's. */
function extensionMatch({ index, imported }: CallContext, call: CallCandidate): ShapeMatch | null {
  const last = call.path.at(-1);
  if (call.language !== 'csharp' || last === undefined || last.length < 9 || !/^[A-Z]/.test(last)) return null;
  for (const { package: id, shape } of index.calls.get(last) ?? []) {
    const owner = index.packages.get(id);
    // Namespaces can be opened for a whole project, out of sight: a long name that a library adds is believed without.
    const added = imported.has(id) || (/^(?:Add|Use|As)[A-Z]/.test(last) && !call.target && (last.length >= 14 || namesResource(call)));
    if (owner && added && shape.name === last) return { package: owner, shape };
  }
  return null;
}

/** The package of the object a call hangs on, client or not: `boto3.Session().client(...)`. */
function ownerOf(context: CallContext, call: CallCandidate, depth: number): Owner | null {
  const known = context.owners.get(call.id);
  if (known !== undefined || depth > MAX_DEPTH) return known ?? null;
  context.owners.set(call.id, null);
  const owner = findOwner(context, call, depth);
  context.owners.set(call.id, owner);
  return owner;
}

/** `builder.AddOllama("ollama")`: what is added is given a name; a method of one's own of the same name is given parts of the program. */
function namesResource({ args }: CallCandidate): boolean {
  return args.find(({ name }) => name === '0')?.value.kind === 'text';
}

function findOwner(context: CallContext, call: CallCandidate, depth: number): Owner | null {
  for (const id of call.receivers) {
    const receiver = context.call(id);
    if (!receiver || receiver === call) continue;
    const [client] = clientsOf(context, receiver, depth + 1);
    if (client) return { package: client.package, client: true };
    if (receiver.module === null) {
      const owner = ownerOf(context, receiver, depth + 1);
      if (owner) return { ...owner, client: false };
      continue;
    }
    if (receiver.others) {
      const [first, ...others] = [shapeOf(context.index, receiver, null)?.package ?? [], openedPackages(context.index, receiver)].flat();
      if (first) return { package: first, client: false, others };
      continue;
    }
    const owner = packageOfModule(context.index, receiver.language, receiver.module, receiver.path)?.package;
    if (owner) return { package: owner, client: false };
  }
  return null;
}

function openClient(context: CallContext, call: CallCandidate, owner: Package, shape: CallShape, depth: number): Client {
  const { index, into } = context;
  const seen = into.see({
    kind: 'import',
    value: writtenName(call),
    context: `client of ${owner.name}`,
    confidence: 'high',
    signature: `packages/${owner.id}#${shape.name}`,
    subject: { kind: 'package', id: owner.id },
    location: call.location,
  });
  // What a session was opened with holds for the clients it makes.
  const outer = call.module === null ? call.receivers.flatMap((id) => (depth < MAX_DEPTH ? (context.call(id)?.args ?? []) : [])) : [];
  const args = [...call.args, ...outer.filter(({ name }) => !/^\d+$/.test(name) && !call.args.some((own) => own.name === name))];
  const endpoints = endpointsOf(index, owner, shape, args, into);
  const value = argumentFor(index, call.args, 'model', shape);
  const asked = value ? modelsOf(index, value, endpoints[0]?.service ?? null, into, `${shape.name}(...)`) : NO_MODELS;
  const evidence = [seen, ...environmentEvidence(context, call)];
  return { call, package: owner, shape, endpoints, asked, evidence, used: false };
}

/** A callee as it reads: `openai.OpenAI`. */
export function writtenName(call: CallCandidate): string {
  return [call.module, ...call.path].filter((part) => part !== null && part !== '').join('.') || 'call';
}

/** Environment names read in the arguments of a call belong to it, whatever service the name was made for. */
export function environmentEvidence({ index, into }: CallContext, call: CallCandidate): string[] {
  const ids: string[] = [];
  for (const { name, value } of flatten(call.args)) {
    for (const read of reads(value)) {
      into.use(read.location);
      const entry = index.env.get(read.name)?.[0];
      if (!entry) continue;
      ids.push(
        into.see({
          kind: 'env-var',
          value: read.name,
          context: `argument ${name}`,
          confidence: 'high',
          signature: entry.signature,
          subject: { kind: 'service', id: entry.service },
          location: read.location,
        }),
      );
    }
  }
  return ids;
}

function reads(value: Value): Extract<Value, { kind: 'env' }>[] {
  if (value.kind === 'env') return value.fallback ? [value, ...reads(value.fallback)] : [value];
  return value.kind === 'choice' ? value.options.flatMap(reads) : [];
}
