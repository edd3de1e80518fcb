import { describe, expect, test } from 'vitest';
import { extractWeights } from '../../../src/extract/weights/index.ts';
import type { WeightsCandidate } from '../../../src/model/candidate.ts';
import { gguf, lfsPointer, safetensors } from '../../support/weights-files.ts';

function read(path: string, bytes: Uint8Array, size = bytes.length): WeightsCandidate | undefined {
  return extractWeights(path, bytes, size).candidates[0] as WeightsCandidate | undefined;
}

describe('a GGUF header', () => {
  const pairs = { 'general.architecture': 'llama', 'general.name': 'Harbour 7B', 'general.license': 'mit', 'general.file_type': 15 };

  test('says what the weights are', () => {
    expect(read('a.gguf', gguf(pairs))?.says).toEqual({ architecture: 'llama', name: 'Harbour 7B', license: 'mit', quantisation: 'Q4_K_M' });
  });

  test('names the base model', () => {
    expect(read('a.gguf', gguf({ 'general.base_model.0.repo_url': 'https://hub.example/harbour/base' }))?.says.base).toBe('https://hub.example/harbour/base');
  });

  test('is whole when all of it is there', () => {
    expect(read('a.gguf', gguf(pairs, 2))?.state).toBe('whole');
  });

  test.each([10, 30, 60, 100])('cut after %i bytes is truncated', (length) => {
    expect(read('a.gguf', gguf(pairs, 2).subarray(0, length))?.state).toBe('truncated');
  });

  test('whose tensors have no room is truncated', () => {
    const whole = gguf(pairs, 50);
    expect(read('a.gguf', whole.subarray(0, whole.length - 1500))?.state).toBe('truncated');
  });

  test('longer than the head is read as far as the head goes', () => {
    const whole = gguf({ ...pairs, 'tokenizer.chat_template': 'x'.repeat(5000) });
    expect(read('a.gguf', whole.subarray(0, 300), whole.length)).toMatchObject({ state: 'whole', says: { name: 'Harbour 7B' } });
  });

  test('with lengths that cannot be is not followed', () => {
    const broken = gguf(pairs);
    broken.writeBigUInt64LE(2n ** 62n, 24);
    expect(read('a.gguf', broken)?.says).toEqual({});
  });

  test('that is none at all proves nothing', () => {
    expect(read('a.gguf', Buffer.alloc(500, 7))?.state).toBe('opaque');
  });
});

describe('a safetensors header', () => {
  test('says what its maker wrote into it', () => {
    expect(read('model.safetensors', safetensors({ 'modelspec.title': 'Harbour', base_model: 'harbour/base', format: 'pt' }))?.says).toEqual({
      name: 'Harbour',
      base: 'harbour/base',
    });
  });

  test('whose last tensor ends behind the file is truncated', () => {
    const whole = safetensors({ format: 'pt' }, 64);
    expect(read('model.safetensors', whole.subarray(0, whole.length - 1))?.state).toBe('truncated');
  });

  test('is whole to the last byte', () => {
    expect(read('model.safetensors', safetensors({ format: 'pt' }, 64))?.state).toBe('whole');
  });

  test('longer than the head still gives its metadata', () => {
    const whole = safetensors({ base_model: 'harbour/base' }, 64);
    expect(read('model.safetensors', whole.subarray(0, whole.length - 80), whole.length)?.says).toEqual({ base: 'harbour/base' });
  });

  test('that is broken says nothing', () => {
    expect(read('model.safetensors', Buffer.concat([safetensors({}).subarray(0, 8), Buffer.from('{"broken')]), 4000)?.says).toEqual({});
  });
});

describe('a pointer in place of a file', () => {
  test('is no file of weights, and says how large that is', () => {
    expect(read('a.gguf', lfsPointer(4_000_000))).toMatchObject({ state: 'pointer', size: 4_000_000 });
  });

  test('of git-annex is one as well', () => {
    expect(read('a.onnx', Buffer.from('/annex/objects/SHA256E-s4096--abc.onnx\n'))).toMatchObject({ state: 'pointer', size: 4096 });
  });
});

describe('the name', () => {
  test.each(['pytorch_model.bin', 'adapter_model.bin', 'model-00001-of-00003.bin', 'detector.onnx', 'net.pt', 'tf_model.h5'])('%s holds weights', (path) => {
    expect(read(path, Buffer.alloc(64, 1))).toBeDefined();
  });

  test.each(['table.bin', 'firmware.bin', 'frame.pkl', 'array.npy', 'survey.h5'])('%s holds data', (path) => {
    expect(read(path, Buffer.alloc(64, 1))).toBeUndefined();
  });

  test('of an empty file holds nothing', () => {
    expect(read('a.pt', Buffer.alloc(0))?.state).toBe('truncated');
  });
});
