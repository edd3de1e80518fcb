/** Devices that code asks a framework for, and the names accelerators go by. */
import { describe, expect, test } from 'vitest';
import { acceleratorNamed, longestKey, withoutRegistry } from '../../src/match/accelerators.ts';
import { collector } from '../../src/match/collector.ts';
import { isDeviceName, matchDevices } from '../../src/match/devices.ts';
import type { CallCandidate } from '../../src/model/candidate.ts';
import { knowing } from '../support/small-world.ts';
import { args, call, choice, dynamic, env, object, placed, text, USUAL_ARGUMENTS } from '../support/values.ts';

const INDEX = knowing({
  more: {
    arguments: USUAL_ARGUMENTS,
    acceleratorNames: new Map([
      ['device:npu', 'n1'],
      ['device:cuda', 'c1'],
      ['node:big.*', 'big'],
      ['node:big.4*', 'bigger'],
      ['node:big.4xlarge', 'exact'],
      ['label:big.4xlarge', 'label'],
    ]),
  },
});
const NAMED = [{ kind: 'text' as const, value: 'npu', key: null, call: null, group: null, location: placed() }];

function devices(one: CallCandidate, texts: Parameters<typeof matchDevices>[2] = NAMED): string[] {
  const into = collector({ path: 'app.py', scope: 'production' });
  matchDevices(INDEX, [one], texts, into);
  return into.result().evidence.map(({ kind, value, context, signature }) => `${kind} ${value} ${signature} | ${context}`);
}

describe('a device', () => {
  test('is one that an argument or a call asks for', () => {
    expect(devices(call(['pipeline'], { args: args({ device: text('npu') }) }))).toEqual(['accelerator npu accelerators/n1 | pipeline']);
    expect(devices(call(['pipeline'], { args: args({ options: object({ device: text('npu') }) }) })).length).toBe(1);
    for (const name of ['to', 'device', 'set_device'])
      expect(devices(call(['model', name], { args: args({ '0': text('cuda:0') }) })), name).toEqual([`accelerator cuda:0 accelerators/c1 | model.${name}`]);
    expect(devices(call(['print'], { args: args({ '0': text('npu') }) }))).toEqual([]);
    expect(devices(call(['model', 'to'], { args: args({ '1': text('npu') }) }))).toEqual([]);
    expect(devices(call([], { args: args({ '0': text('npu') }) }))).toEqual([]);
  });

  test('is needed only where a processor would not do as well', () => {
    const asked = (...options: Parameters<typeof choice>): number => devices(call(['to'], { args: args({ '0': choice(...options) }) })).length;
    expect([
      asked(text('npu'), text('cpu')),
      asked(text('auto'), text('npu')),
      asked(text('npu'), dynamic('x')),
      asked(env('DEVICE', text('npu')), text('npu:1')),
    ]).toEqual([0, 0, 1, 1]);
  });

  test('has a plain name, with a number or not', () => {
    expect(['npu', 'npu:0', 'cuda:12'].map((name) => isDeviceName(INDEX, name))).toEqual([true, true, true]);
    expect(['cpu', 'npu:', 'npu:x', 'npu0', ' npu', 'npu ', 'NPU', 'my-npu', ''].map((name) => isDeviceName(INDEX, name))).toEqual(Array(9).fill(false));
  });

  test('is looked for only where a text of the file names one', () => {
    const asks = call(['to'], { args: args({ '0': text('npu') }) });
    expect(devices(asks, [])).toEqual([]);
    expect(devices(asks, [{ ...(NAMED[0] as (typeof NAMED)[number]), value: 'cpu' }])).toEqual([]);
  });
});

describe('a name of an accelerator', () => {
  test('is looked up whole, then by the longest beginning', () => {
    expect(['big.4xlarge', 'big.4x', 'big.8xlarge', 'BIG.4XLARGE', 'small'].map((name) => acceleratorNamed(INDEX, 'node', name))).toEqual([
      'exact',
      'bigger',
      'big',
      'exact',
      null,
    ]);
    expect(acceleratorNamed(INDEX, 'label', 'big.4xlarge')).toBe('label');
  });

  test('of a node may have the name of its cloud service before it', () => {
    expect(['ml.big.4xlarge', 'spot.big.8', 'ML.big.8', 'my.ml.big.8'].map((name) => acceleratorNamed(INDEX, 'node', name))).toEqual([
      'exact',
      'big',
      'big',
      null,
    ]);
    expect(acceleratorNamed(INDEX, 'label', 'ml.big.4xlarge')).toBeNull();
  });

  test('that is very long is only looked up whole', () => {
    const table = new Map([
      ['node:big*', 'b'],
      [`node:${'y'.repeat(201)}`, 'whole'],
      ['nod*', 'never'],
    ]);
    expect([
      longestKey(table, 'node', `big${'x'.repeat(198)}`),
      longestKey(table, 'node', `big${'x'.repeat(197)}`),
      longestKey(table, 'node', 'y'.repeat(201)),
      longestKey(table, 'node', 'other'),
    ]).toEqual([null, 'b', 'whole', null]);
  });

  test('of an image is the same in any registry', () => {
    expect(['registry.example/a/b', 'localhost:5000/a/b', 'a/b', 'a/b.c/d'].map(withoutRegistry)).toEqual(['a/b', 'a/b', 'a/b', 'a/b.c/d']);
  });
});
