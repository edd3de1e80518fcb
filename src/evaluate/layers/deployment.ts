/** The deployment layer: can you move, or keep running, if the supplier goes dark? Rows P0 to P4. */
import type { Index } from '../../model/knowledge.ts';
import type { LayerAssessment, Usage } from '../../model/usage.ts';
import { CLAIM } from '../declared.ts';
import { factRef, observed } from '../facts.ts';
import type { Perspective } from '../perspective.ts';
import { serviceFacts, serviceName } from './service-words.ts';
import { type Reading, range } from './table.ts';

/** Level of the deployment layer for one usage. P4 rests on a declared exit test, which no code shows. */
export function deploymentLayer(usage: Usage, index: Index, view: Perspective): LayerAssessment {
  if (usage.route === 'self-hosted') return range('deployment', selfHosted(usage, view), null);
  const service = usage.service ? index.services.get(usage.service.id) : undefined;
  const name = serviceName(usage);
  const facts = [
    ...serviceFacts(usage, index).slice(0, 1),
    ...(service ? [factRef(`${service.name}: ${service.surface.value ?? 'unknown'} interface`, service.surface, 'surface')] : []),
  ];
  const entity = index.models.get(usage.model?.id ?? '');
  if (entity) facts.push(factRef(`${entity.name}: weights ${entity.weights.value ?? 'unknown'}`, entity.weights));
  const stateful = service?.surface.value === 'stateful' || usage.purpose === 'agent' || usage.keepsState === true;
  const closed: Reading = stateful
    ? { level: 0, row: 'P0', reason: `${name} keeps state that only it holds (threads, agents, stores): leaving means rebuilding.`, facts }
    : {
        level: 1,
        row: 'P1',
        reason: `${name} is the only supplier of this call; its interface can be replaced, the model behind it cannot be carried along.`,
        facts,
      };
  const open: Reading = stateful
    ? closed
    : { level: 2, row: 'P2', reason: `${usage.model?.name ?? 'The model'} has open weights, so other hosts can serve it.`, facts };
  if (usage.purpose === 'vector-store' || usage.purpose === 'observability')
    return range('deployment', [stateful ? closed : { ...closed, reason: `${name} is the only supplier of this function.` }], null);
  const weights = usage.model?.weights ?? null;
  const readings = weights === 'open' ? [open] : weights === null ? [closed, open] : [closed];
  if (usage.endpointBasis === 'unknown' && weights !== 'closed') readings.push({ level: 3, row: 'P3', reason: '', facts });
  const known = usage.model !== null && usage.model.id !== null && usage.endpointBasis !== 'unknown';
  return range('deployment', readings, known ? 'Whether its weights are open is not recorded.' : 'Which model or endpoint it is, is not shown here.');
}

function selfHosted(usage: Usage, view: Perspective): Reading[] {
  const seen = (claim: string): Reading['facts'] => [observed(claim, usage, ['weights', 'model-id'])];
  if (usage.weights === 'held')
    return [
      tested(
        {
          level: 3,
          row: 'P3',
          reason: 'Self-hosted with pinned weights: it keeps running when a supplier goes dark.',
          facts: seen('a revision is pinned or a local copy is named'),
        },
        view,
      ),
    ];
  if (usage.weights === 'pulled')
    return [
      {
        level: 2,
        row: 'P2',
        reason: 'Self-hosted, but the weights are fetched by name: a hub that is gone or changed stops the next start.',
        facts: seen('the weights are fetched by name'),
      },
    ];
  return [
    { level: 2, row: 'P2', reason: 'Self-hosted; whether its weights are pinned is not shown here.', facts: seen('the model runs on your side') },
    { level: 3, row: 'P3', reason: '', facts: [] },
  ];
}

/** Holding out when the supplier goes dark, and tried within the last twelve months: only the user can say so. */
function tested(reading: Reading, view: Perspective): Reading {
  const { exitTest, fact } = view.declared;
  if (exitTest === null) return reading;
  return {
    level: 4,
    row: 'P4',
    reason: `${reading.reason} That it works was last tried on ${exitTest.date}, as declared.`,
    facts: [...reading.facts, fact(CLAIM.exitTest(exitTest))],
  };
}
