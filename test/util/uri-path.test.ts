import { expect, it } from 'vitest';
import { uriPath } from '../../src/util/uri-path.ts';

it('encodes every segment and keeps the slashes', () => {
  expect(uriPath('app/[slug]/100% wanted?#1:é.ts')).toBe('app/%5Bslug%5D/100%25%20wanted%3F%231%3A%C3%A9.ts');
});

it('does not fail on half a surrogate pair', () => {
  expect(uriPath('odd\ud800.py')).toBe('odd%EF%BF%BD.py');
});
