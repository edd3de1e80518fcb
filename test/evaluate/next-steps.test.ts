/** Replacements from the knowledge base, each judged: what lifts nothing is not told. */
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/evaluate/assess.ts';
import { nextSteps } from '../../src/evaluate/next-steps.ts';
import { classOf, likeModels } from '../../src/evaluate/replace/like.ts';
import type { Service } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import type { Usage } from '../../src/model/usage.ts';
import { fact, INDEX, modelSide, usage, view } from '../support/judgement.ts';

const borealis = INDEX.services.get('borealis-api') as Service;
const seine: Service = {
  ...(INDEX.services.get('lutece-api') as Service),
  id: 'seine-cloud',
  name: 'Seine Cloud',
  operator: fact('lutece'),
  location: fact('FR'),
  offers: fact('open'),
  hosts: [{ host: 'api.seine.test', location: null, region: null }],
  env: [{ name: 'SEINE_API_KEY', role: 'key' }],
};
const WORLD = {
  ...INDEX,
  services: new Map(INDEX.services)
    .set('seine-cloud', seine)
    .set('borealis-api', { ...borealis, hosts: [{ host: 'eu.borealis.test', location: fact('FR'), region: null }] }),
} as unknown as Index;

const at = (path: string): Usage['evidence'] => [
  {
    ...({ id: path, kind: 'model-id', value: 'm', context: '', confidence: 'high', signature: null, scope: 'production' } as const),
    path,
    line: 3,
    column: 1,
    endLine: 3,
    endColumn: 2,
    subject: { kind: 'unknown', what: 'model' },
  },
];
const steps = (...usages: Usage[]) =>
  nextSteps(
    usages.map((one) => ({ usage: one, assessment: assess(one, WORLD, view()) })),
    WORLD,
    view(),
  );
const closed = usage({ evidence: at('app.py') });
const hosted = usage({ operator: 'jade', model: modelSide('jade/open-4'), place: 'CN', evidence: at('app.py') });

describe('for a closed foreign model', () => {
  test('an open model of the same modality from home is named, with the levels it would give', () => {
    const [first] = steps(closed).steps;
    expect(first?.text).toBe('Replace borealis/closed-5 with lutece/open-2 (FR, mit) at an operator at home, such as Seine Cloud (app.py:3).');
    expect(first?.levels.map(({ layer, before, after }) => [layer, before.low, after.low])).toEqual([
      ['model', 1, 2],
      ['data', 1, 3],
      ['compute', 0, 2],
      ['cloud', 0, 3],
      ['deployment', 1, 2],
      ['license', 1, 3],
    ]);
  });
  test('it says what changes in the code', () => {
    expect(steps(closed).steps[0]?.code).toEqual([
      'model id: "borealis/closed-5" becomes lutece/open-2 as the host writes it',
      'base URL: on api.seine.test (Seine Cloud)',
      'key: SEINE_API_KEY',
    ]);
  });
  test('a host of the same service at home is told with what it leaves', () => {
    const region = steps(closed).steps.find(({ text }) => text.startsWith('Reach'));
    expect(region?.leaves[0]).toBe('Still below the floor: model 1, compute 1, cloud 1, deployment 1, license 1.');
  });
  test('a fallback lifts the layers of continuity alone', () => {
    const fallback = steps(closed).steps.find(({ text }) => text.startsWith('Keep'));
    expect(fallback?.layers).toEqual(['model', 'deployment']);
  });
  test('the repository after the best step is told', () => expect(steps(closed).after).toMatchObject({ verdict: 'sovereign', missingLayers: [] }));
});

describe('for open weights at a foreign host', () => {
  test('the same model at home comes before another one', () => {
    expect(steps(hosted).steps.map(({ text }) => text.split(' (')[0])).toEqual([
      'Run jade/open-4 on machines of your own or of an operator at home, pinned',
      'Move jade/open-4 to an operator at home, such as Seine Cloud',
    ]);
  });
});

test('one change for several places is one step', () => {
  const [first] = steps(closed, usage({ id: 'u-2', purpose: 'agent', evidence: at('b.py') })).steps;
  expect([first?.usages, first?.text]).toEqual([['u-1', 'u-2'], expect.stringContaining('(app.py:3 and 1 more call path)')]);
});

test('nothing is told where nothing is missing', () => {
  const own = usage({ route: 'self-hosted', service: null, weights: 'held', model: modelSide('lutece/open-2'), place: 'premises' });
  expect(steps(own)).toEqual({ steps: [], after: null });
});

test('what is told is judged: the levels of a step are those of the usage it makes', () => {
  for (const { levels, stack } of steps(closed, hosted).steps) {
    expect(levels.every(({ before, after }) => before.low !== after.low || before.high !== after.high)).toBe(true);
    expect(stack?.levels).toHaveLength(6);
  }
});

describe('like for like', () => {
  test.each([
    ['Answer 8B', 'small'],
    ['Answer 70B', 'medium'],
    ['Answer 235B A22B', 'large'],
    ['Answer mini', 'small'],
    ['Answer 5', 'large'],
  ])('%s is %s', (name, expected) => expect(classOf(name, INDEX)).toBe(expected));
  test('a model nobody knows does what it is called for', () => {
    const painter = usage({ model: { ...modelSide('borealis/closed-5'), id: null, family: null }, purpose: 'image', evidence: at('paint.py') });
    expect(
      steps(painter)
        .steps.map(({ text }) => text)
        .filter((text) => text.includes('Replace')),
    ).toEqual([]);
  });

  test('another modality is never like', () => expect(likeModels('image', 'Answer', INDEX, view())).toEqual([]));
});
