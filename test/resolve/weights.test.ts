/** Weights of the tree: what cards beside them add, and which code loads them by their path. */
import { describe, expect, test } from 'vitest';
import type { Evidence, Site } from '../../src/model/evidence.ts';
import type { Detail, HeldWeights } from '../../src/model/thing.ts';
import { withCards, withWeights } from '../../src/resolve/weights.ts';
import { evidenceOf, modelOf, siteOf } from '../support/small-world.ts';

const HELD: HeldWeights = { model: null, family: null, developer: null, requested: 'beam', proven: true };
const BEAM: HeldWeights = { model: 'harbour/beam-2', family: 'harbour/beam', developer: 'harbour', requested: 'beam-2', proven: true };

const thing = (kind: 'weights' | 'config', id: string, path: string, weights?: HeldWeights, details?: readonly Detail[]): Evidence =>
  evidenceOf(`${kind} ${path}`, {
    kind,
    path,
    subject: { kind: 'thing', type: 'weights', id, name: id, purl: null, ...(weights && { weights }), ...(details && { details }) },
  });
const file = (path: string, weights: HeldWeights = HELD, details?: readonly Detail[]): Evidence => thing('weights', path, path, weights, details);
const card = (folder: string, weights?: HeldWeights, details?: readonly Detail[]): Evidence => thing('config', folder, `${folder}README.md`, weights, details);
const subjects = (...items: readonly Evidence[]) => withCards(items).map(({ subject }) => subject);
const license = { name: 'license', value: 'mit' };

describe('a card', () => {
  test('speaks of the weights that lie beside it, and is then evidence of them', () => {
    const [held, told] = subjects(file('models/beam/model.gguf', HELD, [{ name: 'size', value: '4 GB' }]), card('models/beam/', BEAM, [license]));
    expect(held).toMatchObject({
      id: 'models/beam/model.gguf',
      weights: { ...BEAM, proven: true },
      details: [{ name: 'size', value: '4 GB' }, license],
    });
    expect(told).toBe(held);
  });

  test('says nothing of weights elsewhere, and without weights nothing at all', () => {
    const far = file('models/other/model.gguf');
    expect(withCards([far, card('models/beam/', BEAM)])).toEqual([far]);
    expect(withCards([card('models/beam/', BEAM)])).toEqual([]);
    expect(withCards([file('model.gguf'), card('/', BEAM)]).length).toBe(2);
  });

  test('that says nothing adds nothing', () => {
    expect(subjects(file('m/a.gguf'), card('m/', BEAM))[0]).toMatchObject({ details: [] });
  });

  test('does not overrule what the header says', () => {
    const size = { name: 'size', value: '4 GB' };
    const [held] = subjects(file('m/a.gguf', BEAM, [size, license]), card('m/', { ...BEAM, family: 'pilot/wheel' }, [{ name: 'license', value: 'other' }]));
    expect(held).toMatchObject({ weights: BEAM, details: [size, license] });
  });

  test('does not prove that the weights are held', () => {
    const [held] = subjects(file('m/a.gguf', { ...HELD, proven: false }), card('m/', BEAM));
    expect(held).toMatchObject({ weights: { family: 'harbour/beam', proven: false } });
  });

  test('that knows no family names none, and the next one may', () => {
    const [held] = subjects(file('m/a.gguf'), card('m/', { ...HELD, requested: 'of the card' }), card('m/'), card('m/', BEAM));
    expect(held).toMatchObject({ weights: { requested: 'beam-2' } });
    expect(subjects(file('m/a.gguf'), card('m/', { ...HELD, requested: 'of the card' }))[0]).toMatchObject({ weights: { requested: 'beam' } });
  });

  test('makes no weights of a file that says nothing', () => {
    const silent = thing('weights', 'm/a.bin', 'm/a.bin');
    expect(subjects(silent, card('m/', BEAM))[0]).not.toHaveProperty('weights');
  });

  test('leaves everything else as it is', () => {
    const other = evidenceOf('x');
    const set = evidenceOf('y', { kind: 'config', subject: { kind: 'thing', type: 'dataset', id: 'm/', name: 'm', purl: null } });
    const alone = file('m/a.gguf');
    expect(withCards([other, set, alone])).toEqual([other, set, alone]);
  });
});

describe('code that loads weights by their path', () => {
  const loads = (requested: string, path = 'app/run.py', over: Partial<Site> = {}): Site =>
    siteOf({ path, model: modelOf(requested), artefact: 'pulled', evidence: ['load'], ...over });
  const found = (site: Site, ...held: readonly Evidence[]): string =>
    withWeights([site], held).map(({ artefact, evidence, model }) => `${artefact} ${model?.model ?? '-'} [${evidence.join(', ')}]`)[0] ?? '';
  const loaded = 'pinned - [load, weights models/beam/a.gguf]';
  const beam = file('models/beam/a.gguf');

  test('finds them from the top, from its own folder, and by the last two names', () => {
    for (const asked of [
      'models/beam/a.gguf',
      './models/beam/a.gguf',
      'models/beam',
      'models/beam/',
      'file:models/beam',
      'file://models/beam',
      'models\\beam\\a.gguf',
    ])
      expect(found(loads(asked), beam), asked).toBe(loaded);
    expect(found(loads('../models/beam/a.gguf'), beam)).toBe(loaded);
    expect(found(loads('a.gguf', 'models/beam/run.py'), beam)).toBe(loaded);
    expect(found(loads('/srv/checkout/beam/a.gguf'), beam)).toBe(loaded);
    expect(found(loads('deep/../models/./beam'), beam)).toBe(loaded);
    expect(found(loads('/opt/models/beam'), thing('weights', 'x/models/beam', 'x/models/beam/a.gguf', HELD))).toContain('pinned');
  });

  test('finds a file by its last two names, whatever the weights go by', () => {
    expect(found(loads('/srv/beam/a.gguf'), thing('weights', 'models/beam', 'models/beam/a.gguf', HELD))).toBe(loaded);
    expect(found(loads('/srv/be/am'), thing('weights', 'models/beam', 'models/beam/a.gguf', HELD))).toBe('pulled - [load]');
  });

  test('finds a folder at the top when it is written as a path, and not by a name that could be one of a hub', () => {
    const top = file('beam/a.gguf');
    expect(['beam/', './beam', 'beam//a.gguf'].map((asked) => found(loads(asked, 'run.py'), top).split(' ')[0])).toEqual(['pinned', 'pinned', 'pinned']);
    expect(found(loads('beam', 'run.py'), top)).toBe('pulled - [load]');
    expect(found(loads('.', 'run.py'), file('a.gguf'))).toBe('pulled - [load]');
    expect(found(loads('a.gguf', 'run.py'), file('a.gguf'))).toContain('pinned');
  });

  test('finds nothing by a bare name, another folder or half a name', () => {
    for (const asked of ['beam', 'a.gguf', 'other/a.gguf', 'eam/a.gguf', '..', './', '', 'models/beam/a.gguf.bak'])
      expect(found(loads(asked), beam), asked).toBe('pulled - [load]');
  });

  test('that does not load weights, or names no model, is left alone', () => {
    expect(found(loads('models/beam', 'app/run.py', { artefact: null }), beam)).toBe('null - [load]');
    expect(found(siteOf({ artefact: 'pulled', evidence: ['load'] }), beam)).toBe('pulled - [load]');
  });

  test('loads what they are, unless it says so itself', () => {
    const known = file('models/beam/a.gguf', BEAM);
    expect(withWeights([loads('models/beam')], [known])[0]?.model).toMatchObject({
      requested: 'models/beam',
      model: 'harbour/beam-2',
      family: 'harbour/beam',
      developer: 'harbour',
    });
    const own = loads('models/beam', 'app/run.py', { model: modelOf('models/beam', { model: 'pilot/wheel-1', family: 'pilot/wheel' }) });
    expect(withWeights([own], [known])[0]?.model).toMatchObject({ model: 'pilot/wheel-1', family: 'pilot/wheel' });
    expect(withWeights([loads('models/beam')], [beam])[0]?.model).toEqual(modelOf('models/beam'));
  });

  test('is proven only when all of them are', () => {
    const pointer = file('models/beam/b.gguf', { ...HELD, proven: false });
    expect(found(loads('models/beam'), beam, pointer)).toBe('unproven - [load, weights models/beam/a.gguf, weights models/beam/b.gguf]');
    expect(found(loads('models/beam/a.gguf'), beam, pointer)).toBe(loaded);
    expect(found(loads('models/beam'), beam, thing('weights', 'models/beam', 'models/beam/c.bin'))).toContain('unproven');
  });

  test('finds no card and no data set', () => {
    expect(found(loads('models/beam'), card('models/beam/', BEAM))).toBe('pulled - [load]');
    expect(
      found(
        loads('models/beam'),
        evidenceOf('d', {
          kind: 'weights',
          path: 'models/beam/d',
          subject: { kind: 'thing', type: 'dataset', id: 'models/beam', name: 'd', purl: null, weights: HELD },
        }),
      ),
    ).toBe('pulled - [load]');
  });

  test('finds nothing in a file that says nothing of weights', () => {
    expect(found(loads('models/beam'), thing('weights', 'models/beam', 'models/beam/a.bin'))).toBe('pulled - [load]');
  });

  test('shows each file once', () => {
    expect(found(loads('models/beam/a.gguf', 'app/run.py', { evidence: ['weights models/beam/a.gguf'] }), beam)).toBe('pinned - [weights models/beam/a.gguf]');
  });
});
