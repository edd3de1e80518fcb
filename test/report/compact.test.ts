import { expect, it } from 'vitest';
import { compact } from '../../src/report/compact.ts';
import { emptyReport, evidence, finding, hostileReport, report } from './sample-report.ts';

it('prints a line per open finding, worst first, then the failed gates, and the verdict with what was accepted last', () => {
  const lines = compact(report()).split('\n');
  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe(
    'app/llm/client.py:12:9: high data/no-transfer-basis: Prompts of deepseek-v4-pro go to CN. No EU adequacy decision for CN is recorded as of 2026-11-22.',
  );
  expect(lines[5]).toMatch(/^gate failed: fail-on high: 3 new findings are high or worse; to pass: resolve/);
  expect(lines[6]).toMatch(/^Incomplete: /);
  expect(lines[7]).toBe(
    'verdict: ACCESS: 6 of 6 layers are missing under the profile EU, regulated entity, as of 2026-11-22; risk index 92 of 100; accepted: 1 in the baseline, 1 suppressed',
  );
});

it('keeps a hostile path on one line', () => {
  expect(compact(hostileReport()).split('\n')).toHaveLength(5);
});

it('gives a finding without a place a harmless one', () => {
  expect(compact(report({ findings: [finding({ evidence: [], message: 'Single point of failure.' })] }))).toContain(
    '.:1:1: high cloud/foreign-operator: Single',
  );
});

it('says that there was nothing', () => {
  expect(compact(emptyReport())).toBe('verdict: NO AI FOUND as of 2026-11-22\n');
});

it('cannot be made to speak to a build server', () => {
  const text = compact(
    report({ findings: [finding({ message: 'see ##[error]owned and ##vso[task.setvariable]x', evidence: [evidence('::error ::owned.py', 1, 'x')] })] }),
  );
  expect(text).not.toMatch(/^\s*::/m);
  expect(text).not.toMatch(/##\[|##vso\[/);
});
