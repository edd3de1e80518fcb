/** Commands of a shell -> sites: what a package's command line says about service, model and place. */
import type { Argument, CallCandidate, CommandCandidate, Value } from '../model/candidate.ts';
import type { CommandShape, Package } from '../model/entity.ts';
import type { EvidenceKind } from '../model/evidence.ts';
import { argumentFor } from './arguments.ts';
import type { CallContext } from './clients.ts';
import { endpointsOf } from './endpoints.ts';
import { matchHttp } from './http.ts';
import { modelsOf, NO_MODELS } from './models.ts';
import { LOCAL, reportRequest } from './sites.ts';

/** Reports what the commands of one file run, and the requests they send. */
export function matchCommands(context: CallContext, commands: readonly CommandCandidate[]): void {
  for (const command of context.into.upToLimit(commands)) {
    const found = shapeOfCommand(context, command);
    if (found) reportCommand(context, command, found);
    else if (command.request) matchHttp(context, requestCall(command, command.request));
  }
}

/** PowerShell runs other programs as it runs its own commands: `ollama pull x` is a call there. */
export function commandsIn(calls: readonly CallCandidate[]): CommandCandidate[] {
  return calls
    .filter(({ language, path, module, receivers }) => language === 'powershell' && path.length === 1 && module === null && receivers.length === 0)
    .map(({ path, args, location }) => {
      const words = args.flatMap(({ name, value }): Value[] =>
        /^\d+$/.test(name) ? [value] : [{ kind: 'text', text: `-${name}`, location: value.location }, value],
      );
      return { kind: 'command', name: path[0] as string, image: null, words, request: null, location };
    });
}

/** A request of a command has the form of one in code: URL first, then what it sends. */
function requestCall({ name, location }: CommandCandidate, { url, body }: NonNullable<CommandCandidate['request']>): CallCandidate {
  const args: Argument[] = [{ name: 'url', value: url }, ...(body ? [{ name: 'body', value: body }] : [])];
  return { kind: 'call', id: -1, language: 'shell', module: null, path: [name, 'request'], receivers: [], viaDefault: false, args, location };
}

interface Found {
  readonly package: Package;
  readonly shape: CommandShape;
  /** The words left after those of the name. */
  readonly rest: readonly Value[];
}

/** The longest known command whose words this one has, in order. */
function shapeOfCommand({ index }: CallContext, { name, image, words }: CommandCandidate): Found | null {
  if (image !== null) {
    const owner = index.packages.get(index.purls.get(`docker:${image}`) ?? '');
    const shape = owner?.commands.find((candidate) => candidate.image);
    return owner && shape ? { package: owner, shape, rest: words } : null;
  }
  // `python3.12 -m x` is `python -m x`.
  for (const { package: id, shape } of index.commands.get(name.replace(/^python[\d.]+$/, 'python')) ?? []) {
    const owner = index.packages.get(id);
    const rest = wordsAfter(words, shape.name.split(' ').slice(1));
    if (owner && rest) return { package: owner, shape, rest };
  }
  return null;
}

/** The words left when the sub-commands are taken out; options may stand before them. Null when one of them is missing. */
function wordsAfter(words: readonly Value[], names: readonly string[]): readonly Value[] | null {
  const before: Value[] = [];
  let at = 0;
  for (const name of names) {
    const found = words.findIndex((word, position) => position >= at && word.kind === 'text' && word.text === name);
    const between = words.slice(at, found);
    // Only options, and their values, stand between a program and its sub-command.
    if (found < 0 || !between.every((word, position) => isOption(word) || isOption(between[position - 1]))) return null;
    before.push(...between);
    at = found + 1;
  }
  return [...words.slice(at), ...before];
}

function isOption(word: Value | undefined): boolean {
  return word !== undefined && (word.kind === 'text' || word.kind === 'pattern') && /^--?[A-Za-z]/.test(word.text);
}

/** Options by their names as written, other words by position. */
function argumentsOf(words: readonly Value[], flags: readonly string[]): Argument[] {
  const args: Argument[] = [];
  let position = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Value;
    if (!isOption(word)) {
      args.push({ name: String(position++), value: word });
      continue;
    }
    const { text } = word as Extract<Value, { kind: 'text' | 'pattern' }>;
    const cut = text.indexOf('=');
    const next = words[at + 1];
    if (cut > 0) args.push({ name: text.slice(0, cut), value: optionValue(word, text.slice(cut + 1)) });
    else if (next !== undefined && !isOption(next) && !flags.includes(text)) {
      args.push({ name: text, value: next });
      at++;
    }
  }
  return args;
}

/** The value in `--option=value`, at the place of the word. */
function optionValue(word: Value, text: string): Value {
  if (word.kind !== 'pattern') return { kind: 'text', text, location: word.location };
  const [hole] = word.holes ?? [];
  return text === '{}' && hole ? hole : { ...word, text };
}

function reportCommand(context: CallContext, command: CommandCandidate, { package: owner, shape, rest }: Found): void {
  const { index, into } = context;
  const args = argumentsOf(rest, shape.flags);
  const seen = into.see({
    kind: kindOf(owner, shape),
    value: shape.name,
    context: `command of ${owner.name}`,
    confidence: 'high',
    signature: `packages/${owner.id}#${shape.name}`,
    subject: { kind: 'package', id: owner.id },
    location: command.location,
  });
  const value = shape.modelArgs.length > 0 ? argumentFor(index, args, 'model', shape) : null;
  // A program started without naming a model is there, but nothing is asked yet.
  if (value === null && (owner.role === 'dev-tool' || shape.service === null || shape.loadsWeights)) return;
  const endpoints = shape.loadsWeights ? [{ ...LOCAL, service: shape.service }] : endpointsOf(index, owner, shape, args, into);
  const asked = value ? modelsOf(index, value, endpoints[0]?.service ?? null, into, shape.name) : NO_MODELS;
  const artefact = shape.loadsWeights ? (isPinned(args, value) ? 'pinned' : 'pulled') : null;
  reportRequest(index, { package: owner, purpose: shape.purpose, artefact, endpoints, asked, evidence: [seen] }, into);
}

function kindOf(owner: Package, shape: CommandShape): EvidenceKind {
  if (owner.role === 'dev-tool') return 'dev-tool';
  return shape.loadsWeights || owner.role === 'runtime' ? 'infrastructure' : 'import';
}

/** Weights are pinned by a revision, or when they are a file. */
function isPinned(args: readonly Argument[], model: Value | null): boolean {
  const revision = args.find(({ name }) => name === '--revision')?.value;
  if (revision?.kind === 'text' && revision.text !== 'main' && revision.text !== 'master') return true;
  return (model?.kind === 'text' || model?.kind === 'pattern') && /^(?:\.{0,2}\/|~\/|\{\}\/)|\.(?:gguf|safetensors|bin)$/.test(model.text);
}
