/** The compute layer (whose permission does the next GPU-hour need?) and the cloud layer (which government can order the operator?). Rows C0-C4, L0-L4. */
import type { Index } from '../../model/knowledge.ts';
import type { LayerAssessment, Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import { CLAIM } from '../declared.ts';
import type { Perspective } from '../perspective.ts';
import { hidesRecipient } from '../router.ts';
import type { Scenario } from '../scenario.ts';
import { ownCompute } from './own-compute.ts';
import { controlledFrom, operatorSubject, placeWords, serviceFacts, serviceName } from './service-words.ts';
import { NOT_SHOWN, type Reading, range } from './table.ts';

/** Level of the compute layer for one usage. */
export function computeLayer(usage: Usage, index: Index, view: Perspective, scenarios: readonly Scenario[]): LayerAssessment {
  const readings = scenarios.flatMap((scenario) => readCompute(usage, index, view, scenario));
  return range('compute', readings, usage.route === 'self-hosted' ? null : NOT_SHOWN);
}

function readCompute(usage: Usage, index: Index, view: Perspective, scenario: Scenario): Reading[] {
  const name = serviceName(usage);
  const facts = serviceFacts(usage, index);
  if (scenario.self || (usage.route === 'self-hosted' && scenario.homeOperator)) return ownCompute(usage, index, view, scenario, facts);
  if (scenario.homeOperator) return [{ level: 2, row: 'C2', reason: `${name} is run for you by an operator at home.`, facts }];
  if (view.isHome(scenario.place))
    return [
      {
        level: 1,
        row: 'C1',
        reason: `${name} runs ${placeWords(scenario.place)}, but on machines of an operator ${scenario.controller === null ? 'that is ' : ''}${controlledFrom(scenario.controller)}.`,
        facts,
      },
    ];
  return [
    {
      level: 0,
      row: 'C0',
      reason: `${name} runs ${placeWords(scenario.place)}, on machines of an operator ${scenario.controller === null ? 'that is ' : ''}${controlledFrom(scenario.controller)}.`,
      facts,
    },
  ];
}

/** Level of the cloud layer for one usage. */
export function cloudLayer(usage: Usage, index: Index, view: Perspective, scenarios: readonly Scenario[]): LayerAssessment {
  const readings = scenarios.map((scenario) => readCloud(usage, index, view, scenario));
  if (hidesRecipient(usage)) {
    const facts = serviceFacts(usage, index);
    readings.push({ level: 0, row: 'L?', reason: `${serviceName(usage)} is a router: the operator behind it cannot be told from here.`, facts });
    readings.push({ level: 1, row: 'L?', reason: '', facts });
  }
  return range('cloud', readings, NOT_SHOWN);
}

function readCloud(usage: Usage, index: Index, view: Perspective, scenario: Scenario): Reading {
  const name = serviceName(usage);
  const facts = serviceFacts(usage, index);
  if (scenario.self) return { level: 4, row: 'L4', reason: 'No outside operator is involved in what this repository shows.', facts };
  const home = view.isHome(scenario.place);
  const qualified = scenario.homeOperator && home ? view.declared.qualified(usage) : null;
  if (qualified) {
    const claim = CLAIM.qualified(qualified);
    return {
      level: 4,
      row: 'L4',
      reason: `${name} is operated from home and runs ${placeWords(scenario.place)}; ${qualified.scheme} is declared for it.`,
      facts: [...facts, view.declared.fact(claim)],
    };
  }
  if (scenario.homeOperator && home) return { level: 3, row: 'L3', reason: `${name} is operated from home and runs ${placeWords(scenario.place)}.`, facts };
  if (scenario.homeOperator) return { level: 2, row: 'L2', reason: `${name} is operated from home, but runs ${placeWords(scenario.place)}.`, facts };
  const answers = scenario.controller === null ? 'may answer to a foreign government' : `answers to the government of ${countryInText(scenario.controller)}`;
  if (home) return { level: 1, row: 'L1', reason: `${name} runs ${placeWords(scenario.place)}, but its operator ${answers}.`, facts };
  return {
    level: 0,
    row: 'L0',
    reason: `${operatorSubject(usage)} ${answers}, and ${usage.route === 'self-hosted' ? 'this' : 'it'} runs ${placeWords(scenario.place)}.`,
    facts,
  };
}
