/** Files of weights, and the cards beside them: what they are, and whether they are really there. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { isCard, matchCard, matchWeights } from '../../src/match/weights.ts';
import type { SettingCandidate, WeightsCandidate } from '../../src/model/candidate.ts';
import type { Evidence } from '../../src/model/evidence.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { fact, organization, version } from '../support/small-world.ts';
import { placed } from '../support/values.ts';

const INDEX = {
  ...SMALL_MODELS,
  stems: new Map([...SMALL_MODELS.stems, ['light-2', { model: 'harbour/light-2', family: 'harbour/beam', boundOnly: false }]]),
  organizations: new Map([
    ['harbour', organization('harbour', 'DE')],
    ['tide', organization('tide', 'US')],
  ]),
  models: new Map([
    ...SMALL_MODELS.models,
    ['harbour/beam-2', version('harbour/beam-2', 'harbour/beam', 'harbour', { license: fact('mit'), weights: fact('open') })],
    ['harbour/light-2', version('harbour/light-2', 'harbour/beam', 'harbour', { license: fact('light') })],
    ['tide/ripple-3', version('tide/ripple-3', 'tide/ripple', 'tide', { base: fact('harbour/beam-2'), license: fact('gone') })],
  ]),
  licenses: new Map([
    ['mit', { id: 'mit', name: 'MIT License', spdx: 'MIT' }],
    ['light', { id: 'light', name: 'License of the light', spdx: 'LicenseRef-light-2.0' }],
  ]) as never,
};

function weights(path: string, over: Partial<WeightsCandidate> = {}): Evidence {
  const into = collector({ path, scope: 'production' });
  matchWeights(INDEX, { kind: 'weights', format: 'gguf', state: 'whole', size: 4_100_000_000, says: {}, location: placed(1, 1, path), ...over }, into);
  return into.result().evidence[0] as Evidence;
}
const subject = (seen: Evidence) => seen.subject as Extract<Evidence['subject'], { kind: 'thing' }>;
const details = (seen: Evidence): Record<string, string> => Object.fromEntries((subject(seen).details ?? []).map(({ name, value }) => [name, value]));
const model = (seen: Evidence): string | null => subject(seen).weights?.model ?? subject(seen).weights?.family ?? null;

describe('a file of weights', () => {
  test('is a thing by its path, and is told by its name', () => {
    const seen = weights('models/beam-2.gguf');
    expect(seen).toMatchObject({ kind: 'weights', value: 'beam-2.gguf', context: 'gguf weights', confidence: 'high', signature: 'models/harbour/beam' });
    expect(subject(seen)).toMatchObject({
      type: 'weights',
      id: 'models/beam-2.gguf',
      name: 'harbour/beam-2 model',
      purl: null,
      weights: { model: 'harbour/beam-2', family: 'harbour/beam', developer: 'harbour', requested: 'models/beam-2.gguf', proven: true },
    });
    expect(details(seen)).toEqual({ format: 'gguf', size: '4.1 GB', model: 'harbour/beam-2', developer: 'harbour Ltd', 'license (knowledge base)': 'MIT' });
  });

  test('named as its library names every model is its folder', () => {
    for (const name of [
      'model.safetensors',
      'pytorch_model.bin',
      'diffusion_pytorch_model.fp16.safetensors',
      'adapter_model.safetensors',
      'model-00001-of-00004.safetensors',
      'tf_model.h5',
      'flax_model.msgpack',
      'consolidated.00.pth',
      'open_clip_pytorch_model.bin',
      'Model.onnx',
    ])
      expect(subject(weights(`models/beam-2/${name}`)).id, name).toBe('models/beam-2');
    expect(subject(weights('model.safetensors')).id).toBe('.');
    expect(subject(weights('models/modelling.safetensors')).id).toBe('models/modelling.safetensors');
    expect(subject(weights('models/my_model.safetensors')).id).toBe('models/my_model.safetensors');
  });

  test('in parts is one', () => {
    expect(subject(weights('m/beam-2-00001-of-00004.safetensors')).id).toBe('m/beam-2.safetensors');
    expect(subject(weights('m/beam-2-1-of-4.safetensors')).id).toBe('m/beam-2-1-of-4.safetensors');
  });

  test('is proven by a header, or by its size where the format has none', () => {
    const proven = (state: WeightsCandidate['state'], format: string): boolean | undefined => subject(weights('a.x', { state, format })).weights?.proven;
    expect([
      proven('whole', 'gguf'),
      proven('opaque', 'onnx'),
      proven('opaque', 'gguf'),
      proven('opaque', 'safetensors'),
      proven('pointer', 'onnx'),
      proven('truncated', 'onnx'),
    ]).toEqual([true, true, false, false, false, false]);
  });

  test('that is not all there says so', () => {
    expect(weights('a.gguf', { state: 'pointer' }).context).toBe('a pointer in place of the weights');
    expect(weights('a.gguf', { state: 'truncated' }).context).toBe('cut short');
    expect(weights('a.gguf', { state: 'opaque' }).context).toBe('gguf weights');
    expect(details(weights('a.gguf', { state: 'pointer' })).content).toBe('not in the tree: a pointer to a file of 4.1 GB');
    expect(details(weights('a.gguf', { state: 'pointer', size: 0 })).content).toBe('not in the tree: a pointer to a file of unknown size');
    expect(details(weights('a.gguf', { state: 'truncated', size: 999 })).content).toBe('cut short: 999 bytes are fewer than its header says');
    expect(details(weights('a.gguf', { state: 'truncated' }))).not.toHaveProperty('size');
  });

  test('has a size in words', () => {
    expect([0, 999, 1000, 1_500_000, 2_000_000_000_000, 5_000_000_000_000_000].map((size) => details(weights('a.gguf', { size })).size)).toEqual([
      '0 bytes',
      '999 bytes',
      '1.0 KB',
      '1.5 MB',
      '2.0 TB',
      '5000.0 TB',
    ]);
  });

  test('is what its header says of itself, then by its name, then what it says of its base', () => {
    expect(model(weights('m/wheel-4.gguf', { says: { name: 'Beam 2' } }))).toBe('harbour/beam-2');
    expect(model(weights('m/x.gguf', { says: { source: 'harbour/beam-2', name: 'wheel-4' } }))).toBe('harbour/beam-2');
    expect(model(weights('m/x.gguf', { says: { organization: 'harbour', name: 'word' } }))).toBe('harbour/word');
    expect(model(weights('m/x.gguf', { says: { basename: 'beam-2' } }))).toBe('harbour/beam-2');
    expect(model(weights('m/wheel-4.gguf', { says: { base: 'beam-2' } }))).toBe('pilot/wheel-4');
    expect(model(weights('m/x.gguf', { says: { base: 'harbour/beam-2' } }))).toBe('harbour/beam-2');
    expect(model(weights('m/x.gguf', { says: { 'base organization': 'harbour', 'base name': 'word' } }))).toBe('harbour/word');
    expect(model(weights('m/x.gguf', { says: { 'base name': 'beam-2' } }))).toBe('harbour/beam-2');
    expect(model(weights('model.gguf'))).toBeNull();
    expect(weights('m/x.gguf').signature).toBeNull();
    expect(subject(weights('m/x.gguf')).name).toBe('m/x.gguf');
  });

  test('goes by the name in its header', () => {
    expect(subject(weights('m/beam-2.gguf', { says: { name: 'Letters' } }))).toMatchObject({ name: 'Letters', weights: { requested: 'Letters' } });
  });

  test('tells what its header says of form and origin', () => {
    expect(
      details(weights('m/ripple-3.gguf', { says: { architecture: 'llama', quantisation: 'Q4_K_M', 'quantised by': 'somebody', base: 'harbour/beam-2' } })),
    ).toEqual({
      format: 'gguf',
      size: '4.1 GB',
      architecture: 'llama',
      quantisation: 'Q4_K_M',
      'quantised by': 'somebody',
      model: 'tide/ripple-3',
      developer: 'tide Ltd',
      'adapted from': 'harbour/beam-2',
      'base model': 'harbour/beam-2',
    });
    expect(details(weights('m/x.gguf', { says: { 'base organization': 'harbour', 'base name': 'light' } }))['base model']).toBe('harbour/light');
    expect(details(weights('m/x.gguf', { says: { 'base name': 'light' } }))['base model']).toBe('light');
    expect(details(weights('m/wheel-9.gguf')).model).toBe('a version of pilot/wheel family that is not in the knowledge base');
  });

  test('shows the license it states beside the one that is known, when they differ', () => {
    const license = (says: Readonly<Record<string, string>>, path = 'm/beam-2.gguf'): string => {
      const { license: stated, 'license (knowledge base)': known } = details(weights(path, { says }));
      return `${stated ?? '-'} / ${known ?? '-'}`;
    };
    expect(license({})).toBe('- / MIT');
    expect(license({ license: 'mit' })).toBe('mit / -');
    expect(license({ license: 'The MIT License' })).toBe('The MIT License / -');
    expect(license({ license: 'LicenseRef-MIT' })).toBe('LicenseRef-MIT / -');
    expect(license({ license: 'apache-2.0' })).toBe('apache-2.0 / MIT; the file states another');
    expect(license({ license: 'other', 'license name': 'harbour-license', 'license link': 'LICENSE' })).toBe(
      'other, harbour-license, LICENSE / MIT; the file states another',
    );
    expect(license({ license: 'limited use, permitted for research' })).toBe('limited use, permitted for research / MIT; the file states another');
    expect(license({ license: 'Light2.0-License' }, 'm/light-2.gguf')).toBe('Light2.0-License / -');
    expect(license({ license: 'apache-2.0' }, 'm/x.gguf')).toBe('apache-2.0 / -');
    expect(license({}, 'm/ripple-3.gguf')).toBe('- / -');
  });
});

describe('a card', () => {
  const setting = (path: string, value: string): SettingCandidate => ({
    kind: 'setting',
    path: path.split('/'),
    value,
    environment: false,
    location: placed(2, 1, 'models/beam/README.md'),
  });
  function card(settings: Readonly<Record<string, string>>, path = 'models/beam/README.md'): Evidence | undefined {
    const into = collector({ path, scope: 'production' });
    matchCard(
      INDEX,
      Object.entries(settings).map(([key, value]) => setting(key, value)),
      into,
    );
    return into.result().evidence[0];
  }
  const told = (settings: Readonly<Record<string, string>>): Record<string, string> => details(card(settings) as Evidence);

  test('is a file of one of these names', () => {
    for (const path of [
      'README.md',
      'm/readme.md',
      'm/model_card.md',
      'm/modelcard.md',
      'm/config.json',
      'm/adapter_config.json',
      'm/params.json',
      'm/model_index.json',
    ])
      expect(isCard(path), path).toBe(true);
    for (const path of ['m/my-readme.md', 'm/config.json.bak', 'm/tsconfig.json', 'package.json', 'm/README.mdx']) expect(isCard(path), path).toBe(false);
    expect(card({ base_model: 'beam-2' }, 'models/beam/notes.md')).toBeUndefined();
  });

  test('says what the weights of its folder are, and proves nothing', () => {
    const seen = card({ base_model: 'harbour/beam-2', license: 'mit' }) as Evidence;
    expect(seen).toMatchObject({
      kind: 'config',
      value: 'harbour/beam-2',
      context: 'base_model of the weights in this folder',
      confidence: 'high',
      signature: 'models/harbour/beam',
    });
    expect(subject(seen)).toMatchObject({
      type: 'weights',
      id: 'models/beam/',
      name: 'harbour/beam-2',
      purl: null,
      weights: { model: 'harbour/beam-2', requested: 'harbour/beam-2', proven: false },
    });
    expect(subject(card({ license: 'mit' }, 'README.md') as Evidence).id).toBe('/');
  });

  test('names the base under several keys, and no path where it was trained', () => {
    for (const key of ['base_model', 'base_model/0', 'base_model_name_or_path', '_name_or_path', 'finetuned_from'])
      expect(model(card({ [key]: 'harbour/beam-2' }) as Evidence), key).toBe('harbour/beam-2');
    for (const path of ['./out', '/mnt/beam-2', '~/beam-2', 'C:\\beam-2']) {
      expect(model(card({ _name_or_path: path }) as Evidence), path).toBeNull();
      expect(model(card({ _name_or_path: path, finetuned_from: ' harbour/beam-2 ' }) as Evidence), path).toBe('harbour/beam-2');
    }
    expect(card({ base_model: ' ' })).toBeUndefined();
    expect(card({ 'base_model/0/name': 'harbour/beam-2' })).toBeUndefined();
    expect(card({ 'extra/base_model': 'harbour/beam-2' })).toBeUndefined();
  });

  test('without any of its keys is none', () => {
    expect(card({ title: 'Letters' })).toBeUndefined();
    for (const key of ['license', 'library_name', 'architectures/0', 'model_type']) expect(card({ [key]: 'x' })?.value, key).toBe('x');
    expect(subject(card({ license: 'mit' }) as Evidence)).toMatchObject({
      name: 'models/beam/README.md',
      weights: { model: null, requested: 'models/beam/README.md' },
    });
  });

  test('tells library, form, data, base and license', () => {
    expect(
      told({
        base_model: 'ripple-3',
        library_name: ' peft ',
        'architectures/0': 'Llama',
        model_type: 'llama',
        'datasets/0': 'harbour/ships',
        'datasets/1': 'harbour/lights',
        license: 'apache-2.0',
        license_link: 'LICENSE',
      }),
    ).toEqual({
      library: 'peft',
      architecture: 'Llama',
      'training data': 'harbour/ships, harbour/lights',
      'base model': 'ripple-3',
      model: 'tide/ripple-3',
      developer: 'tide Ltd',
      'adapted from': 'harbour/beam-2',
      license: 'apache-2.0, LICENSE',
    });
    expect(told({ model_type: 'llama' })).toEqual({ architecture: 'llama' });
    expect(told({ license_name: 'x', base_model: 'beam-2' })).toMatchObject({ license: 'x', 'license (knowledge base)': 'MIT; the file states another' });
    expect(told({ library_name: 'x', _class_name: 'Pipeline' })).toEqual({ library: 'x', architecture: 'Pipeline' });
    expect(told({ base_model: 'beam-2' })).toMatchObject({ 'license (knowledge base)': 'MIT' });
  });
});
