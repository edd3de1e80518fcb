/** What libraries report to their makers by themselves: on, unless this repository switches it off. */
import { describe, expect, test } from 'vitest';
import { type Evidence, TELEMETRY_OFF } from '../../src/model/evidence.ts';
import { telemetrySites, withoutIdleSwitches } from '../../src/resolve/telemetry.ts';
import { evidenceOf, knowing, pkg } from '../support/small-world.ts';

const WORLD = knowing({
  packages: [
    pkg('kit', { telemetry: { service: 'lookout', host: 'stats.lookout.example', off: {} } }),
    pkg('frame', { telemetry: { service: 'lookout', host: null, off: {} } }),
    pkg('quiet'),
  ],
  more: { hosts: new Map([['stats.lookout.example', { service: 'lookout', signature: 's', host: 'stats.lookout.example', location: 'US', region: 'west' }]]) },
});
const sight = (kind: Evidence['kind'], id: string, over: Partial<Evidence> = {}): Evidence =>
  evidenceOf(`${kind} ${id}`, { kind, subject: { kind: 'package', id }, ...over });
const off = (id: string, over: Partial<Evidence> = {}): Evidence => sight('config', id, { context: TELEMETRY_OFF, ...over });
const reports = (...evidence: readonly Evidence[]): string[] =>
  telemetrySites(evidence, WORLD).map(({ path, scope, sdk, evidence: ids }) => `${sdk} ${scope} ${path} [${ids.join(' ')}]`);

describe('a library that reports', () => {
  test('is a weak mention of the service it reports to', () => {
    expect(telemetrySites([sight('import', 'kit')], WORLD)).toEqual([
      {
        path: 'app/chat.py',
        scope: 'production',
        sdk: 'kit',
        endpoint: { service: 'lookout', host: 'stats.lookout.example', region: 'west', place: 'US', basis: 'default', configurable: true },
        model: null,
        dynamicModel: null,
        purpose: 'observability',
        artefact: null,
        overrides: null,
        fallbackGroup: null,
        confidence: 'low',
        evidence: ['import kit'],
      },
    ]);
    expect(telemetrySites([sight('import', 'frame')], WORLD)[0]?.endpoint).toMatchObject({ service: 'lookout', host: null, region: null, place: null });
  });

  test('is told once, where it is imported in its strongest scope, else where it is first seen there', () => {
    const all = [
      sight('import', 'kit', { scope: 'test', id: 't' }),
      sight('dependency', 'kit', { path: 'requirements.txt' }),
      sight('import', 'kit', { path: 'b.py', id: 'b' }),
    ];
    expect(reports(...all)).toEqual(['kit production b.py [b]']);
    expect(reports(...all.slice(0, 2))).toEqual(['kit production requirements.txt [dependency kit]']);
    expect(reports(all[0] as Evidence)).toEqual(['kit test app/chat.py [t]']);
  });

  test('is brought by an import, a manifest or a container, not by anything else', () => {
    expect((['import', 'dependency', 'container', 'config', 'env-var'] as const).map((kind) => reports(sight(kind, 'kit')).length)).toEqual([1, 1, 1, 0, 0]);
    expect(reports(sight('import', 'kit', { context: 'type-only import' }))).toEqual([]);
    expect(reports(sight('dependency', 'kit', { direct: false }))).toEqual([]);
    expect(reports(evidenceOf('x', { kind: 'import', subject: { kind: 'service', id: 'kit' } }))).toEqual([]);
  });

  test('reports nothing when it has nothing to report to, or nobody knows it', () => {
    expect(reports(sight('import', 'quiet'), sight('import', 'gone'))).toEqual([]);
  });

  test('that is switched off reports nothing, unless only tests switch it off', () => {
    expect(reports(sight('import', 'kit'), off('kit'))).toEqual([]);
    expect(reports(off('kit'), sight('import', 'kit'), sight('import', 'frame'))).toEqual(['frame production app/chat.py [import frame]']);
    expect(reports(sight('import', 'kit'), off('kit', { scope: 'test' })).length).toBe(1);
    expect(reports(sight('import', 'kit'), off('kit', { context: 'telemetry switched on' })).length).toBe(1);
  });
});

describe('a switch', () => {
  const kept = (...evidence: readonly Evidence[]): string[] => withoutIdleSwitches(evidence).map(({ id }) => id);

  test('of a library that is not there says nothing', () => {
    expect(kept(off('kit'))).toEqual([]);
    expect(kept(off('kit'), sight('import', 'frame'))).toEqual(['import frame']);
    expect(kept(off('kit'), sight('dependency', 'kit'))).toEqual(['config kit', 'dependency kit']);
  });

  test('is of a library: what else is configured stays', () => {
    expect(kept(sight('config', 'kit', { context: 'model =' }))).toEqual(['config kit']);
    expect(kept(evidenceOf('other', { kind: 'config', context: TELEMETRY_OFF }))).toEqual(['other']);
    expect(kept(sight('env-var', 'kit', { context: TELEMETRY_OFF }))).toEqual(['env-var kit']);
  });
});
