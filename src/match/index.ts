import type { CallCandidate, Candidate, EnvCandidate, Extraction, ImportCandidate, Language, PackageCandidate, SettingCandidate } from '../model/candidate.ts';
import type { BoundedMatch } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Scope } from '../model/layer.ts';
import { matchCalls } from './calls.ts';
import { type CallContext, matchOf } from './clients.ts';
import { type Collector, collector, type FileContext } from './collector.ts';
import { commandsIn, matchCommands } from './commands.ts';
import { formatsOf } from './config-paths.ts';
import { matchConfigs } from './configs.ts';
import { constructsOf } from './constructs.ts';
import { declaredPackage } from './declared-package.ts';
import { matchDevices } from './devices.ts';
import { onlyTypes, packageOfModule, packagesOfImport } from './packages.ts';
import { matchResources } from './resources.ts';
import { matchSettings } from './settings.ts';
import { spelledOut } from './spelled-out.ts';
import { matchTexts } from './texts.ts';
import { matchCard, matchWeights } from './weights.ts';

export { isConfigFile } from './config-paths.ts';
export { matchHost } from './hosts.ts';
export { type ModelMatch, resolveModelId } from './model-id.ts';
export { signsOf } from './signs.ts';
export { isCard } from './weights.ts';

/** What stands at the head of a text is meant for a tool; only the formats of tools are read from it. */
const MARKDOWN = /\.(?:md|mdx|mdc|markdown|prompt|prompty)$/i;

/** Whether a module is a package of the knowledge base. */
export function isKnownModule(index: Index, language: Language, module: string): boolean {
  return packageOfModule(index, language, module) !== null;
}

/** What an extractor found in a file. */
type Found = Pick<Extraction, 'candidates'> & { readonly [K in 'foreign' | 'leads']?: Extraction[K] | undefined };

/**
 * Candidates of one file -> evidence and call sites. Pure: the same candidates and index give the same result. `foreign` gives the calls of other
 * files that calls of this one hang on; `leads` false spares looking for the clients of calls.
 */
export function matchFile(file: FileContext, { candidates, foreign, leads }: Found, index: Index): BoundedMatch {
  const of = byKind(candidates);
  const settings: SettingCandidate[] = of.setting;
  const formats = formatsOf(index, file.path, settings);
  const scope = file.scope === 'production' ? (formats.find((format) => format.scope !== null)?.scope ?? file.scope) : file.scope;
  const into = collector({ ...file, scope });
  for (const candidate of into.upToLimit(of.package)) matchPackage(index, candidate, into);
  const imported = new Set<string>();
  for (const candidate of of.import) for (const { id } of packagesOfImport(index, candidate)) imported.add(id);
  const { context, calls } = contextOf(index, into, imported, of.call, { foreign, leads });
  matchCalls(context, calls);
  for (const candidate of into.upToLimit(of.import)) seeImport(index, candidate, into);
  matchDevices(index, calls, of.text, into);
  matchCommands(context, [...of.command, ...commandsIn(calls)]);
  matchResources(index, [...of.resource, ...constructsOf(context, calls)], into);
  matchTexts(index, of.text, context.call, into);
  for (const candidate of of.weights) matchWeights(index, candidate, into);
  matchCard(index, settings, into);
  const explained = matchConfigs(index, formats, settings, into);
  if (!MARKDOWN.test(file.path)) matchSettings(index, settings, explained, into);
  for (const candidate of into.upToLimit(of.env)) matchEnvironment(index, candidate, into);
  return into.result();
}

type ByKind = { readonly [K in Candidate['kind']]: Extract<Candidate, { kind: K }>[] };

function byKind(candidates: readonly Candidate[]): ByKind {
  const of: ByKind = { package: [], import: [], call: [], text: [], env: [], setting: [], command: [], resource: [], weights: [] };
  // One pass: a file has thousands.
  for (const candidate of candidates) (of[candidate.kind] as Candidate[]).push(candidate);
  return of;
}

/** The calls of a file, and what is found out about them. */
function contextOf(
  index: Index,
  into: Collector,
  imported: ReadonlySet<string>,
  written: readonly CallCandidate[],
  { foreign, leads }: Pick<Found, 'foreign' | 'leads'>,
): { context: CallContext; calls: readonly CallCandidate[] } {
  const elsewhere = new Map<number, CallCandidate | undefined>();
  const fromElsewhere = (id: number): CallCandidate | undefined => {
    if (!elsewhere.has(id)) {
      const call = foreign?.(id);
      elsewhere.set(id, call && spelledOut(index, call, speaks));
    }
    return elsewhere.get(id);
  };
  const speaks = (id: number): boolean => {
    const call = context.call(id);
    return call !== undefined && (matchOf(context, call)?.shape ?? null) !== null;
  };
  const calls = written.map((call) => spelledOut(index, call, speaks));
  const byId = new Map(calls.map((call) => [call.id, call]));
  const context: CallContext = {
    index,
    into,
    imported,
    leads: leads ?? true,
    call: (id) => byId.get(id) ?? fromElsewhere(id),
    clients: new Map(),
    owners: new Map(),
    consumed: new Set(),
  };
  return { context, calls };
}

const SECTION_SCOPE: Readonly<Record<PackageCandidate['section'], Scope | null>> = { production: null, optional: null, development: 'dev-tool', test: 'test' };

function matchPackage(index: Index, candidate: PackageCandidate, into: Collector): void {
  const found = declaredPackage(index, candidate);
  if (found === null) return;
  const { id, confidence } = found;
  const scope = SECTION_SCOPE[candidate.section];
  into.see({
    kind: candidate.ecosystem === 'docker' ? 'container' : 'dependency',
    value: candidate.name,
    confidence,
    context: `${candidate.direct ? 'direct' : 'indirect'} ${candidate.section} dependency`,
    signature: `packages/${id}`,
    subject: { kind: 'package', id },
    location: candidate.location,
    ...(scope && into.file.scope === 'production' ? { scope } : {}),
    ...(candidate.version === null ? {} : { version: candidate.version }),
    ecosystem: candidate.ecosystem,
    direct: candidate.direct,
  });
}

function seeImport(index: Index, candidate: ImportCandidate, into: Collector): void {
  const plain = onlyTypes(candidate);
  for (const found of packagesOfImport(index, candidate)) {
    // A client of one library returns types of another (C#) or is set up by options of another (Go): their import alone calls nobody.
    const others =
      (candidate.language === 'csharp' || candidate.language === 'go') &&
      into.sites.length > 0 &&
      into.sites.every(({ sdk }) => sdk !== null && sdk !== found.id);
    const types = plain || others;
    into.see({
      kind: 'import',
      value: candidate.module,
      context: types ? 'type-only import' : 'import',
      confidence: types ? 'low' : 'high',
      signature: `packages/${found.id}`,
      subject: { kind: 'package', id: found.id },
      location: candidate.location,
    });
  }
}

/** Environment reads that no call explained. */
function matchEnvironment(index: Index, candidate: EnvCandidate, into: Collector): void {
  if (into.used(candidate.location)) return;
  const entry = index.env.get(candidate.name)?.[0];
  if (!entry) return;
  into.see({
    kind: 'env-var',
    value: candidate.name,
    context: 'read in code',
    confidence: 'medium',
    signature: entry.signature,
    subject: { kind: 'service', id: entry.service },
    location: candidate.location,
  });
}
