import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReadBuffer, readBytes } from '../../src/sources/read.ts';
import { repository } from '../support/repository.ts';

// Files of the kernel say another size than they have: for a reader that is a file that changes between two calls, without any timing.
const GROWS = '/proc/self/status';
const SHRINKS = ['/sys/kernel/mm/transparent_hugepage/enabled', '/sys/kernel/uevent_seqnum', '/sys/power/state'].find(
  (path) => existsSync(path) && statSync(path).size > readFileSync(path).length,
);

test.runIf(existsSync(GROWS))('a file that grows while it is read is told', () => {
  const outcome = readBytes(GROWS, createReadBuffer());
  expect(outcome).toEqual({ kind: 'read', length: 0, problem: { code: 'unreadable', message: expect.stringContaining('changed while it was read') } });
});

test.runIf(SHRINKS !== undefined)('a file that gets shorter while it is read is told, and its rest is not what was read before', () => {
  const buffer = createReadBuffer();
  const path = SHRINKS as string;
  buffer.bytes.fill(120);
  const outcome = readBytes(path, buffer);
  expect([outcome.kind, outcome.kind === 'read' && outcome.problem?.code]).toEqual(['read', 'unreadable']);
  const length = outcome.kind === 'read' ? outcome.length : -1;
  expect([length < statSync(path).size, buffer.bytes[length]]).toEqual([true, 0]);
});

test.each([0, 1, 7, 4096, 300_000])('a file of %i bytes that stays as it is has no problem', (size) => {
  const root = repository({ 'text.txt': 'x'.repeat(size) });
  expect(readBytes(join(root, 'text.txt'), createReadBuffer())).toEqual({ kind: 'read', length: size });
});
