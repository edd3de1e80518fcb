import type { Component } from '../model/component.ts';
import type { Evidence, FileMatch, Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';
import type { Usage } from '../model/usage.ts';
import { addTo } from '../util/add-to.ts';
import { withAccelerators } from './accelerators.ts';
import { componentsOf } from './components.ts';
import { joinDeployments } from './deployments.ts';
import { joinSites } from './join-sites.ts';
import { mentionSites } from './mentions.ts';
import { telemetrySites, withoutIdleSwitches } from './telemetry.ts';
import { usagesOf } from './usages.ts';
import { withCards, withWeights } from './weights.ts';

/** Matches of all files -> components and usages. The order of the files does not matter. */
export function resolve(matches: readonly FileMatch[], index: Index): { components: Component[]; usages: Usage[] } {
  const seen = withCards(withoutIdleSwitches(uniqueEvidence(matches)));
  const found = matches.flatMap((match) => match.sites).filter((site) => !ofOtherPrograms(site, index));
  const sites = withWeights(joinDeployments(joinSites(found.sort(bySitePlace), index), index), seen);
  const rested = new Set(sites.flatMap((site) => site.evidence));
  const evidence = seen.filter((item) => rested.has(item.id) || !idle(item, index));
  const byId = new Map(evidence.map((item) => [item.id, item]));
  const moved = new Set(matches.flatMap((match) => match.sites.flatMap(({ overrides }) => (overrides === null ? [] : [overrides]))));
  const all = [...sites, ...mentionSites(sites, evidence, index, moved), ...telemetrySites(evidence, index)];
  return { components: componentsOf(evidence, index), usages: withDependencies(withAccelerators(usagesOf(all, byId, index), evidence), evidence) };
}

/** The address of product analytics or the like, without a package that sends AI there. */
function ofOtherPrograms({ sdk, endpoint }: Site, index: Index): boolean {
  return sdk === null && isGeneral(endpoint.service, index);
}

/** What is only worth telling when a call path rests on it. */
function idle({ tentative, subject, kind }: Evidence, index: Index): boolean {
  if (tentative || (subject.kind === 'unknown' && subject.what === 'endpoint')) return true;
  return kind === 'endpoint' && subject.kind === 'service' && isGeneral(subject.id, index);
}

function isGeneral(service: string | null, index: Index): boolean {
  return service !== null && index.services.get(service)?.generalPurpose === true;
}

const RANK: Readonly<Record<Evidence['confidence'], number>> = { high: 2, medium: 1, low: 0 };

/** The same place seen from several files is one piece of evidence: the surest sighting stands. */
function uniqueEvidence(matches: readonly FileMatch[]): Evidence[] {
  const byId = new Map<string, Evidence>();
  for (const item of matches.flatMap((match) => match.evidence)) {
    const known = byId.get(item.id);
    if (!known || surer(item, known)) byId.set(item.id, item);
  }
  return [...byId.values()].sort(byPlace);
}

/** What is no guess before what is, then what is surer; of equals the first in words, so that the order of the files does not matter. */
function surer(item: Evidence, known: Evidence): boolean {
  if (item.tentative !== known.tentative) return known.tentative === true;
  const by = RANK[item.confidence] - RANK[known.confidence];
  return by > 0 || (by === 0 && item.context < known.context);
}

/** The manifest line of a library is evidence of each usage through it. */
function withDependencies(usages: readonly Usage[], evidence: readonly Evidence[]): Usage[] {
  const declared = new Map<string, Evidence[]>();
  for (const item of evidence) {
    if (item.kind !== 'dependency' || item.subject.kind !== 'package') continue;
    addTo(declared, item.subject.id, item);
  }
  return usages.map((usage) => {
    const more = (declared.get(usage.sdk?.id ?? '') ?? []).filter((item) => !usage.evidence.includes(item)).slice(0, 3);
    return more.length > 0 ? { ...usage, evidence: [...usage.evidence, ...more] } : usage;
  });
}

function byPlace(a: Evidence, b: Evidence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column || (a.kind < b.kind ? -1 : 1);
}

/** Sites of one file stay in the order they were found in. */
function bySitePlace(a: Site, b: Site): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
