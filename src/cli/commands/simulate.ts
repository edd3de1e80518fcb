import { simulateAudit } from '../../audit.ts';
import { findConfig, loadConfig } from '../../config/index.ts';
import { simulationJson, simulationText } from '../../report/simulation.ts';
import { UsageError } from '../../util/errors.ts';
import { auditCommand, type RawAuditFlags } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';

/** Flags of `simulate` as commander gives them. */
export interface RawSimulateFlags extends Pick<RawAuditFlags, 'profile' | 'asOf' | 'config' | 'rules' | 'include' | 'exclude' | 'scope'> {
  readonly deny?: string[];
  readonly weights?: string;
  readonly cut?: string[];
  readonly relicense?: string[];
  readonly event?: string[];
  readonly scenario?: string[];
  readonly json?: boolean;
  /** Fleet: a row for each call path that stops. */
  readonly csv?: boolean;
  readonly verbose?: boolean;
}

/** `sovaudit simulate`: one scan, two judgements; of a report or a fleet report no scan at all. A what-if is no gate: it exits 0 whatever stops. */
export async function runSimulate(path: string, flags: RawSimulateFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const { deny = [], cut = [], relicense = [], event = [], scenario = [] } = flags;
  if (deny.length + cut.length + relicense.length + event.length + scenario.length === 0) {
    throw new UsageError('simulate: nothing is supposed', 'use --deny, --cut, --relicense, --event or --scenario');
  }
  const supposed = { deny, cut, relicense, events: event, scenarios: scenario, weights: weights(flags.weights ?? 'all') };
  if (/\.json(?:\.gz)?$/i.test(path)) {
    const { fleetAt, runFleetSimulation } = await import('./simulate-fleet.ts');
    const fleet = fleetAt(path);
    if (fleet !== null) return runFleetSimulation(fleet, supposed, flags, streams);
  }
  if (flags.csv) throw new UsageError('--csv is for fleet reports', 'use --json');
  const config = await loadConfig(flags.config === false ? null : (flags.config ?? findConfig(path)));
  const { audit } = auditCommand(path, flags, config, now);
  const result = await simulateAudit(audit, supposed);
  streams.stdout.write(flags.json ? simulationJson(result) : simulationText(result));
  return EXIT.ok;
}

function weights(text: string): 'open' | 'closed' | 'all' {
  if (text === 'open' || text === 'closed' || text === 'all') return text;
  throw new UsageError(`--weights: found "${text}"`, 'expected one of closed, open, all');
}
