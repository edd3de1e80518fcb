/** What-ifs over a fleet report: joins knowledge and judgement, as `audit.ts` does for one repository. No file of a repository is read. */
import { findPolicy } from './audit/gather.ts';
import { loadSupposed } from './audit/index.ts';
import { NO_GATES, type SupposeOptions } from './audit/options.ts';
import type { ProfilePart } from './config/index.ts';
import { type Counted, countedGroups } from './evaluate/fleet/group.ts';
import { type Subject, simulateGroup } from './evaluate/fleet/simulate.ts';
import type { EvaluationOptions } from './evaluate/index.ts';
import { perspective } from './evaluate/perspective.ts';
import type { WhatIf } from './evaluate/simulate.ts';
import { whatIfOf } from './evaluate/what-if.ts';
import { loadKnowledge } from './knowledge/index.ts';
import type { Declarations } from './model/declaration.ts';
import { type Fleet, type FleetConditions, type FleetSimulation, MIXABLE, type SimulatedGroup } from './model/fleet.ts';
import type { Index } from './model/knowledge.ts';
import type { Usage } from './model/usage.ts';
import { UsageError } from './util/errors.ts';
import { VERSION } from './version.ts';

/** How the repositories of a fleet are judged anew. */
export interface FleetSimulationOptions {
  /** One perspective for all. Default: each the one of its report. */
  readonly profile?: string;
  /** The day it happens. Default: for each the day of its report. */
  readonly asOf?: string;
  readonly rules: readonly string[];
  readonly profiles: readonly ProfilePart[];
  /** What the organisation declares: then of all its repositories. */
  readonly declarations?: Declarations;
}

/** Supposes something over a fleet. Of each repository and perspective its latest report counts. Throws like `simulateAudit`. */
export async function simulateFleet(fleet: Fleet, supposed: SupposeOptions, options: FleetSimulationOptions): Promise<FleetSimulation> {
  const knowledge = await loadKnowledge(options.rules, options.profiles, []);
  const { index } = knowledge;
  const world = await loadSupposed(knowledge, supposed, options);
  const usages = new Map(fleet.usages.map((usage) => [usage.id, usage]));
  // Day and knowledge are those of now or of each report: only the perspective keeps repositories apart.
  const asked = options.profile === undefined ? fleet : { ...fleet, conditions: fleet.conditions.map((own) => under(options.profile ?? '', own, index)) };
  const notes = new Set<string>();
  const groups = countedGroups(asked, [...MIXABLE]).map((counted): SimulatedGroup => {
    const { options: evaluation, head } = judgementOf(counted, index, options);
    missingRules(counted, index, notes);
    const worlds = new Map<string, WhatIf>();
    const subjects = counted.entries.map((entry): Subject => {
      const own = counted.conditions.find(({ id }) => id === entry.conditions);
      const asOf = options.asOf ?? own?.asOf ?? '';
      const whatIf = worlds.get(asOf) ?? worldOf(fleet, world, evaluation, asOf);
      worlds.set(asOf, whatIf);
      for (const note of whatIf.notes) notes.add(note);
      return { entry, options: { ...evaluation, asOf }, whatIf, knowledge: own?.knowledge ?? '' };
    });
    return { ...head, ...simulateGroup(subjects, usages, index) };
  });
  return {
    schemaVersion: '1.0',
    kind: 'fleet-simulation',
    tool: { name: 'sovaudit', version: VERSION },
    knowledge: { version: index.version },
    groups,
    notes: [...notes].sort(),
  };
}

/** The same report asked under another profile. */
function under(profile: string, own: FleetConditions, index: Index): FleetConditions {
  const { policy, scope } = findPolicy(index, profile);
  return { ...own, profile: policy.id, profileName: policy.name, profileScope: scope ?? policy.defaultScope, floors: policy.floors };
}

function judgementOf(
  { conditions }: Counted,
  index: Index,
  { declarations }: FleetSimulationOptions,
): { options: Omit<EvaluationOptions, 'asOf'>; head: Pick<SimulatedGroup, 'profile' | 'profileName' | 'profileScope' | 'scopes'> } {
  const [first] = conditions;
  if (first === undefined) throw new UsageError('the fleet holds no report', 'merge reports first');
  if (!index.policies.has(first.profile))
    throw new UsageError(`profile "${first.profile}" of the reports comes from a project file`, 'give that file with --config, or another --profile');
  const { policy } = findPolicy(index, first.profile);
  const { profile, profileName, profileScope, scopes } = first;
  const options = { policy, policyScope: profileScope, scopes, gates: NO_GATES, ...(declarations && { declarations }) };
  return { options, head: { profile, profileName, profileScope, scopes } };
}

function missingRules({ conditions }: Counted, index: Index, notes: Set<string>): void {
  const here = new Set(index.custom.map(({ id }) => id));
  const isPack = (id: string): boolean => id.includes('@');
  const missing = new Set(conditions.flatMap(({ customRules }) => customRules).filter((id) => !here.has(id) && !isPack(id)));
  if (missing.size > 0) notes.add(`Reports were made with rules of your own that are not here (--rules): ${[...missing].sort().slice(0, 5).join(', ')}.`);
}

/** What is supposed, on that day, of every call path there is in the fleet. */
function worldOf(
  fleet: Fleet,
  { index, events, supposed }: Awaited<ReturnType<typeof loadSupposed>>,
  options: Omit<EvaluationOptions, 'asOf'>,
  asOf: string,
): WhatIf {
  const view = perspective(index, options.policy, options.policyScope, asOf);
  const all = fleet.usages.map((usage): Usage => ({ ...usage, fallbackGroup: null, evidence: [] }));
  return whatIfOf({ ...supposed, events }, all, index, view);
}
