/** Devices that code asks a framework for: `device="npu"`, `.to("cuda:0")`. */
import type { CallCandidate, TextCandidate, Value } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import { acceleratorNamed } from './accelerators.ts';
import { alternatives, flatten, word } from './arguments.ts';
import type { Collector } from './collector.ts';
import { seeAccelerator } from './seen-accelerators.ts';

/** Names of calls whose first argument is a device. */
const TAKES_DEVICE = new Set(['to', 'device', 'set_device']);

/**
 * Reports accelerators that the calls of one file need. Where a processor would do as well, none is needed. Arguments are worked out when asked for,
 * so only where a text of the file names a device.
 */
export function matchDevices(index: Index, calls: readonly CallCandidate[], texts: readonly TextCandidate[], into: Collector): void {
  if (!texts.some(({ value }) => deviceNamed(index, value) !== null)) return;
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
    const id = deviceNamed(index, text);
    if (id !== null) seeAccelerator(into, id, text, context, location);
  }
}

/** Whether a text names a device that needs an accelerator. */
export function isDeviceName(index: Index, text: string): boolean {
  return deviceNamed(index, text) !== null;
}

/** Accelerator that a device string names: `npu`, `cuda:0`. */
function deviceNamed(index: Index, text: string): string | null {
  const [, device] = /^([a-z]+)(?::\d+)?$/.exec(text) ?? [];
  return device === undefined ? null : acceleratorNamed(index, 'device', device);
}
