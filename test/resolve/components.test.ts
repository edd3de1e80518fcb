/** The inventory: one component for each thing the evidence is about, by the name people know it by. */
import { describe, expect, test } from 'vitest';
import type { Evidence, Subject } from '../../src/model/evidence.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { componentsOf } from '../../src/resolve/components.ts';
import { evidenceOf, knowing, pkg, service, version } from '../support/small-world.ts';

const of = (id: string, subject: Subject, over: Partial<Evidence> = {}): Evidence => evidenceOf(id, { subject, ...over });
const about = (kind: 'package' | 'service' | 'resource' | 'accelerator', id: string): Subject => ({ kind, id });
const model = (requested: string, id: string | null = null): Subject => ({ kind: 'model', id, family: null, requested });

/** `id | type | name | purl`. */
function inventory(items: readonly Evidence[], index: Index = knowing({})): string[] {
  return componentsOf(items, index).map(({ id, type, name, purl }) => [id, type, name, purl ?? '-'].join(' | '));
}

describe('a thing of the inventory', () => {
  test('is told once, with all that was seen of it', () => {
    const items = [of('a', about('service', 'lantern')), of('b', about('service', 'ferry')), of('c', about('service', 'lantern'))];
    expect(componentsOf(items, knowing({})).map(({ id, evidence }) => `${id}: ${evidence.map((item) => item.id).join(' ')}`)).toEqual([
      'service:ferry: b',
      'service:lantern: a c',
    ]);
  });

  test('is in the strongest scope it was seen in', () => {
    const scopes = componentsOf([of('a', about('service', 'x'), { scope: 'docs' }), of('b', about('service', 'x'), { scope: 'test' })], knowing({}));
    expect(scopes.map(({ scope }) => scope)).toEqual(['test']);
  });

  test('has the first version that is written', () => {
    const seen = (...versions: (string | null)[]) =>
      componentsOf(
        versions.map((written, at) => of(`e${at}`, about('package', 'kit'), written === null ? {} : { version: written })),
        knowing({}),
      )[0]?.version;
    expect([seen(null, '1.2.0', '2.0.0'), seen(null)]).toEqual(['1.2.0', null]);
  });

  test('says each of its details once, the same name with another value again', () => {
    const thing = (...details: readonly { name: string; value: string }[]): Evidence =>
      of('t', { kind: 'thing', type: 'dataset', id: 'ships', name: 'ships', purl: null, details });
    const license = { name: 'license', value: 'mit' };
    const items = [
      thing(license),
      thing(license, { name: 'license', value: 'apache-2.0' }),
      of('u', { kind: 'thing', type: 'dataset', id: 'ships', name: 'ships', purl: null }),
    ];
    expect(componentsOf(items, knowing({}))[0]?.details).toEqual([license, { name: 'license', value: 'apache-2.0' }]);
    expect(componentsOf([of('a', about('service', 'x'))], knowing({}))[0]?.details).toEqual([]);
  });

  test('stands by type and then by id', () => {
    const items = [
      of('a', about('service', 'b')),
      of('b', model('m')),
      of('c', about('service', 'a')),
      of('d', about('package', 'z')),
      of('e', about('package', 'c')),
    ];
    const order = ['package:c', 'package:z', 'model:m', 'service:a', 'service:b'];
    expect(componentsOf(items, knowing({})).map(({ id }) => id)).toEqual(order);
    expect(componentsOf(items.toReversed(), knowing({})).map(({ id }) => id)).toEqual(order);
  });
});

describe('a component', () => {
  test('of a package is named and typed by what the package is for', () => {
    const roles = ['client', 'adapter', 'framework', 'library', 'gateway', 'runtime', 'vector-store', 'observability', 'dev-tool'] as const;
    const index = knowing({ packages: roles.map((role) => pkg(role, { role })) });
    expect(
      Object.fromEntries(
        componentsOf(
          roles.map((role) => of(role, about('package', role))),
          index,
        ).map(({ id, type }) => [id.slice(8), type]),
      ),
    ).toEqual({
      client: 'library',
      adapter: 'library',
      framework: 'library',
      library: 'library',
      gateway: 'gateway',
      runtime: 'runtime',
      'vector-store': 'vector-store',
      observability: 'observability',
      'dev-tool': 'dev-tool',
    });
    expect(inventory([of('a', about('package', 'client'))], index)).toEqual(['package:client | library | client library | pkg:pypi/client']);
  });

  test('of a service is typed by what the service is', () => {
    const categories = ['model-api', 'cloud-platform', 'gateway', 'hub', 'runtime', 'vector-store', 'observability', 'dev-tool'] as const;
    const index = knowing({ services: categories.map((category) => service(category, { category })) });
    expect(
      Object.fromEntries(
        componentsOf(
          categories.map((id) => of(id, about('service', id))),
          index,
        ).map(({ id, type }) => [id.slice(8), type]),
      ),
    ).toEqual({
      'model-api': 'service',
      'cloud-platform': 'service',
      gateway: 'gateway',
      hub: 'service',
      runtime: 'runtime',
      'vector-store': 'vector-store',
      observability: 'observability',
      'dev-tool': 'dev-tool',
    });
    expect(inventory([of('a', about('service', 'hub'))], index)).toEqual(['service:hub | service | hub API | -']);
  });

  test('of a model is one whatever case it is asked for in, and one for all names of a known model', () => {
    expect(inventory([of('a', model('Beam-2')), of('b', model('beam-2'))])).toEqual(['model:beam-2 | model | Beam-2 | -']);
    const known = [of('a', model('beam', 'harbour/beam-2')), of('b', model('beam-latest', 'harbour/beam-2'))];
    expect(inventory(known, knowing({ models: [version('harbour/beam-2', 'harbour/beam', 'harbour')] }))).toEqual([
      'model:harbour/beam-2 | model | harbour/beam-2 model | -',
    ]);
    expect(inventory(known)).toEqual(['model:harbour/beam-2 | model | beam | -']);
  });

  test('of a resource is a container where it runs as one', () => {
    const entries = { resources: new Map([['box', { name: 'Box of harbour' }]]) } as unknown as Partial<Index>;
    const box = about('resource', 'box');
    expect(inventory([of('a', box)], knowing({ more: entries }))).toEqual(['resource:box | cloud-resource | Box of harbour | -']);
    expect(inventory([of('a', box), of('b', box, { kind: 'container' })])).toEqual(['resource:box | container | box | -']);
  });

  test('of an accelerator goes by its name', () => {
    const entries = { accelerators: new Map([['t4', { name: 'NVIDIA T4' }]]) } as unknown as Partial<Index>;
    expect(inventory([of('a', about('accelerator', 't4')), of('b', about('accelerator', 'x1'))], knowing({ more: entries }))).toEqual([
      'accelerator:t4 | accelerator | NVIDIA T4 | -',
      'accelerator:x1 | accelerator | x1 | -',
    ]);
  });

  test('of a thing is what the thing says of itself', () => {
    expect(inventory([of('a', { kind: 'thing', type: 'mcp-server', id: 'files', name: 'Files', purl: 'pkg:npm/files' })])).toEqual([
      'mcp-server:files | mcp-server | Files | pkg:npm/files',
    ]);
  });

  test('of something unknown goes by what was seen', () => {
    const unknown = (what: 'endpoint' | 'model', value: string): Evidence => of(value, { kind: 'unknown', what }, { value });
    expect(inventory([unknown('endpoint', 'llm.example'), unknown('model', 'tide-7b')])).toEqual([
      'unknown-endpoint:llm.example | endpoint | llm.example | -',
      'unknown-model:tide-7b | model | tide-7b | -',
    ]);
  });

  test('that nobody has entered goes by its id', () => {
    expect(inventory([of('a', about('package', 'gone')), of('b', about('service', 'gone'))])).toEqual([
      'package:gone | library | gone | -',
      'service:gone | service | gone | -',
    ]);
  });
});
