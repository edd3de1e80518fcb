import { describe, expect, test } from 'vitest';
import { fingerprintOf, modelSubject, serviceSubject, usageSubject } from '../../src/evaluate/fingerprint.ts';
import { usage } from '../support/judgement.ts';

test('rule and subject make a fingerprint of 32 hex digits, and it never changes', () => {
  expect(fingerprintOf('cloud/foreign-operator', 'openai@global')).toBe('39df792af1539cdc60c144e496bdd879');
});

test('another rule or another subject is another fingerprint, however they are cut', () => {
  const pairs = [
    ['cloud/a', 'b'],
    ['cloud/', 'ab'],
    ['cloud/a', 'c'],
    ['data/a', 'b'],
  ] as const;
  expect(new Set(pairs.map(([rule, subject]) => fingerprintOf(rule, subject))).size).toBe(pairs.length);
});

describe('the subject of a usage', () => {
  const moved = { evidence: [], id: 'u-other', confidence: 'low' as const };

  test('does not know where it stands in the code', () => {
    for (const subject of [serviceSubject, modelSubject, usageSubject]) expect(subject(usage(moved))).toBe(subject(usage()));
  });

  test('differs by service, place and model', () => {
    expect(serviceSubject(usage())).toBe('borealis-api@global');
    expect(serviceSubject(usage({ place: 'EU' }))).toBe('borealis-api@EU');
    expect(modelSubject(usage())).toBe('borealis/closed-5');
  });

  test('of two unknown endpoints differs by what is asked of them', () => {
    const nowhere = { service: null, endpoint: null };
    expect(serviceSubject(usage(nowhere))).not.toBe(serviceSubject(usage({ ...nowhere, model: null, sdk: { id: 'litellm', purl: '', name: 'litellm' } })));
  });
});
