import { expect, test } from 'vitest';
import { family, OPEN, problemsOf, SMALL } from './small-rules.ts';

const owned = (parent: string): string => (SMALL['organizations/harbour.yaml'] ?? '').replace('from: docs', `parent: ${parent}\nfrom: docs`);

test('owners that own each other are reported once, with the whole circle', () => {
  expect(problemsOf({ 'organizations/pier.yaml': owned('quay'), 'organizations/quay.yaml': owned('dock'), 'organizations/dock.yaml': owned('pier') })).toEqual([
    'organizations/dock.yaml:4:9 parent goes in a circle: dock -> pier -> quay -> dock',
  ]);
});

test('an owner who leads into a circle is not part of it', () => {
  expect(problemsOf({ 'organizations/pier.yaml': owned('quay'), 'organizations/quay.yaml': owned('quay') })).toEqual([
    'organizations/quay.yaml:4:9 parent goes in a circle: quay -> quay',
  ]);
});

test('a model cannot be its own base', () => {
  expect(problemsOf({ 'models/harbour/lighthouse.yaml': family(`${OPEN}    base: harbour/lighthouse-2\n`) })).toEqual([
    'models/harbour/lighthouse.yaml:11:11 base goes in a circle: harbour/lighthouse-2 -> harbour/lighthouse-2',
  ]);
});
