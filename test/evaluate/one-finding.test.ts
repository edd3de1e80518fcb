import { expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { findingsOf } from '../../src/evaluate/findings.ts';
import type { Usage } from '../../src/model/usage.ts';
import { evidence } from '../report/sample-report.ts';
import { INDEX, usage, view } from '../support/judgement.ts';

const home = view(['EU']);
const findings = (usages: readonly Usage[]) =>
  findingsOf(
    usages.map((each) => ({ usage: each, assessment: assess(each, INDEX, home) })),
    INDEX,
    home,
  );
const seen = (path: string, line: number) => [evidence(path, line, 'api.example.test')];
const sure = usage({ id: 'u-1', evidence: seen('app/a.py', 3) });
const mention = usage({ id: 'u-2', confidence: 'low', endpoint: null, evidence: seen('app/b.py', 9) });

test('no two findings share a fingerprint, whatever their severities', () => {
  const all = findings([sure, mention, usage({ id: 'u-3', operator: 'jade', place: 'CN', evidence: seen('app/c.py', 1) })]);
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
});

test('one cause at two severities is one finding, at the worse, over both usages', () => {
  const both = usage({ id: 'u-4', confidence: 'low', evidence: seen('app/d.py', 2) });
  const [alone, together] = [findings([sure]), findings([both, sure])];
  expect(together.map(({ rule, severity }) => [rule, severity])).toEqual(alone.map(({ rule, severity }) => [rule, severity]));
  expect(together[0]?.usages).toEqual(expect.arrayContaining(['u-1', 'u-4']));
});

test('moved lines and renamed files leave every fingerprint alone', () => {
  const moved = usage({ id: 'u-9', evidence: seen('lib/renamed.py', 300) });
  expect(findings([moved]).map(({ fingerprint }) => fingerprint)).toEqual(findings([sure]).map(({ fingerprint }) => fingerprint));
});

test('what tests do never hides what production does', () => {
  const inTests = usage({ id: 'u-5', scope: 'test', evidence: seen('tests/a.py', 3) });
  const known = new Set(findings([inTests]).map(({ fingerprint }) => fingerprint));
  expect(findings([inTests, sure]).some(({ fingerprint }) => !known.has(fingerprint))).toBe(true);
  expect(findings([sure]).some(({ fingerprint }) => known.has(fingerprint))).toBe(false);
});
