/** Every event of the knowledge base, supposed again on days it is in force: nothing may change. */
import { expect, test } from 'vitest';
import { judge } from '../../src/evaluate/index.ts';
import { simulate } from '../../src/evaluate/simulate.ts';
import { whatIfOf } from '../../src/evaluate/what-if.ts';
import { loadBuiltIn } from '../../src/knowledge/load.ts';
import type { RestrictionEvent } from '../../src/model/entity.ts';
import type { OrganizationRef, Usage } from '../../src/model/usage.ts';
import { usage } from '../support/judgement.ts';

const INDEX = loadBuiltIn();
const DAYS = ['2025-02-01', '2026-03-15', '2026-06-20', '2026-06-28', '2026-11-22'];
const PROFILES = ['eu', 'us-federal'];
const MOST = 4;

const body = (id: string): OrganizationRef => {
  const found = INDEX.organizations.get(id);
  return { id, name: found?.name ?? id, country: found?.seat.value ?? null, controller: found?.controller.value ?? null };
};

/** A few usages an event speaks of: its models, those of its developers, and calls to its operators. */
function usagesOf({ subject }: RestrictionEvent): Usage[] {
  const models = [...INDEX.models.values()].filter(
    ({ id, developer }) =>
      subject.models.includes(id) || subject.developers.includes(developer) || subject.controllers.includes(body(developer).controller ?? ''),
  );
  const operator = subject.operators[0] ?? 'openai';
  return models.slice(0, MOST).flatMap((model) =>
    (['held', null] as const).map((weights) =>
      usage({
        id: `${model.id} ${weights}`,
        weights,
        service: { id: operator, name: operator, category: 'model-api', operator: body(operator), observed: true },
        model: {
          id: model.id,
          family: model.family,
          requested: model.id,
          name: model.name,
          developer: body(model.developer),
          weights: model.weights.value,
          license: null,
          base: model.base.value,
          modality: model.modality,
          origin: model.kind,
          status: model.status.value,
        },
      }),
    ),
  );
}

test('an event already in force changes nothing, whatever it is and whenever', () => {
  let tried = 0;
  for (const event of INDEX.events.values()) {
    const usages = usagesOf(event);
    const after = { ...INDEX, events: new Map([...INDEX.events, ['again', { ...event, id: 'again' }]]) };
    for (const asOf of usages.length === 0 ? [] : DAYS) {
      for (const id of PROFILES) {
        const policy = INDEX.policies.get(id);
        if (!policy) throw new Error(`no profile ${id}`);
        const options = {
          policy,
          policyScope: null,
          asOf,
          scopes: ['production' as const],
          gates: { failOn: null, minLevel: [], failOnVerdict: null, maxRisk: null, unknown: 'worst' as const },
        };
        const { view } = judge([], after, options);
        const { stops, changed, verdict } = simulate(
          usages,
          INDEX,
          whatIfOf({ deny: [], weights: 'all', cut: [], relicense: [], scenarios: [], events: ['again'] }, usages, after, view),
          options,
        );
        expect({ event: event.id, asOf, id, stops, changed, verdict: verdict.after }).toEqual({
          event: event.id,
          asOf,
          id,
          stops: [],
          changed: [],
          verdict: verdict.before,
        });
        tried++;
      }
    }
  }
  // Nothing tried is no proof.
  expect(tried).toBeGreaterThan(50);
});
