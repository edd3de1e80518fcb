/** A model id taken apart: service, region, geography, account, wrapping, and the words after a known name. */
import { describe, expect, test } from 'vitest';
import { resolveModelId } from '../../src/match/model-id.ts';
import { takeApart } from '../../src/match/model-prefix.ts';
import { spellings } from '../../src/match/model-spellings.ts';
import { readRest } from '../../src/match/model-words.ts';
import { SMALL_MODELS } from '../support/small-models.ts';

/** `rest | service @region in place, tuned`. */
function apart(id: string, service: string | null = null): string {
  const { rest, service: named, region, place, tuned } = takeApart(SMALL_MODELS, id, service);
  return [rest, named && `| ${named}`, region && `@${region}`, place && `in ${place}`, tuned ? 'tuned' : null].filter((part) => part).join(' ');
}

describe('what stands before a name', () => {
  test('can be a service: the longest prefix counts, in whatever case', () => {
    expect(apart('ferry/beam-2')).toBe('beam-2 | ferry');
    expect(apart('Ferry/Europe/Beam-2')).toBe('Beam-2 | ferry');
    expect(apart('cloud:beam-2')).toBe('beam-2 | ferry');
    expect(apart('other/beam-2')).toBe('other/beam-2');
    expect(apart('ferryboat/beam-2')).toBe('ferryboat/beam-2');
  });

  test('can be a region or a geography of the service, named or around it', () => {
    expect(apart('ferry/north-1/beam-2')).toBe('beam-2 | ferry @north-1 in NO');
    expect(apart('North-1/beam-2', 'ferry')).toBe('beam-2 @north-1 in NO');
    expect(apart('ferry/eu/beam-2')).toBe('beam-2 | ferry @eu in EU');
    expect(apart('north-1/beam-2')).toBe('north-1/beam-2');
    expect(apart('ferry/atlantis/beam-2')).toBe('atlantis/beam-2 | ferry');
    expect(apart('/beam-2', 'ferry')).toBe('/beam-2');
    expect(apart('gone/beam-2', 'gone')).toBe('gone/beam-2');
  });

  test('can be a geography and a dot before the maker', () => {
    expect(apart('eu.harbour.beam-2')).toBe('harbour.beam-2 | ferry @eu in EU');
    expect(apart('EU.harbour.beam-2', 'market')).toBe('harbour.beam-2 | ferry @eu in EU');
    expect(apart('eu.harbour.beam-2', 'river')).toBe('harbour.beam-2 | ferry @eu in DE');
    expect(apart('eu.beam-2')).toBe('eu.beam-2');
    expect(apart('mars.harbour.beam-2')).toBe('mars.harbour.beam-2');
    expect(apart('my eu.harbour.beam-2')).toBe('my eu.harbour.beam-2');
  });

  test('can be the name of a cloud resource, which names a place', () => {
    expect(apart('north-1:1234:inference-profile/eu.harbour.beam-2', 'ferry')).toBe('harbour.beam-2 | ferry @eu in EU');
    expect(apart('north-1:1234:model/beam-2', 'ferry')).toBe('beam-2 @north-1 in NO');
    expect(apart('ferry/north-1::model/beam-2')).toBe('beam-2 | ferry @north-1 in NO');
    expect(apart(':1234:model/beam-2', 'ferry')).toBe('beam-2');
    expect(apart('north-1:1234:model/beam-2')).toBe('beam-2 @north-1');
    expect(apart('projects/letters/locations/north-1/publishers/pilot/models/wheel-4', 'ferry')).toBe('wheel-4 | pilot @north-1');
    expect(apart('projects/letters/locations/north-1/beam-2', 'ferry')).toBe('beam-2 @north-1 in NO');
    expect(apart('my/projects/letters/locations/north-1/beam-2')).toBe('my/projects/letters/locations/north-1/beam-2');
  });

  test('can be a hub, by its address or its own scheme', () => {
    for (const id of [
      'https://huggingface.co/harbour/beam-2',
      'http://www.huggingface.co/harbour/beam-2',
      'huggingface.co/harbour/beam-2',
      'hf.co/harbour/beam-2',
      'HF://harbour/beam-2',
      'huggingface://harbour/beam-2',
      'modelscope://harbour/beam-2',
      'https://modelscope.cn/models/harbour/beam-2',
      'ollama.com/library/harbour/beam-2',
      'ollama://harbour/beam-2',
      'models--harbour--beam-2',
      'models--harbour--beam-2/snapshots/abc',
      'https://huggingface.co/harbour/beam-2/resolve/main/model.gguf',
      'harbour/beam-2/tree/main/x',
      'harbour/beam-2/blob/main/x',
      'harbour/beam-2/raw/main/x',
    ])
      expect(apart(id), id).toBe('harbour/beam-2');
    expect(apart('see hf.co/harbour/beam-2')).toBe('see hf.co/harbour/beam-2');
    expect(apart('my-models--harbour--beam-2')).toBe('my-models--harbour--beam-2');
  });

  test('can be the mark of a fine-tuned copy, old or new', () => {
    expect(apart('ft:beam-2:letters::id1')).toBe('beam-2 tuned');
    expect(apart('ferry/team/ft:beam-2:letters')).toBe('beam-2 | ferry tuned');
    expect(apart('beam-2:ft-letters-2022')).toBe('beam-2 tuned');
    expect(apart('soft:beam-2:x')).toBe('soft:beam-2:x');
    expect(apart('beam-2:latest')).toBe('beam-2:latest');
  });
});

/** Texts with their account, `*` for the last part alone, `?` for a stranger's. */
function cuts(path: string): string[] {
  return spellings(SMALL_MODELS, path).map(({ text, vendor, last, stranger }) => `${vendor ?? '-'} ${text}${last ? ' *' : ''}${stranger ? ' ?' : ''}`);
}

describe('the ways to cut an id', () => {
  test('go from the whole to the last part', () => {
    expect(cuts('beam-2')).toEqual(['- beam-2 *']);
    expect(cuts('harbour/beam-2')).toEqual(['harbour harbour/beam-2', '- harbour-beam-2', 'harbour beam-2 *']);
    expect(cuts('a/Harbour/beam-2').at(-1)).toBe('harbour beam-2 *');
    expect(cuts('tide/harbour/beam-2').at(-1)).toBe('harbour beam-2 *');
    expect(cuts('harbour')).toEqual(['- harbour *']);
    expect(cuts('a/b/c/d/e/f/beam-2')[0]).toBe('- c/d/e/f/beam-2 ?');
    expect(cuts('//beam-2/')).toEqual(['- beam-2 *']);
  });

  test('mark what stands below an account nobody knows', () => {
    expect(cuts('somebody/beam-2').map((cut) => cut.endsWith('?'))).toEqual([true, true, true]);
    expect(cuts('quantizer/beam-2').some((cut) => cut.endsWith('?'))).toBe(false);
    expect(cuts('hosted/beam-2').some((cut) => cut.endsWith('?'))).toBe(false);
    expect(cuts('turbo/beam-2').some((cut) => cut.endsWith('?'))).toBe(true);
    expect(cuts('harbour/somebody/beam-2').at(-1)).toBe('harbour beam-2 *');
  });

  test('take off what is no part of the name', () => {
    for (const id of ['@beam-2', '~beam-2', 'beam-2.gguf', 'beam-2.SAFETENSORS', 'beam-2-00001-of-00012', 'beam-2@0123abc', 'beam-2:free'])
      expect(cuts(id)[0], id).toBe('- beam-2 *');
    expect(cuts('beam-2:Free')[0]).toBe('- beam-2 *');
    expect(cuts('beam-2:latest')[0]).toBe('- beam-2:latest *');
    expect(cuts('beam-2@012ab')[0]).toBe('- beam-2@012ab *');
    expect(cuts('beam-2-0001-of-0012')[0]).toBe('- beam-2-0001-of-0012 *');
    expect(cuts('beam-2-00001-of-00012-x')[0]).toBe('- beam-2-00001-of-00012-x *');
    expect(cuts('beam-2.gguf.txt')[0]).toBe('- beam-2.gguf.txt *');
    expect(cuts('my@beam')[0]).toBe('- my@beam *');
  });

  test('try an account before a dot, an underscore or an at sign', () => {
    expect(cuts('Harbour.beam-2')).toEqual(['- Harbour.beam-2 *', 'harbour beam-2 *']);
    expect(cuts('beam.2')).toEqual(['- beam.2 *']);
    expect(cuts('Harbour__beam-2')).toEqual(['- Harbour__beam-2 *', 'harbour beam-2 *']);
    expect(cuts('letters_beam-2')).toEqual(['- letters_beam-2 *']);
    expect(cuts('harbour_2')).toEqual(['- harbour_2 *']);
    expect(cuts('harbour/letters@beam-2').at(-1)).toBe('harbour beam-2 *');
    expect(cuts('beam@2024')).toEqual(['- beam@2024 *']);
  });

  test('take off the version of a deployment', () => {
    expect(cuts('harbour.beam-2-v1:0')).toEqual(['- harbour.beam-2-v1:0 *', 'harbour beam-2-v1:0 *', '- harbour.beam-2 *', 'harbour beam-2 *']);
    expect(cuts('beam-2:0')).toEqual(['- beam-2:0 *', '- beam-2 *']);
    expect(cuts('beam-2:0:8k')).toEqual(['- beam-2:0:8k *', '- beam-2 *']);
    expect(cuts('harbour/beam-2:0').at(-1)).toBe('harbour beam-2 *');
  });

  test('read v and p between digits as a version, without the letter first', () => {
    expect(cuts('beam-v2p1')).toEqual(['- beam-2p1 *', '- beam-v2p1 *']);
    expect(cuts('beam-V2p1')[0]).toBe('- beam-2p1 *');
    expect(cuts('rev2p1')).toEqual(['- rev2p1 *']);
    expect(cuts('beam-v2')).toEqual(['- beam-v2 *']);
  });
});

describe('the words after a known name', () => {
  const rest = (words: string, open = true, dated = false): string =>
    readRest(SMALL_MODELS, words === '' ? [] : words.split(' '), dated ? { dated: true } : {}, open);

  test('leave it the same model: sizes, number formats, quantisations, forms, revisions', () => {
    for (const words of [
      '',
      '70b',
      '8x7b',
      '1d5b',
      'a22b',
      'e4b',
      'x3',
      '16e',
      '128k',
      'w4a16',
      'w8',
      'q4',
      'iq4',
      'f16',
      'i8',
      'g128',
      'gs32',
      '4096',
      '131072',
      '1048576',
      's',
      'xl instruct'.slice(3),
      'v1',
      'fp 8',
      'mxfp 4',
      'int 8',
      'fp',
      'exl 2',
      'rc 1',
      '4 bit',
      '3 bits',
      '5 bpw',
      'q4 0',
      'q4 1',
      'q4 k',
      'q4 k m',
      'q4 k xl',
      'q4 k xxs',
      '001',
      '02',
      '2024 08 06 1',
      '2024 08 06 v2',
    ])
      expect(rest(words), words).toBe('same');
  });

  test('leave it the same model when they are a date, unless dates tell its versions apart', () => {
    for (const words of ['20250514', '250514', '2024 08 06', '2024 08', '2024', '08 2024', '05 20', '2507', '0613', '2506 instruct']) {
      expect(rest(words), words).toBe('same');
      expect(rest(words, true, true), words).toBe('version');
    }
  });

  test('make it another version: numbers and tiers', () => {
    for (const words of [
      '4',
      '4 bat',
      '3 1',
      'mini',
      'instruct mini',
      '8192x',
      '1d',
      '7000',
      '13 45',
      '9999',
      '2024 13',
      '0013',
      '20259999999',
      '319999',
      '2024 08 06 12',
      '2024 08 06 instruct 1',
    ]) {
      expect(['version', 'other'], words).toContain(rest(words));
      expect(rest(words), words).not.toBe('same');
    }
    expect(['4', '3 1', 'mini', '7000', '13 45', '9999', '2024 13'].map((words) => rest(words))).toEqual(Array(7).fill('version'));
  });

  test('of a host leave an open model what it is, and make another version of a closed one', () => {
    expect([rest('turbo'), rest('turbo', false), rest('instruct', false)]).toEqual(['same', 'version', 'same']);
  });

  test('that model ids do not have are something else', () => {
    expect(['poems', '70b poems', 'poems mini', 'leading hosted', 'q4 poems', 'k', 'fp poems'].map((words) => rest(words))).toEqual([
      'other',
      'other',
      'other',
      'other',
      'other',
      'same',
      'other',
    ]);
  });
});

/** `model or family or maker, how, service @region in place, bound`; `-` for what is no model. */
function id(text: string, bound = true, service: string | null = null): string {
  const match = resolveModelId(SMALL_MODELS, text, bound, service);
  if (match === null) return '-';
  const what = match.model ?? match.family ?? `by ${match.developer}`;
  return [
    what,
    match.via,
    match.service && `at ${match.service}`,
    match.region && `@${match.region}`,
    match.place && `in ${match.place}`,
    match.boundOnly ? 'bound' : null,
  ]
    .filter((part) => part)
    .join(' ');
}

describe('an id as code writes it', () => {
  test('says model and service', () => {
    expect(id('ferry/north-1/harbour/beam-2')).toBe('harbour/beam-2 pattern at ferry @north-1 in NO');
    expect(id('beam-2', false)).toBe('harbour/beam-2 exact');
    expect(id('word', false)).toBe('-');
    expect(id('word')).toBe('harbour/word exact bound');
  });

  test('is the same for whoever asks twice', () => {
    expect([id('beam-2', false), id('beam-2'), id('beam-2', false)]).toEqual(Array(3).fill('harbour/beam-2 exact'));
    expect([id('north-1/beam-2'), id('north-1/beam-2', true, 'ferry')]).toEqual(['harbour/beam-2 exact', 'harbour/beam-2 exact @north-1 in NO']);
  });

  test('may have blanks around it, and none inside', () => {
    expect(id('  beam-2 ')).toBe('harbour/beam-2 exact');
    expect(resolveModelId(SMALL_MODELS, ' beam-2', true)?.requested).toBe('beam-2');
    expect(id('beam 2')).toBe('-');
    expect(id('b')).toBe('-');
    expect(id('')).toBe('-');
    expect(id(`beam-2${'x'.repeat(250)}`)).toBe('-');
  });

  test('is no path of a file, unless that is a file of weights', () => {
    for (const path of ['./beam-2', '../beam-2', '/srv/beam-2', '~/beam-2', '~\\beam-2', 'C:\\beam-2', 'c:\\models\\beam-2']) expect(id(path), path).toBe('-');
    for (const path of ['./beam-2.gguf', '/srv/models/beam-2.safetensors', 'C:\\models\\beam-2.GGUF', '~/beam-2.llamafile'])
      expect(id(path), path).toBe('harbour/beam-2 exact');
    expect(id('./beam-2.gguf.txt')).toBe('-');
    expect(id('~beam-2')).toBe('harbour/beam-2 exact');
    expect(id('1:beam-2')).not.toBe('-');
  });

  test('can be a name that a service has of its own for a model', () => {
    expect(id('ferry/nickname')).toBe('harbour/beam-2 exact at ferry');
    expect(id('NickName', false, 'ferry')).toBe('harbour/beam-2 exact');
    expect(id('ferry/team/nickname')).toBe('harbour/beam-2 exact at ferry');
    expect(id('nickname')).toBe('-');
    expect(id('free/nickname', true, 'ferry')).toBe('-');
    expect(resolveModelId(SMALL_MODELS, 'ferry/nickname', true)).toMatchObject({ family: 'harbour/beam', developer: 'harbour' });
    expect(resolveModelId(SMALL_MODELS, 'ferry/lost', true)).toMatchObject({ model: 'gone/model', family: null, developer: null });
  });

  test('is believed as it is entered, account and all, also where the account is a service as well', () => {
    expect(id('pilot/o1', false)).toBe('pilot/wheel-4 exact at pilot');
    expect(id('Pilot/Keel4', false)).toBe('pilot/wheel-4 exact at pilot');
    expect(id('pilot/keel-4', false)).toBe('pilot/wheel-4 exact at pilot');
    expect(id('pilot/word', false)).toBe('-');
    expect(resolveModelId(SMALL_MODELS, 'pilot/o1', false)).toMatchObject({ developer: 'pilot', family: 'pilot/wheel' });
  });

  test('of a fine-tuned copy is a descendant', () => {
    expect(id('ft:beam-2:letters')).toBe('harbour/beam-2 lineage');
  });

  test('of a house that serves nothing but its own is the house’s, where a model is expected', () => {
    expect(id('pilot/secret')).toBe('by pilot pattern at pilot bound');
    expect(id('pilot/secret', false)).toBe('-');
    expect(id('pilot/speech', false)).toBe('pilot/word exact at pilot bound');
    expect(id('abroad/secret')).toBe('by pilot pattern at pilot-abroad bound');
    expect(id('lonely/secret')).toBe('by lonely pattern at lonely bound');
    expect(['orphan/secret', 'protocol/secret', 'free/secret', 'ferry/secret', 'secret'].map((text) => id(text))).toEqual(Array(5).fill('-'));
  });
});
