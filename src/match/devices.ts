/** Devices that code asks a framework for: `device="npu"`, `.to("cuda:0")`. */
import type { CallCandidate, Value } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import { acceleratorNamed } from './accelerators.ts';
import { alternatives, flatten, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { seeAccelerator } from './seen-accelerators.ts';

/** Names of calls whose first argument is a device. */
const TAKES_DEVICE = new Set(['to', 'device', 'set_device']);

/** Reports accelerators that the calls of one file need. Where a processor would do as well, none is needed. */
export function matchDevices(index: Index, calls: readonly CallCandidate[], into: Collector): void {
  for (const call of calls) {
    for (const { name, value } of flatten(call.args, 1)) {
      const device = index.arguments.device.has(word(name)) || (name === '0' && TAKES_DEVICE.has(call.path.at(-1) ?? ''));
      if (device) seeDevices(index, value, call.path.join('.'), into);
    }
  }
}

function seeDevices(index: Index, value: Value, context: string, into: Collector): void {
  const texts = alternatives(value).flatMap(({ value: option }) => (option.kind === 'text' ? [option] : []));
  if (texts.some(({ text }) => text === 'cpu' || text === 'auto')) return;
  for (const { text, location } of texts) {
    const [, device] = /^([a-z]+)(?::\d+)?$/.exec(text) ?? [];
    const id = device === undefined ? null : acceleratorNamed(index, 'device', device);
    if (id !== null) seeAccelerator(into, id, text, context, location);
  }
}
