import { expect, test } from 'vitest';
import { namedReason } from '../../src/evaluate/named-reason.ts';
import type { Restriction } from '../../src/model/usage.ts';
import { modelSide, usage } from '../support/judgement.ts';

const because = (reason: string) => ({ reason }) as Restriction;

test('a reason without a name says whom it is about', () => {
  expect(namedReason(because('Barred in public administration.'), usage({ model: modelSide('jade/open-4') }))).toBe(
    'Jade Labs: Barred in public administration.',
  );
});

test('a reason that names it already stays as it is', () => {
  const used = usage({ model: modelSide('jade/open-4') });
  const name = used.model?.developer.name ?? '';
  expect(namedReason(because(`${name} is barred.`), used)).toBe(`${name} is barred.`);
});
