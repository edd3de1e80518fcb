import { describe, expect, it } from 'vitest';
import { basisWords, organizationWords, placeWords, severityCounts } from '../../src/report/words.ts';
import { deepseekUsage, finding, organization } from './sample-report.ts';

describe('an organization in words', () => {
  it.each([
    [organization('a', 'Example AI', 'SE'), 'Example AI (SE)'],
    [organization('a', 'Example AI', 'IE', 'US'), 'Example AI (IE, controlled from the US)'],
    [organization('a', 'Example AI', 'IE', null), 'Example AI (IE, controller unknown)'],
    [organization('a', 'Example AI', null, 'US'), 'Example AI (seat unknown, controlled from the US)'],
    [organization('a', 'Example AI', null, null), 'Example AI (country unknown)'],
  ])('names seat and control as far as they are known: %o', (ref, words) => {
    expect(organizationWords(ref)).toBe(words);
  });
});

describe('how a statement is known, in words', () => {
  it.each([
    ['read', '2026-11-02', 'read 2026-11-02'],
    ['inherited', '2026-11-02', 'read for its entry 2026-11-02'],
    ['background', null, 'background'],
  ] as const)('%s', (basis, asOf, words) => {
    expect(basisWords({ basis, asOf })).toBe(words);
  });
});

describe('a place in words', () => {
  const at = (place: string | null, region: string | null = null) => placeWords({ ...deepseekUsage, endpoint: { host: null, region, country: null, place } });

  it.each([
    [at('SE'), 'SE'],
    [at('SE', 'swedencentral'), 'SE (swedencentral)'],
    [at('global'), 'anywhere (global endpoint)'],
    [at('premises'), 'your own machines'],
    [at(null, 'eu-somewhere-9'), 'eu-somewhere-9, country unknown'],
    [at(null), 'unknown place'],
    [placeWords({ ...deepseekUsage, endpoint: null }), 'unknown place'],
    [placeWords({ ...deepseekUsage, endpoint: null, route: 'self-hosted' }), 'your own machines'],
  ])('%s', (words, expected) => {
    expect(words).toBe(expected);
  });
});

it('counts findings by severity, worst first', () => {
  expect(severityCounts([finding({ severity: 'low' }), finding({ severity: 'critical' }), finding({ severity: 'low' })])).toBe('1 critical, 2 low');
  expect(severityCounts([])).toBe('none');
});
