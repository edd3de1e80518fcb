/** A model's own name: which model it is, whose, and how sure that is. */
import { describe, expect, test } from 'vitest';
import { readName } from '../../src/match/model-name.ts';
import { SMALL_MODELS } from '../support/small-models.ts';

/** `model or family or developer, how, only where a model is expected`; `-` for a name nobody knows. */
function read(path: string, bound = true, house: string | null = null): string {
  const hit = readName(SMALL_MODELS, path, bound, house);
  if (hit === null) return '-';
  const what = hit.model ?? (hit.family === null ? `by ${hit.developer}` : `family ${hit.family} of ${hit.developer ?? 'somebody'}`);
  return `${what}, ${hit.via}${hit.boundOnly ? ', bound' : ''}`;
}

describe('a known name', () => {
  test('is the model itself, however words and numbers are joined', () => {
    for (const name of ['beam-2', 'Beam2', 'beam_2']) expect(read(name), name).toBe('harbour/beam-2, exact');
    expect(read('beam-2', false)).toBe('harbour/beam-2, exact');
  });

  test('that differs from another only in how words and numbers are joined is the one that is written', () => {
    expect([read('gull7'), read('gull-7'), read('Gull-7-instruct')]).toEqual(['harbour/beam-3, exact', 'harbour/beam-2, exact', 'harbour/beam-2, pattern']);
  });

  test('of a whole family is adapted where its weights are open', () => {
    expect([read('shoal-poems'), read('mixed-poems')]).toEqual([
      'family harbour/beam of harbour, lineage, bound',
      'family harbour/mixed of harbour, pattern, bound',
    ]);
  });

  test('stays the model in another form, and is then known by its parts', () => {
    expect(read('beam-2-instruct')).toBe('harbour/beam-2, pattern');
    expect(read('beam-2-70b-instruct', false)).toBe('harbour/beam-2, pattern');
  });

  test('stays the model with the words of a host only when its weights are open, wholly or in part', () => {
    expect(read('beam-2-turbo')).toBe('harbour/beam-2, pattern');
    expect(read('beam-3-turbo')).toBe('harbour/beam-3, pattern');
    expect(read('wheel-4-turbo')).toBe('family pilot/wheel of pilot, pattern');
  });

  test('is another version of the family with a tier or a number after it', () => {
    expect(read('wheel-4-mini')).toBe('family pilot/wheel of pilot, pattern');
    expect(read('beam-2-mini')).toBe('family harbour/beam of harbour, pattern');
    expect(read('beam-2-mini', false)).toBe('family harbour/beam of harbour, pattern');
    expect(read('mixed-mini', false)).toBe('-');
    expect(read('mixed-mini')).toBe('family harbour/mixed of harbour, pattern');
  });

  test('is somebody’s adaptation with other words after it, unless its weights are closed or its maker speaks', () => {
    expect(read('beam-2-poems')).toBe('family harbour/beam of harbour, lineage, bound');
    expect(read('wheel-4-poems')).toBe('family pilot/wheel of pilot, pattern, bound');
    expect(read('harbour/beam-2-poems')).toBe('family harbour/beam of harbour, pattern, bound');
    expect(read('beam-2-poems', true, 'harbour')).toBe('family harbour/beam of harbour, pattern, bound');
    expect(read('beam-2-poems', false)).toBe('-');
  });

  test('that is an ordinary word is believed where a model is expected, or by its own maker', () => {
    expect(read('word')).toBe('harbour/word, exact, bound');
    expect(read('word', false)).toBe('-');
    expect(read('word', false, 'harbour')).toBe('harbour/word, exact, bound');
    expect(read('word', false, 'pilot')).toBe('-');
    expect(read('harbour/word', false)).toBe('harbour/word, exact, bound');
  });

  test('that is an ordinary word with ordinary words after it is one of its maker only', () => {
    expect(read('word-center')).toBe('-');
    expect(read('word-center', true, 'harbour')).toBe('family harbour/beam of harbour, pattern, bound');
  });
});

describe('words before a known name', () => {
  test('are those of hosts and tools, or of its maker, and make it known by its parts', () => {
    expect(read('hosted-beam-2')).toBe('harbour/beam-2, pattern');
    expect(read('harbour-beam-2')).toBe('harbour/beam-2, pattern');
    expect(read('pilot-boats-wheel-4')).toBe('pilot/wheel-4, pattern');
    expect(read('hosted-harbour-beam-2', false)).toBe('harbour/beam-2, pattern');
    expect(read('hosted-beam-2-instruct')).toBe('harbour/beam-2, pattern');
  });

  test('of another maker make it that maker’s', () => {
    expect(read('tide-beam-2')).toBe('by tide, lineage, bound');
    expect(read('pilot-boats-beam-2')).toBe('by pilot, lineage, bound');
    expect(read('tide-beam-2', false)).toBe('-');
    expect(read('hosted-tide-beam-2')).toBe('by tide, lineage, bound');
  });

  test('that are nobody’s leave a descendant of it, where a model is expected', () => {
    expect(read('letters-beam-2')).toBe('family harbour/beam of harbour, lineage, bound');
    expect(read('letters-beam-2', false)).toBe('-');
    expect(read('letters-word')).toBe('-');
  });
});

describe('an account before the name', () => {
  test('that makes models of its own wins over the family it builds on', () => {
    expect(read('tide/beam-2-poems')).toBe('by tide, lineage, bound');
    expect(read('tide/poems')).toBe('by tide, pattern, bound');
    expect(read('tide/poems', false)).toBe('-');
  });

  test('that passes on the very model leaves it the model', () => {
    expect(read('tide/beam-2')).toBe('harbour/beam-2, exact');
    expect(read('quantizer/beam-2-instruct')).toBe('harbour/beam-2, pattern');
  });

  test('nobody knows has made something of its own of it, if it is no version of it', () => {
    expect(read('somebody/beam-2-mini')).toBe('family harbour/beam of harbour, lineage');
    expect(read('quantizer/beam-2-mini')).toBe('family harbour/beam of harbour, pattern');
    expect(read('somebody/beam-2-mini', false)).toBe('family harbour/beam of harbour, pattern');
    expect(read('somebody/letters-beam-2')).toBe('family harbour/beam of harbour, lineage, bound');
    expect(read('somebody/letters-beam-3')).toBe('family harbour/beam of harbour, lineage, bound');
  });

  test('nobody knows has made nothing of closed weights', () => {
    expect(read('somebody/letters-wheel-4')).toBe('-');
    expect(read('letters-wheel-4')).toBe('family pilot/wheel of pilot, lineage, bound');
    expect(read('somebody/letters-sail-4')).toBe('-');
    expect(read('letters-sail-4')).toBe('family pilot/wheel of pilot, lineage, bound');
  });
});

describe('the prefix of a family', () => {
  test('with a number after it is a version nobody has entered', () => {
    expect(read('wheel-7')).toBe('family pilot/wheel of pilot, pattern');
    expect(read('wheel-7', false)).toBe('family pilot/wheel of pilot, pattern');
    expect(read('wheel-mini-7', false)).toBe('-');
    expect(read('wheel-mini-7')).toBe('family pilot/wheel of pilot, pattern');
    expect(read('sail-4', false)).toBe('family pilot/wheel of pilot, pattern');
    expect(read('sail-4-mini', false)).toBe('family pilot/wheel of pilot, pattern');
  });

  test('alone, or with a tier, is the family where a model is expected', () => {
    expect(read('wheel')).toBe('family pilot/wheel of pilot, pattern, bound');
    expect(read('wheel', false)).toBe('-');
    expect(read('wheel-mini')).toBe('family pilot/wheel of pilot, pattern, bound');
    expect(read('wheel-mini', false)).toBe('-');
    expect(read('sail-4')).toBe('family pilot/wheel of pilot, pattern, bound');
  });

  test('of the same house that reaches further than a known name wins', () => {
    expect(read('beam-large-2')).toBe('family harbour/beam-large of harbour, pattern');
    expect(read('lake-large-2')).toBe('family harbour/beam-large of harbour, pattern');
    expect(read('lake-2')).toBe('family harbour/beam of harbour, pattern');
    expect(read('lake-70b')).toBe('harbour/beam-3, pattern');
  });

  test('with other words after it is its maker’s, or somebody’s when weights are open', () => {
    expect(read('lamp-7-poems')).toBe('family harbour/beam of harbour, lineage');
    expect(read('lamp-7-poems', true, 'harbour')).toBe('family harbour/beam of harbour, pattern');
    expect(read('wheel-7-poems')).toBe('family pilot/wheel of pilot, pattern');
    expect(read('lamp-poems')).toBe('-');
    expect(read('harbour/lamp-poems')).toBe('family harbour/beam of harbour, pattern, bound');
    expect(read('lamp-7-poems', false)).toBe('-');
  });

  test('ends where a word or a number ends', () => {
    expect(read('sail-41')).toBe('-');
    expect(read('sail-4x')).toBe('family pilot/wheel of pilot, pattern');
    expect(read('wheelhouse-7')).toBe('-');
  });

  test('of a family nobody has entered has no maker', () => {
    expect(read('lone-7')).toBe('family nobody/lone of somebody, pattern');
  });
});

describe('an adaptation', () => {
  test('may name its base after itself and stays what it is', () => {
    expect(read('ripple-3-beam-2')).toBe('tide/ripple-3, pattern');
    expect(read('ripple-3-beam-2-70b-instruct')).toBe('tide/ripple-3, pattern');
    expect(read('ripple-3-instruct-wheel')).toBe('tide/ripple-3, pattern');
    expect(read('ripple-3-poems')).toBe('family tide/ripple of tide, lineage, bound');
    expect(read('beam-2-ripple-3')).toBe('family tide/ripple of tide, lineage, bound');
  });

  test('further in says more than the model it was made of', () => {
    expect(read('beam-2-letters-ripple-3-70b')).toBe('family tide/ripple of tide, lineage, bound');
    expect(read('letters-ripple-3')).toBe('family tide/ripple of tide, lineage, bound');
    expect(read('letters-ripple-1')).toBe('-');
  });
});
