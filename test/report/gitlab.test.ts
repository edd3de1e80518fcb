import { expect, it } from 'vitest';
import { gitlab } from '../../src/report/gitlab.ts';
import { deepseekUsage, emptyReport, finding, hostileReport, report } from './sample-report.ts';

function issues(source = report()) {
  return JSON.parse(gitlab(source)) as { fingerprint: string; severity: string; description: string; location: { path: string; lines: { begin: number } } }[];
}

it('looks like golden/report.gitlab.json', async () => {
  await expect(gitlab(report())).toMatchFileSnapshot('golden/report.gitlab.json');
});

it('is an empty list when nothing is open', () => {
  expect(gitlab(emptyReport())).toBe('[]\n');
});

it('uses the five words of GitLab', () => {
  const findings = (['critical', 'high', 'medium', 'low'] as const).map((severity) => finding({ severity, fingerprint: severity }));
  expect(issues(report({ findings })).map(({ severity }) => severity)).toEqual(['blocker', 'critical', 'major', 'minor']);
});

it('gives every entry a fingerprint of its own, because GitLab drops repeated ones', () => {
  const findings = [finding(), finding({ severity: 'medium' })];
  expect(new Set(issues(report({ findings })).map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

it('names paths relative to the repository, without a leading dot', () => {
  for (const { location } of issues()) expect(location.path).not.toMatch(/^(\.\/|\/)/);
});

it('gives a finding about the whole repository the place of its usage, or a harmless one', () => {
  const findings = [finding({ evidence: [], usages: [deepseekUsage.id] }), finding({ fingerprint: 'b', severity: 'low', evidence: [], usages: [] })];
  expect(issues(report({ findings })).map(({ location }) => location)).toEqual([
    { path: 'app/llm/client.py', lines: { begin: 12 } },
    { path: '.', lines: { begin: 1 } },
  ]);
});

it('has no byte order mark and no raw control character', () => {
  expect(gitlab(hostileReport())).toMatch(/^\[[\n\x20-\x7e]*\]\n$/);
});
