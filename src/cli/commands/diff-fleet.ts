import { compareFleets } from '../../evaluate/fleet/compare.ts';
import type { Fleet } from '../../model/fleet.ts';
import { fleetDifferenceJson, fleetDifferenceText } from '../../report/fleet/difference.ts';
import { UsageError } from '../../util/errors.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readPart } from '../read-fleet.ts';
import type { Streams } from '../streams.ts';

/** `sovaudit diff` of two fleet reports: repositories that came, went or stand otherwise. With `--fail-on-worse` 1 when one is worse. */
export function runFleetDiff(before: string, after: string, flags: { readonly json?: boolean; readonly failOnWorse?: boolean }, streams: Streams): ExitCode {
  const differences = compareFleets(fleetIn(before), fleetIn(after));
  streams.stdout.write(flags.json ? fleetDifferenceJson(differences) : fleetDifferenceText(differences));
  const worse = differences.some(({ changed }) => changed.some(({ direction }) => direction === 'worse'));
  return flags.failOnWorse && worse ? EXIT.gate : EXIT.ok;
}

function fleetIn(path: string): Fleet {
  const part = readPart({ path, label: path });
  if ('problem' in part) throw new UsageError(`${path} ${part.problem}`, 'give reports of merge -f json');
  return part.fleet;
}
