/** Infrastructure written as code (Pulumi, CDK): a call that makes a resource, in the form in which other formats write one. */
import type { Argument, CallCandidate, Value } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import type { ResourceAttribute, ResourceCandidate } from '../model/resource.ts';
import { memoized } from '../util/memo.ts';
import { longestKey } from './accelerators.ts';
import { alternatives } from './arguments.ts';
import type { CallContext } from './clients.ts';

const MAX_DEPTH = 6;

/** Calls whose constructor is a resource type of the knowledge base. */
export function constructsOf(context: CallContext, calls: readonly CallCandidate[]): ResourceCandidate[] {
  return calls.flatMap((call): ResourceCandidate[] => {
    if (call.module === null || !constructRoots(context.index).has(rootOfModule(call.module))) return [];
    const type = constructorName(call);
    if (longestKey(context.index.resourceTypes, 'code', type) === null) return [];
    const attributes = attributesOf(call.args, [], context, 0);
    const [name] = call.args.flatMap(({ name: position, value }) => (position === '0' || position === '1' ? textOf(value) : []));
    return [{ kind: 'resource', format: 'code', type, address: name ?? type, attributes, location: call.location }];
  });
}

const ROOTS = new WeakMap<Index, ReadonlySet<string>>();

/** First parts of the modules whose constructors make resources. */
export function constructRoots(index: Index): ReadonlySet<string> {
  const known = ROOTS.get(index);
  if (known) return known;
  const made = new Set([...index.resourceTypes.keys()].flatMap((key) => (key.startsWith('code:') ? rootOf(key.slice('code:'.length)) : [])));
  ROOTS.set(index, made);
  return made;
}

/** The first part of a module, as constructors are looked up. */
export function rootOfModule(module: string): string {
  return rootOf(normalName(module));
}

function rootOf(name: string): string {
  const end = name.search(/[.*]/);
  return end < 0 ? name : name.slice(0, end);
}

/** `@pulumi/azure-native/cognitiveservices` and `Deployment` -> `@pulumi.azure-native.cognitiveservices.deployment`, however the import cuts it. */
function constructorName({ module, path }: CallCandidate): string {
  return normalName([module, ...path].join('.'));
}

/** A constructor as it is looked up: slashes and underscores do not count. */
export const normalName: (text: string) => string = memoized((text) => text.toLowerCase().replaceAll('/', '.').replaceAll('_', '-'));

/** Every text of some arguments with the names that lead to it. Positions (scope, name, options) are left out. */
function attributesOf(args: readonly Argument[], path: readonly string[], context: CallContext, depth: number): ResourceAttribute[] {
  if (depth > MAX_DEPTH) return [];
  return args.flatMap(({ name, value }) => valueAttributes(value, /^(?:\d+|\.\.\.)$/.test(name) && path.length === 0 ? path : [...path, name], context, depth));
}

function valueAttributes(value: Value, path: readonly string[], context: CallContext, depth: number): ResourceAttribute[] {
  if (depth > MAX_DEPTH) return [];
  return alternatives(value).flatMap(({ value: option, configurable }): ResourceAttribute[] => {
    if (option.kind === 'object') return attributesOf(option.entries, path, context, depth + 1);
    if (option.kind === 'list') return option.items.flatMap((item, at) => valueAttributes(item, [...path, String(at)], context, depth + 1));
    // `DeploymentPropertiesArgs(model=...)`: what is given to it is what it holds.
    if (option.kind === 'call') return attributesOf(context.call(option.call)?.args ?? [], path, context, depth + 1);
    const [text] = textOf(option);
    return text === undefined || path.length === 0 ? [] : [{ path, text, configurable, location: option.location }];
  });
}

function textOf(value: Value): string[] {
  if (value.kind === 'text' || value.kind === 'pattern') return [value.text];
  const names = value.kind === 'imported' || value.kind === 'dynamic' ? (value.path ?? []) : [];
  const last = names.at(-1) ?? '';
  // `FoundationModelIdentifier.AMAZON_NOVA_PRO_V1_0`: constants are named like what they stand for.
  return names.length > 1 && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(last) ? [last.toLowerCase().replaceAll('_', '-')] : [];
}
