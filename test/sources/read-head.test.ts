import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReadBuffer, readHead } from '../../src/sources/read.ts';
import { repository } from '../support/repository.ts';

test('no more than the head is read, and the size of the whole is told', () => {
  const root = repository({ 'a.gguf': Buffer.alloc(5000, 1) });
  expect(readHead(join(root, 'a.gguf'), createReadBuffer(), 100)).toEqual({ kind: 'read', length: 100, size: 5000 });
});

test('binary content is welcome here', () => {
  const root = repository({ 'a.gguf': Buffer.from([0, 0, 1]) });
  expect(readHead(join(root, 'a.gguf'), createReadBuffer(), 100)).toEqual({ kind: 'read', length: 3, size: 3 });
});

test('a file that is gone is missing', () => {
  expect(readHead(join(repository({}), 'a.gguf'), createReadBuffer(), 100)).toMatchObject({ kind: 'skipped', reason: 'missing' });
});
