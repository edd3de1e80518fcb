/** The data layer: where do prompts and context go, and under which transfer basis? Rows D0 to D4. */
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, LayerAssessment, Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import { CLAIM } from '../declared.ts';
import { sourceRef } from '../facts.ts';
import type { Perspective } from '../perspective.ts';
import { hidesRecipient } from '../router.ts';
import type { Scenario } from '../scenario.ts';
import { controlledFrom, operatorSubject, placeWords, serviceFacts, serviceName } from './service-words.ts';
import { NOT_SHOWN, type Reading, range } from './table.ts';

/** Level of the data layer for one usage. */
export function dataLayer(usage: Usage, index: Index, view: Perspective, scenarios: readonly Scenario[]): LayerAssessment {
  const readings = scenarios.map((scenario) => read(usage, index, view, scenario));
  if (hidesRecipient(usage))
    readings.push({
      ...(readings[0] as Reading),
      level: 0,
      row: 'D?',
      reason: `${serviceName(usage)} passes requests on: who receives the data downstream cannot be told from here.`,
    });
  return range('data', readings, NOT_SHOWN);
}

function read(usage: Usage, index: Index, view: Perspective, scenario: Scenario): Reading {
  const name = serviceName(usage);
  const facts = serviceFacts(usage, index);
  if (scenario.self)
    return { level: 4, row: 'D4', reason: 'The model runs in your own process or on your own machines; where those stand is not shown here.', facts };
  const placeHome = view.isDataHome(scenario.place);
  const where = placeWords(scenario.place);
  if (placeHome && scenario.homeOperator) return { level: 3, row: 'D3', reason: `${name} processes data ${where}, and its operator is at home.`, facts };
  if (placeHome)
    return {
      level: 2,
      row: 'D2',
      reason: `${name} processes data ${where}, but its operator is ${controlledFrom(scenario.controller)}.`,
      facts,
    };
  if (scenario.homeOperator) return { level: 2, row: 'D2', reason: `${operatorSubject(usage)} is at home, but data are processed ${where}.`, facts };
  return foreign(view, scenario, name, where, facts);
}

/** Neither place nor operator at home: is there a transfer basis for every country involved? */
function foreign(view: Perspective, scenario: Scenario, name: string, where: string, facts: readonly FactRef[]): Reading {
  const involved = countries(scenario);
  const declared = involved.filter((country) => view.transferBasis(country) === null).flatMap((country) => view.declared.transfer(country) ?? []);
  const missing = involved.filter((country) => view.transferBasis(country) === null && !declared.some((basis) => basis.country === country));
  if (involved.length === 0 || missing.length > 0) {
    const what =
      missing.length > 0
        ? `no transfer basis for ${missing.map(countryInText).join(', ')} is recorded under this profile as of ${view.asOf}`
        : 'the country is unknown, so no transfer basis can be named';
    return { level: 0, row: 'D0', reason: `${name} processes data ${where}; ${what}.`, facts };
  }
  const bases = involved.map((country) => view.transferBasis(country)).filter((basis) => basis !== null);
  const conditions = bases.map((basis) => basis.condition).filter((condition) => condition !== null);
  const condition = conditions.length > 0 ? ` (${[...new Set(conditions)].join('; ')})` : '';
  const recorded = bases.length === 0 ? '' : ` a transfer basis for ${bases.map(({ country }) => countryInText(country)).join(', ')} is recorded${condition}.`;
  const said = declared.map(({ country, basis }) => ` A transfer basis for ${countryInText(country)} is declared: ${basis}.`).join('');
  return {
    level: 1,
    row: 'D1',
    reason: `${name} processes data ${where}${recorded === '' ? '.' : ';'}${recorded}${said}`,
    facts: [
      ...facts,
      ...declared.map((basis) => view.declared.fact(CLAIM.transfer(basis))),
      ...bases.map(
        (basis): FactRef => ({ claim: `transfer basis for ${countryInText(basis.country)} since ${basis.from}`, ...sourceRef(basis.source, 'bases') }),
      ),
    ],
  };
}

/** Countries data reach: the place when it is one, and the operator's. */
function countries(scenario: Scenario): string[] {
  const place = scenario.place !== null && /^[A-Z]{2}$/.test(scenario.place) && scenario.place !== 'EU' ? [scenario.place] : [];
  return [...new Set([...place, ...(scenario.controller === null ? [] : [scenario.controller])])];
}
