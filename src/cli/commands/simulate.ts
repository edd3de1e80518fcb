import { simulateAudit } from '../../audit/index.ts';
import { findConfig, loadConfig } from '../../config/index.ts';
import { simulationJson, simulationText } from '../../report/simulation.ts';
import { UsageError } from '../../util/errors.ts';
import { inertLines } from '../../util/inert-lines.ts';
import { auditCommand } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Streams } from '../streams.ts';
import type { RawSimulateFlags } from './simulate-flags.ts';

/** `sovaudit simulate`: one scan, two judgements; of a report or a fleet report no scan at all. A what-if is no gate: it exits 0 whatever stops. */
export async function runSimulate(path: string, flags: RawSimulateFlags, streams: Streams, now: Date): Promise<ExitCode> {
  const { deny = [], cut = [], relicense = [], event = [], scenario = [] } = flags;
  if (deny.length + cut.length + relicense.length + event.length + scenario.length === 0) {
    throw new UsageError('simulate: no what-if given', 'use --deny, --cut, --relicense, --event or --scenario');
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
  streams.stdout.write(flags.json ? simulationJson(result) : inertLines(simulationText(result)));
  return EXIT.ok;
}

function weights(text: string): 'open' | 'closed' | 'all' {
  if (text === 'open' || text === 'closed' || text === 'all') return text;
  throw new UsageError(`--weights: found "${text}"`, 'expected one of closed, open, all');
}
