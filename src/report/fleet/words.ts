import { SEVERITIES } from '../../model/entity.ts';
import type { FleetGroup, FleetReport, FleetSpread } from '../../model/fleet.ts';
import { count } from '../words.ts';

/** `1 repository`, `3 repositories`. */
export function repositories(number: number): string {
  return count(number, 'repository', 'repositories');
}

/** The profile of a group in words, with its scope where it has one. */
export function groupProfile({ profileName, profileScope }: Pick<FleetGroup, 'profileName' | 'profileScope'>): string {
  return profileScope === null ? profileName : `${profileName} (${profileScope})`;
}

/** Days of a group: one, or the first and the last. */
export function daysWords(days: readonly string[]): string {
  const [first = 'no day'] = days;
  const last = days.at(-1) ?? first;
  return first === last ? first : `${first} to ${last}`;
}

/** How many repositories have AI, and how many of them miss how much. */
export function verdictWords({ verdicts, ranking }: FleetGroup): string {
  const withAi = ranking.length - verdicts.none;
  const share = (number: number): string => (withAi === 0 ? '' : ` (${percent(number, withAi)})`);
  return `${withAi} of ${repositories(ranking.length)} ${withAi === 1 ? 'uses' : 'use'} AI: ${verdicts.access} access${share(verdicts.access)}, ${verdicts.dependency} dependency${share(verdicts.dependency)}, ${verdicts.sovereign} without a missing layer${share(verdicts.sovereign)}`;
}

/** `42 %`; `under 1 %` for what is not nothing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '0 %';
  const share = (100 * part) / whole;
  return share > 0 && share < 1 ? 'under 1 %' : `${Math.round(share)} %`;
}

/** What the concentration says, with how it is worked out: a figure nobody can check is no figure. */
export function spreadWords({ callPaths, own, unknown, largestShare, concentration, equalControllers }: FleetSpread): string {
  const known = callPaths - own - unknown;
  const nobody = unknown === 0 ? '' : `, of ${unknown} nobody knows where they end`;
  const rest = `${own} of ${count(callPaths, 'call path')} ${own === 1 ? 'ends' : 'end'} on own machines${nobody}`;
  if (largestShare === null || concentration === null || equalControllers === null) return `${rest}.`;
  return `Of the ${known} that end at a known controller the largest has ${Math.round(largestShare * 100)} %; they are spread as over ${equalControllers} of equal share (concentration ${concentration}: the sum of the squared shares, 1 is a single controller). ${rest}.`;
}

/** What of a fleet must be known before its figures are believed: groups, reports that do not count, repositories named by a file. */
export function cautions(report: FleetReport, group: FleetGroup): string[] {
  const ids = new Set(group.ranking);
  const counted = report.entries.filter(({ id }) => ids.has(id));
  const byFile = counted.filter(({ from }) => from === 'file').length;
  const ranges = counted.filter(({ verdict }) => verdict.range.length > 1).length;
  const declared = counted.filter((entry) => entry.declared).length;
  const { asOf, knowledge, tools, superseded, disputed, incomplete, mentionsOnly } = group;
  return [
    ...(asOf.length > 1 ? [`judged on different days (${asOf.length}: ${daysWords(asOf)})`] : []),
    ...(knowledge.length > 1 ? [`judged with different knowledge bases (${knowledge.join(', ')})`] : []),
    ...(tools.length > 1 ? [`made by different versions of sovaudit (${tools.join(', ')})`] : []),
    ...(superseded > 0 ? [`${count(superseded, 'report')} ${superseded === 1 ? 'does' : 'do'} not count: there is another of the same repository`] : []),
    ...(disputed.length > 0 ? [`${repositories(disputed.length)} with several reports of one day that differ, the worst counts: ${some(disputed, 5)}`] : []),
    ...(ranges > 0 ? [`${repositories(ranges)} whose verdict is a range because facts are unknown: the worse end is counted`] : []),
    ...(mentionsOnly > 0
      ? [`${repositories(mentionsOnly)} where AI is only mentioned (a key's name, a declared package) and nothing was seen to call it`]
      : []),
    ...(incomplete > 0 ? [`${repositories(incomplete)} with files that could not be read or parsed`] : []),
    ...(declared > 0 ? [`${repositories(declared)} judged with declared facts`] : []),
    ...(byFile > 0 ? [`${repositories(byFile)} known by the name of the report only (no remote, no --name)`] : []),
  ];
}

/** `3 critical in 2, 4 high in 3 repositories`; none. */
export function findingCounts({ findings }: FleetGroup): string {
  const counts = SEVERITIES.filter((severity) => findings[severity].findings > 0).map(
    (severity) => `${findings[severity].findings} ${severity} in ${findings[severity].repositories}`,
  );
  return counts.length === 0 ? 'none' : `${counts.join(', ')} repositories`;
}

/** The first few and how many more. */
export function some(items: readonly string[], most: number): string {
  const left = items.length - most;
  return `${items.slice(0, most).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
