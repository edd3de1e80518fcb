/** Rows C1 to C4 for what the user runs, on own machines or on those of an operator at home: it turns on who makes the accelerators. */
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import { factRef, sourceRef } from '../facts.ts';
import { holdsAt, type Perspective } from '../perspective.ts';
import type { Scenario } from '../scenario.ts';
import { readAccelerators } from './accelerators.ts';
import type { Reading } from './table.ts';

/** Readings of the compute layer. Which accelerators it can run on is declared or, where nothing says, left open. */
export function ownCompute(usage: Usage, index: Index, view: Perspective, scenario: Scenario, facts: readonly FactRef[]): Reading[] {
  const whose = scenario.self ? 'You run it yourself' : `You run it yourself on machines of ${usage.service?.operator.name ?? 'an operator'} at home`;
  const declared = view.declared.hosting(usage.id)?.accelerators ?? null;
  if (declared === null) {
    const shown = readAccelerators(usage, index, view, whose, facts);
    return shown === null ? unknownMaker(whose, index, view, facts) : [shown];
  }
  if (declared.length === 0) return [{ level: 3, row: 'C3', reason: `${whose}; a processor is enough.`, facts }];
  const makers = declared.map((id) => makerOf(id, index));
  const claims = [...facts, ...makers.map(({ fact }) => fact)];
  const names = makers.map(({ name }) => name).join(' and ');
  if (makers.every(({ country }) => view.isHome(country)))
    return [{ level: 4, row: 'C4', reason: `${whose}, on accelerators of ${names}, which is controlled from home.`, facts: claims }];
  const licenses = makers.map(({ id }) => licenseFor(id, index, view));
  const first = licenses.find((license) => license !== null) ?? null;
  // Several makers whose export the same government licenses leave only one door to knock at.
  if (first !== null && licenses.every((license) => license?.jurisdiction === first.jurisdiction))
    return [{ level: 1, row: 'C1', reason: `${whose}, on accelerators of ${names}. ${first.text}`, facts: [...claims, first.fact] }];
  if (makers.length > 1) return [{ level: 3, row: 'C3', reason: `${whose}, on accelerators of any of ${names}.`, facts: claims }];
  return [{ level: 2, row: 'C2', reason: `${whose}, on accelerators of ${names} alone; no license needed for ${view.homeName} is recorded.`, facts: claims }];
}

/** One foreign maker, which may need a license, or a processor will do. */
function unknownMaker(whose: string, index: Index, view: Perspective, facts: readonly FactRef[]): Reading[] {
  const license = [...index.regimes.values()]
    .flatMap(({ accelerators }) => accelerators.flatMap(({ makers }) => makers))
    .find((maker) => licenseFor(maker, index, view) !== null);
  const hard = license === undefined ? null : licenseFor(license, index, view);
  const low: Reading = hard
    ? { level: 1, row: 'C1', reason: `${whose}; which accelerators it needs is not shown here. ${hard.text}`, facts: [...facts, hard.fact] }
    : { level: 2, row: 'C2', reason: `${whose}; which accelerators it needs is not shown here.`, facts };
  return [low, { level: 3, row: 'C3', reason: `${whose}.`, facts }];
}

function makerOf(id: string, index: Index): { id: string; name: string; country: string | null; fact: FactRef } {
  const body = index.organizations.get(id);
  const country = body?.controller.value ?? body?.seat.value ?? null;
  const name = body?.name ?? id;
  return {
    id,
    name,
    country,
    fact: body
      ? factRef(`${name} is controlled from ${country === null ? 'a country that is not known' : countryInText(country)}`, body.controller, 'controller')
      : { claim: `${id} is not in the knowledge base`, ...sourceRef(null) },
  };
}

/** The license that shipping accelerators of a maker to this home needs at the date; null when none is recorded. */
function licenseFor(maker: string, index: Index, view: Perspective): { jurisdiction: string; text: string; fact: FactRef } | null {
  for (const regime of index.regimes.values()) {
    const rule = regime.accelerators.find(
      ({ makers, homes, from, to }) => makers.includes(maker) && homes.some((home) => view.isHome(home)) && holdsAt(from, to, view.asOf),
    );
    if (!rule) continue;
    const { jurisdiction } = regime;
    return {
      jurisdiction,
      text: `Advanced accelerators of ${index.organizations.get(maker)?.name ?? maker} need an export license of ${jurisdiction} for ${view.homeName}.`,
      fact: { claim: `${regime.name} (${regime.cite}), since ${rule.from}`, ...sourceRef(rule.source) },
    };
  }
  return null;
}
