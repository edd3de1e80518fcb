/** What the knowledge base says in reports: facts with dates, never a verdict of law. Every template of every entry. */
import { describe, expect, test } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/index.ts';

const { index } = await loadKnowledge([]);
const FORBIDDEN = /violat|complian|\bbanned\b|illegal|is accessed by|\bSEAL-\d/i;

const events = [...index.events.values()];
const texts: readonly (readonly [string, string])[] = [
  ...events.flatMap(({ id, name, segments }) => [
    [`${id} name`, name] as const,
    ...segments.flatMap((segment) => [
      [`${id} legal scope`, segment.legalScope] as const,
      [`${id} actual effect`, segment.actualEffect] as const,
      ...segment.effects.flatMap(({ reason, when }) => [[`${id} reason`, reason] as const, ...(when === null ? [] : [[`${id} question`, when.ask] as const])]),
    ]),
  ]),
  ...[...index.regimes.values()].flatMap(({ id, reach, status }) => [[`${id} reach`, reach] as const, [`${id} status`, status] as const]),
  ...[...index.checks.values()].flatMap(({ id, name, message, help, remediation }) =>
    [name, message, help, remediation].map((text) => [`${id}`, text] as const),
  ),
  ...[...index.scenarios.values()].flatMap(({ id, name, description, reason }) => [name, description, reason].map((text) => [id, text] as const)),
  ...[...index.licenses.values()].flatMap(({ id, gates }) => gates.map(({ text }) => [`${id} gate`, text] as const)),
  ...[...index.transfers.values()].flatMap((bases) => bases.flatMap(({ country, condition }) => (condition === null ? [] : [[country, condition] as const]))),
];

describe('every sentence of the knowledge base that a report prints', () => {
  test('judges nobody', () => {
    expect(texts.length).toBeGreaterThan(300);
    expect(texts.filter(([, text]) => FORBIDDEN.test(text))).toEqual([]);
  });

  test('of an effect is a whole sentence', () => {
    const reasons = texts.filter(([of]) => / (reason|question)$/.test(of));
    expect(reasons.filter(([, text]) => !/^\S.*[.?]$/s.test(text))).toEqual([]);
  });

  test('of a listing says what the list restricts, not the user', () => {
    const listings = texts.filter(([, text]) => /Entity List/.test(text));
    expect(listings.length).toBeGreaterThan(0);
    expect(listings.filter(([, text]) => /\byou (violate|breach|break)\b/i.test(text))).toEqual([]);
  });
});
