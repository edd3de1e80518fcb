/** Limits in licenses (users, revenue) against the figures the user declares. */
import type { DeclaredOrganization } from '../model/declaration.ts';
import type { License, LicenseGate } from '../model/entity.ts';

/**
 * `undeclared`: the figure is not declared. `unclear`: it is, but cannot settle this limit. `above-some`: above a limit that binds only some
 * businesses. `notice`: above a limit beyond which a notice must be shown.
 */
export type GateState = 'exceeded' | 'within' | 'above-some' | 'notice' | 'unclear' | 'undeclared';

/** A limit of users or revenue, how the declared figure stands to it, and the figure as a claim. */
export interface JudgedGate {
  readonly gate: LicenseGate;
  readonly state: GateState;
  readonly claim: string | null;
}

/** The limits a declared figure could settle; conditions of other kinds are not among them. */
export function gateStates(license: License, organization: DeclaredOrganization | null): JudgedGate[] {
  return license.gates
    .filter(({ kind }) => kind !== 'other')
    .map((gate): JudgedGate => {
      const figure = gate.kind === 'users' ? (organization?.monthlyUsers ?? null) : (organization?.revenueUsd ?? null);
      if (figure === null) return { gate, state: 'undeclared', claim: null };
      const claim = gate.kind === 'users' ? `declared: ${figure} monthly users` : `declared: yearly revenue of USD ${figure}`;
      return { gate, state: stateOf(gate, figure), claim };
    });
}

function stateOf(gate: LicenseGate, figure: number): GateState {
  const { over } = gate;
  if (over === null || (gate.currency !== undefined && gate.currency !== 'USD')) return 'unclear';
  // No part of it, no single day or month can be more than the whole.
  if (figure <= over) return 'within';
  if (gate.kind === 'users' && gate.per === 'day') return 'unclear';
  if (gate.kind === 'revenue' && gate.per === 'month' && figure / 12 <= over) return 'unclear';
  if (gate.duty === 'notice') return 'notice';
  return gate.applies === 'some' ? 'above-some' : 'exceeded';
}
