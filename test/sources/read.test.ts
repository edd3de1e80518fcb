import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createReadBuffer, decode, readBytes } from '../../src/sources/read.ts';

const onPosix = process.platform !== 'win32';
const asRoot = process.getuid?.() === 0;
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sovaudit-read-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function readText(path: string): string | null {
  const buffer = createReadBuffer();
  const outcome = readBytes(path, buffer);
  return outcome.kind === 'read' ? decode(buffer.bytes, outcome.length).text : null;
}

describe('reading a file', () => {
  test('gives its text', () => {
    expect(readText(file('greeting.py', 'print("grüße")\n'))).toBe('print("grüße")\n');
  });

  test('an empty file is read', () => {
    expect(readText(file('empty.py', ''))).toBe('');
  });

  test('the buffer grows to a file larger than itself', () => {
    const text = 'x = 1\n'.repeat(200_000);
    expect(readText(file('large.py', text))).toBe(text);
  });

  test('nothing of an earlier, longer file shines through', () => {
    const buffer = createReadBuffer();
    readBytes(file('long.py', 'a'.repeat(1000)), buffer);
    const outcome = readBytes(file('short.py', 'b = 2'), buffer);
    expect(outcome.kind === 'read' && decode(buffer.bytes, outcome.length).text).toBe('b = 2');
  });

  test('bytes of no text with a NUL in the first 8 KiB make it binary', () => {
    expect(readBytes(file('blob.dat', Buffer.from(Array.from({ length: 100 }, (_, at) => at % 20))), createReadBuffer())).toEqual({
      kind: 'skipped',
      reason: 'binary',
    });
  });

  test('a NUL far behind does not', () => {
    const bytes = Buffer.alloc(10_000, 65);
    bytes[9000] = 0;
    expect(readBytes(file('late.txt', bytes), createReadBuffer())).toEqual({ kind: 'read', length: 10_000 });
  });

  test('a binary file before it does not make a text file binary', () => {
    const buffer = createReadBuffer();
    readBytes(file('blob2.dat', Buffer.alloc(100)), buffer);
    expect(readBytes(file('plain.txt', 'plain'), buffer).kind).toBe('read');
  });

  test.each([
    ['little', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('OPENAI_MODEL=écho', 'utf16le')])],
    ['big', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('OPENAI_MODEL=écho', 'utf16le').swap16()])],
  ])('UTF-16 with a %s-endian mark is decoded', (endian, bytes) => {
    expect(readText(file(`utf16-${endian}.env`, bytes))).toBe('OPENAI_MODEL=écho');
  });

  test('a UTF-8 mark is dropped', () => {
    expect(readText(file('bom.json', '\uFEFF{"ä":1}'))).toBe('{"ä":1}');
  });

  test('more bytes than the limit are not read', () => {
    expect(readBytes(file('huge.txt', 'x'.repeat(11)), createReadBuffer(), 10)).toEqual({
      kind: 'too-large',
      message: '11 bytes, more than the limit of 10: not read',
    });
  });

  test('a file that is gone is skipped', () => {
    expect(readBytes(join(folder, 'gone.py'), createReadBuffer())).toEqual({ kind: 'skipped', reason: 'missing' });
  });

  test('a folder is no file', () => {
    mkdirSync(join(folder, 'inner'));
    expect(readBytes(join(folder, 'inner'), createReadBuffer())).toEqual({ kind: 'skipped', reason: 'not-a-file' });
  });

  test.runIf(onPosix)('a symbolic link is not followed', () => {
    symlinkSync(file('target.py', 'secret'), join(folder, 'link.py'));
    expect(readBytes(join(folder, 'link.py'), createReadBuffer())).toEqual({ kind: 'skipped', reason: 'symlink' });
  });

  test.runIf(onPosix)('a named pipe neither blocks nor is read', () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(readBytes(join(folder, 'pipe'), createReadBuffer())).toEqual({ kind: 'skipped', reason: 'not-a-file' });
  });

  test.runIf(onPosix && !asRoot)('a file without permission is told', () => {
    const path = file('closed.py', 'x');
    chmodSync(path, 0);
    expect(readBytes(path, createReadBuffer())).toEqual({ kind: 'unreadable', message: 'no permission to read' });
  });
});

describe('decoding', () => {
  test('bytes that are not UTF-8 are replaced and told', () => {
    const bytes = Buffer.from([0x67, 0x72, 0xfc, 0xdf, 0x65]);
    expect(decode(bytes, bytes.length)).toEqual({ text: 'gr\uFFFD\uFFFDe', problem: 'not valid UTF-8: the bytes that are not were replaced' });
  });

  test('a replacement character that stands in the text is no problem', () => {
    const bytes = Buffer.from('\uFFFD');
    expect(decode(bytes, bytes.length)).toEqual({ text: '\uFFFD', problem: null });
  });
});
