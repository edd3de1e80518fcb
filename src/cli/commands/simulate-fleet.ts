import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SupposeOptions } from '../../audit/options.ts';
import { loadConfig } from '../../config/index.ts';
import { simulateFleet } from '../../fleet.ts';
import type { Fleet } from '../../model/fleet.ts';
import { fleetSimulationCsv, fleetSimulationJson, fleetSimulationText } from '../../report/fleet/simulation.ts';
import { UsageError } from '../../util/errors.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { date } from '../flag-values.ts';
import { partOf, repositoryLabel } from '../read-fleet.ts';
import type { Streams } from '../streams.ts';
import type { RawSimulateFlags } from './simulate-flags.ts';

/** What tells a report of ours from any other JSON file somebody may want audited. */
const OURS = /"name"\s*:\s*"sovaudit"/;

/** The fleet in a file, also that of a single report; null for a folder or a file that is neither. Throws `UsageError` for one that is damaged. */
export function fleetAt(path: string): Fleet | null {
  if (!/\.json(?:\.gz)?$/i.test(path) || !statSync(path, { throwIfNoEntry: false })?.isFile()) return null;
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  if (!OURS.test(text)) return null;
  const part = partOf(text, repositoryLabel(path));
  if ('problem' in part) throw new UsageError(`${path} ${part.problem}`, 'give a report of audit -f json or of merge -f json');
  return part.fleet;
}

/** `sovaudit simulate` on a fleet report: no repository is read again. It exits 0 whatever stops. */
export async function runFleetSimulation(fleet: Fleet, supposed: SupposeOptions, flags: RawSimulateFlags, streams: Streams): Promise<ExitCode> {
  const unused = (['include', 'exclude', 'scope'] as const).find((name) => flags[name] !== undefined);
  if (unused !== undefined) throw new UsageError(`--${unused} has no meaning for a report: its files are not read again`, 'leave it out');
  const config = await loadConfig(typeof flags.config === 'string' ? flags.config : null);
  const simulation = await simulateFleet(fleet, supposed, {
    rules: flags.rules ?? [],
    profiles: config.profiles,
    ...(config.declarations && { declarations: { ...config.declarations, path: null } }),
    ...(flags.profile !== undefined && { profile: flags.profile }),
    ...(flags.asOf !== undefined && { asOf: date('--as-of', flags.asOf) }),
  });
  if (flags.json && flags.csv) throw new UsageError('--json and --csv exclude each other', 'leave one out');
  streams.stdout.write(
    flags.json ? fleetSimulationJson(simulation) : flags.csv ? fleetSimulationCsv(simulation) : fleetSimulationText(simulation, flags.verbose ?? false),
  );
  return EXIT.ok;
}
