/** The header of a safetensors file: eight bytes of length and a JSON text. Layout: github.com/huggingface/safetensors, README. */
import type { HeaderReading } from './gguf.ts';

/** Names in `__metadata__` that trainers and converters write, by the name they get. */
const KEYS: Readonly<Record<string, string>> = {
  'modelspec.title': 'name',
  'modelspec.architecture': 'architecture',
  'modelspec.license': 'license',
  'modelspec.author': 'organization',
  base_model: 'base',
  base_model_name_or_path: 'base',
  model_name: 'name',
  license: 'license',
  ss_base_model_version: 'base name',
  ss_sd_model_name: 'base',
  architecture: 'architecture',
};

/** Reads the metadata that lies within the head. `size` is that of the whole file. */
export function readSafetensors(bytes: Uint8Array, size: number): HeaderReading | null {
  if (bytes.length < 9) return size < 9 ? { says: {}, state: 'truncated' } : null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (bytes[8] !== 0x7b || length > 100_000_000) return null;
  if (size < 8 + length) return { says: {}, state: 'truncated' };
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + 8, Math.min(length, bytes.length - 8)).toString('utf8');
  const whole = 8 + length <= bytes.length;
  const header = parse(whole ? text : (metadataText(text) ?? '{}'));
  if (header === null) return { says: {}, state: 'opaque' };
  const end = whole ? lastByte(header) : 0;
  return { says: saysOf(header.__metadata__), state: size < 8 + length + end ? 'truncated' : 'whole' };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `__metadata__` is a flat object and stands first where there is one: it is found in a header too long for the head. */
function metadataText(text: string): string | null {
  const found = /^\s*\{\s*"__metadata__"\s*:\s*(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})/.exec(text)?.[1];
  return found === undefined ? null : `{"__metadata__":${found}}`;
}

function saysOf(metadata: unknown): Record<string, string> {
  const says: Record<string, string> = {};
  if (!isObject(metadata)) return says;
  for (const [key, value] of Object.entries(metadata)) {
    const name = KEYS[key];
    if (name !== undefined && typeof value === 'string' && value !== '' && value.length < 400) says[name] ??= value;
  }
  return says;
}

/** Where the data of the last tensor end, counted from the end of the header. */
function lastByte(header: Record<string, unknown>): number {
  let last = 0;
  for (const tensor of Object.values(header)) {
    const end = isObject(tensor) && Array.isArray(tensor.data_offsets) ? Number(tensor.data_offsets[1]) : 0;
    if (end > last) last = end;
  }
  return last;
}
