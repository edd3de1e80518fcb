/**
 * What is unknown about a usage is opened into the situations it could be. Each table is then read once per situation, and the level is the
 * range over them: an unknown never becomes a default.
 */
import type { Usage } from '../model/usage.ts';
import type { Perspective } from './perspective.ts';

/** One situation a usage could be in: who runs it, and where. */
export interface Scenario {
  /** The user runs it. */
  readonly self: boolean;
  /** Operator controlled from home. */
  readonly homeOperator: boolean;
  /** Country the operator is controlled from; null when foreign but unknown. */
  readonly controller: string | null;
  readonly place: string | null;
  /** What is assumed here because nobody knows; null when nothing is. */
  readonly assumption: string | null;
}

/** All situations the facts of a usage allow. */
export function scenariosOf(usage: Usage, view: Perspective): Scenario[] {
  const place = usage.endpoint?.place ?? null;
  // Run by the user, but declared to stand somewhere: then it is that place that counts.
  if (usage.route === 'self-hosted' && (place === null || place === 'premises')) return [SELF];
  const shown = knownScenarios(usage, view);
  if (usage.endpointBasis !== 'unknown') return shown;
  return [...shown, elsewhere(usage, view)];
}

const SELF: Scenario = { self: true, homeOperator: true, controller: null, place: 'premises', assumption: null };

function knownScenarios(usage: Usage, view: Perspective): Scenario[] {
  const operator = usage.service?.operator ?? null;
  const place = usage.endpoint?.place ?? null;
  const controller = operator?.controller ?? operator?.country ?? null;
  if (operator?.id === 'self' && controller === null) return [home(view, place, 'its operator is at home')];
  const operators =
    controller === null ? [foreign(place, 'its operator is foreign'), home(view, place, 'its operator is at home')] : [of(view, controller, place, null)];
  if (place !== null) return operators;
  return operators.flatMap((scenario) => [
    { ...scenario, place: 'global', assumption: scenario.assumption ?? 'it may run anywhere' },
    ...(view.homeless ? [] : [{ ...scenario, place: homePlace(view), assumption: scenario.assumption ?? 'it may run at home' }]),
  ]);
}

function of(view: Perspective, controller: string, place: string | null, assumption: string | null): Scenario {
  return { self: false, homeOperator: view.isHome(controller), controller, place, assumption };
}

function foreign(place: string | null, assumption: string): Scenario {
  return { self: false, homeOperator: false, controller: null, place, assumption };
}

function home(view: Perspective, place: string | null, assumption: string): Scenario {
  return { self: false, homeOperator: !view.homeless, controller: view.policy.home[0] ?? null, place, assumption };
}

function homePlace(view: Perspective): string {
  return view.policy.home[0] ?? 'global';
}

/** The best case of an endpoint this repository does not show: open weights could run on own machines, a closed model in a home region. */
function elsewhere(usage: Usage, view: Perspective): Scenario {
  if (usage.model?.weights === 'closed') {
    return {
      self: false,
      homeOperator: false,
      controller: usage.model.developer.controller,
      place: homePlace(view),
      assumption: 'the endpoint is set elsewhere',
    };
  }
  return { ...SELF, assumption: 'the endpoint is set elsewhere' };
}
