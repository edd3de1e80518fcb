import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildPrefilter } from '../../src/prefilter/build.ts';
import { findAll, mayContain } from '../../src/prefilter/scan.ts';
import { readPrefilter, writePrefilter } from '../../src/prefilter/serialize.ts';
import { findAllSlowly } from './aho-corasick.ts';

/** The text at the start of a buffer that goes on with leftovers, as after reading a longer file. */
function within(text: string, leftovers = ''): { readonly bytes: Uint8Array; readonly length: number } {
  const bytes = Buffer.alloc(Buffer.byteLength(text + leftovers) + 16);
  bytes.write(text + leftovers);
  return { bytes, length: Buffer.byteLength(text) };
}

/** A small generator with a seed, so that a failure can be repeated. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

const LITERALS = ['acme-large-2', 'acme-large', 'large-2', 'api.acme.test', 'ACME_API_KEY', 'acmes', 'import acme', 'größe-1', '\nacme\n'];

describe('finding literals in bytes', () => {
  const prefilter = buildPrefilter(LITERALS);
  const named = (text: string): string[] => {
    const { bytes, length } = within(text);
    return findAll(prefilter, bytes, length).map(({ literal, offset }) => `${LITERALS[literal]}@${offset}`);
  };

  test('overlapping literals are all found', () => {
    expect(named('model = "acme-large-2"')).toEqual(['acme-large-2@9', 'acme-large@9', 'large-2@14']);
  });

  test('case is ignored', () => {
    expect(named('Acme_Api_Key')).toEqual(['ACME_API_KEY@0']);
  });

  test('a literal that counts only where a word begins is not found within a longer one', () => {
    const bounded = buildPrefilter(['\bring_lite']);
    const has = (text: string): boolean => mayContain(bounded, within(text).bytes, Buffer.byteLength(text));
    expect([has('# frozen_string_literal: true'), has('model: ring_lite'), has('ring_lite'), has('inclusion/ring_lite')]).toEqual([false, true, true, true]);
  });

  test('a literal that counts only where a word ends is not found where one goes on', () => {
    const bounded = buildPrefilter(['\bcommand_r\b', 'ring-2\b']);
    const has = (text: string): boolean => mayContain(bounded, within(text).bytes, Buffer.byteLength(text));
    expect([has('command_request'), has('ring-25'), has('command_r7b'), has('command_r'), has('ring-2x'), has('ring-2, ring-25')]).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });

  test('where names count for nothing, words within identifiers do not count either, but those in texts do', () => {
    const bounded = buildPrefilter(['\bacme_3']);
    const has = (text: string, names: boolean): boolean => mayContain(bounded, within(text).bytes, Buffer.byteLength(text), names);
    expect(['clocks[CLK_ACME_3M]', '\tCLK_ACME_3M', 'X_ACME_3'].map((text) => has(text, false))).toEqual([false, false, false]);
    expect(['"owner_acme_3"', '"models/owner_acme_3"', 'f(ACME_3)', '"acme_3"'].map((text) => has(text, false))).toEqual([true, true, true, true]);
    expect(has('clocks[CLK_ACME_3M]', true)).toBe(true);
  });

  test('names can be left out, texts that are no names cannot', () => {
    const named = buildPrefilter(['\vacme_client', 'acme-large-2']);
    const has = (text: string, names: boolean): boolean => mayContain(named, within(text).bytes, Buffer.byteLength(text), names);
    expect([has('acme_client', true), has('acme_client', false), has('acme_client acme-large-2', false)]).toEqual([true, false, true]);
  });

  test('a mark counts only when all literals that are one carry it', () => {
    const { bytes, length } = within('command_request');
    expect(mayContain(buildPrefilter(['command_r\b', 'Command_R']), bytes, length)).toBe(true);
  });

  test('bytes that only fold together are told apart', () => {
    // `-` and CR, `_` and DEL differ in bit 0x20 only.
    expect(named('acme\rlarge\r2 ACME\x7fAPI\x7fKEY')).toEqual([]);
  });

  test('text beyond ASCII is compared byte by byte', () => {
    expect(named('größe-1 GRÖSSE-1')).toEqual(['größe-1@0']);
  });

  test('an empty text holds nothing', () => {
    expect(named('')).toEqual([]);
  });

  test('leftovers behind the text are not searched', () => {
    const { bytes, length } = within('see acme-larg', 'e-2');
    expect([findAll(prefilter, bytes, length), mayContain(prefilter, bytes, length)]).toEqual([[], false]);
  });

  test('a literal that begins before the text would is not found', () => {
    expect(named('cme-large-2')).toEqual(['large-2@4']);
  });

  test.each(LITERALS)('%j is found at every alignment and at both ends of the text', (literal) => {
    for (let before = 0; before < 9; before++) {
      for (let after = 0; after < 9; after++) {
        const { bytes, length } = within('x'.repeat(before) + literal + 'x'.repeat(after), literal);
        expect(findAll(prefilter, bytes, length)).toContainEqual({ literal: LITERALS.indexOf(literal), offset: before });
        expect(mayContain(prefilter, bytes, length)).toBe(true);
      }
    }
  });

  test('bytes at an odd address are searched as well', () => {
    const { bytes } = within('   api.acme.test');
    expect(findAll(prefilter, bytes.subarray(3), 13)).toEqual([{ literal: 3, offset: 0 }]);
  });

  test('a limit ends the search', () => {
    const { bytes, length } = within('acmes '.repeat(100));
    expect(findAll(prefilter, bytes, length, 7)).toHaveLength(7);
  });

  test('no literals find nothing', () => {
    const { bytes, length } = within('acme-large-2');
    expect(mayContain(buildPrefilter([]), bytes, length)).toBe(false);
  });
});

describe('agreement with an automaton', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => seed + 1))('on random text, seed %i', (seed) => {
    const random = createRandom(seed);
    // Few letters, so that literals overlap, share grams and nearly match.
    const alphabet = ['a', 'b', 'A', '-', '\r', '_', 'ä'].slice(0, 2 + random(6));
    const word = (size: number): string => Array.from({ length: size }, () => alphabet[random(alphabet.length)] ?? '').join('');
    const literals = Array.from({ length: 1 + random(40) }, () => word(5 + random(8)));
    const { bytes, length } = within(word(random(600)), word(20));
    const expected = findAllSlowly(literals, bytes, length);
    const prefilter = buildPrefilter(literals);
    expect(findAll(prefilter, bytes, length)).toEqual(expected);
    expect(mayContain(prefilter, bytes, length)).toBe(expected.length > 0);
  });

  test('on the sources of this program, with literals cut out of them', () => {
    const folder = join(import.meta.dirname, '../../src');
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .sort();
    const texts = paths.map((path) => readFileSync(join(folder, path), 'utf8'));
    const random = createRandom(11);
    const literals = Array.from({ length: 400 }, () => {
      const text = texts[random(texts.length)] ?? '';
      const start = random(text.length);
      return text.slice(start, start + 5 + random(20));
    }).filter((literal) => Buffer.byteLength(literal) >= 5);
    const prefilter = buildPrefilter(literals);
    for (const text of texts) {
      const { bytes, length } = within(text);
      expect(findAll(prefilter, bytes, length)).toEqual(findAllSlowly(literals, bytes, length));
    }
  });
});

describe('building', () => {
  test('literals that differ only in case are known by the first', () => {
    const { bytes, length } = within('mistral');
    expect(findAll(buildPrefilter(['Mistral', 'mistral']), bytes, length)).toEqual([{ literal: 0, offset: 0 }]);
  });

  test('a literal too short to be found is refused', () => {
    expect(() => buildPrefilter(['groq'])).toThrow('literal "groq" has fewer than 5 bytes');
  });

  test('length counts in bytes', () => {
    expect(() => buildPrefilter(['größ'])).not.toThrow();
  });

  test('the same literals give the same index', () => {
    expect(writePrefilter(buildPrefilter(LITERALS))).toEqual(writePrefilter(buildPrefilter([...LITERALS])));
  });
});

describe('as bytes', () => {
  test('an index comes back as it was', () => {
    const prefilter = buildPrefilter(LITERALS);
    expect(readPrefilter(writePrefilter(prefilter))).toEqual(prefilter);
  });

  test('also from an odd address', () => {
    const written = writePrefilter(buildPrefilter(LITERALS));
    const shifted = new Uint8Array(written.length + 1);
    shifted.set(written, 1);
    expect(readPrefilter(shifted.subarray(1))).toEqual(buildPrefilter(LITERALS));
  });
});
