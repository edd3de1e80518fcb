import { expect, it } from 'vitest';
import { compact } from '../../src/report/compact.ts';
import { emptyReport, finding, hostileReport, report } from './sample-report.ts';

it('prints a line per open finding, worst first, and the verdict last', () => {
  const lines = compact(report()).split('\n');
  expect(lines).toHaveLength(7);
  expect(lines[0]).toBe(
    'app/llm/client.py:12:9: high data/no-transfer-basis: Prompts of deepseek-v4-pro go to CN. No EU adequacy decision for CN is recorded as of 2026-11-22.',
  );
  expect(lines[5]).toBe('verdict: ACCESS: 6 of 6 layers are missing under EU, regulated entity, as of 2026-11-22; risk index 92 of 100');
});

it('keeps a hostile path on one line', () => {
  expect(compact(hostileReport()).split('\n')).toHaveLength(3);
});

it('gives a finding without a place a harmless one', () => {
  expect(compact(report({ findings: [finding({ evidence: [], message: 'Single point of failure.' })] }))).toContain(
    '.:1:1: high cloud/foreign-operator: Single',
  );
});

it('says that there was nothing', () => {
  expect(compact(emptyReport())).toBe('verdict: NO AI FOUND as of 2026-11-22\n');
});
