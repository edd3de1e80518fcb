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

  const sdk = { id: 'litellm', purl: '', name: 'litellm' };
  const dark = { service: null, endpoint: null, model: null };

  test('nobody knows anything of is still a subject', () => {
    expect([serviceSubject(usage(dark)), modelSubject(usage(dark))]).toEqual(['unknown()@', 'unknown']);
  });

  test('without a model is named by the service, else by the library', () => {
    expect([modelSubject(usage({ model: null })), modelSubject(usage({ ...dark, sdk }))]).toEqual(['borealis-api', 'unknown(litellm)']);
    expect(serviceSubject(usage({ ...dark, sdk }))).toBe('unknown(litellm)@');
  });

  test('with a model nobody knows is named by what the code asks for', () => {
    const model = { ...usage().model, id: null, requested: 'house-model-7' } as never;
    expect([modelSubject(usage({ model })), serviceSubject(usage({ service: null, endpoint: null, model }))]).toEqual([
      'house-model-7',
      'unknown(house-model-7)@',
    ]);
  });

  test('for a rule of the own is the whole path, without what is not there', () => {
    expect([usageSubject(usage({ sdk })), usageSubject(usage(dark))]).toEqual(['borealis-api@global borealis/closed-5 litellm chat', 'unknown()@ chat']);
  });
});
