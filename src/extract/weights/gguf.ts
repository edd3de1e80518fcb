/** The header of a GGUF file: key and value pairs that say what the weights are. Layout: github.com/ggml-org/ggml, docs/gguf.md. */

/** What the head of a file says, and whether the file can be whole. */
export interface HeaderReading {
  readonly says: Readonly<Record<string, string>>;
  readonly state: 'whole' | 'truncated' | 'opaque';
}

/** Longer texts are chat templates and vocabularies: stepped over. */
const MAX_TEXT = 1000;
/** More keys than this are no header anybody wrote. */
const MAX_PAIRS = 4096;

/** Bytes of a scalar by its type number; strings (8) and arrays (9) are read by length. */
const WIDTHS: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };

/** Quantisation by `general.file_type` (llama.h, enum llama_ftype). */
const FILE_TYPES: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  30: 'IQ4_XS',
  32: 'BF16',
};

/** Keys worth telling, by the name they get. Bases are numbered: the first is the one. */
const KEYS: Readonly<Record<string, string>> = {
  'general.architecture': 'architecture',
  'general.name': 'name',
  'general.basename': 'basename',
  'general.organization': 'organization',
  'general.license': 'license',
  'general.license.name': 'license name',
  'general.license.link': 'license link',
  'general.base_model.0.name': 'base name',
  'general.base_model.0.organization': 'base organization',
  'general.base_model.0.repo_url': 'base',
  'general.source.huggingface.repository': 'source',
  'general.source.repo_url': 'source',
  'general.repo_url': 'source',
  'general.quantized_by': 'quantised by',
  'general.file_type': 'quantisation',
};

/** Reads the pairs that lie within the head. `size` is that of the whole file. */
export function readGguf(bytes: Uint8Array, size: number): HeaderReading {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 24) return { says: {}, state: 'truncated' };
  const version = view.getUint32(4, true);
  // Version 1 had shorter lengths, and a number out of range is a file of the other byte order.
  if (version < 2 || version > 8) return { says: {}, state: 'opaque' };
  const tensors = Number(view.getBigUint64(8, true));
  const pairs = Number(view.getBigUint64(16, true));
  const says: Record<string, string> = {};
  const cursor = { at: 24 };
  let read = 0;
  for (; read < Math.min(pairs, MAX_PAIRS); read++) {
    if (!readPair(view, cursor, says)) break;
  }
  const ended = read < pairs && read < MAX_PAIRS;
  // A head that ends within the pairs of a file that is no longer than the head is cut short; so is one that has tensors and no room for them.
  const cut = (ended && size <= bytes.length) || (!ended && tensors > 0 && size - cursor.at < tensors * 24);
  return { says, state: cut ? 'truncated' : 'whole' };
}

function readPair(view: DataView, cursor: { at: number }, says: Record<string, string>): boolean {
  const key = readText(view, cursor);
  if (key === null || cursor.at + 4 > view.byteLength) return false;
  const type = view.getUint32(cursor.at, true);
  cursor.at += 4;
  if (type === 8) {
    const text = readText(view, cursor);
    if (text === null) return false;
    const name = KEYS[key];
    if (name !== undefined && text !== '') says[name] ??= text;
    return true;
  }
  if (type === 9) return skipArray(view, cursor);
  const width = WIDTHS[type];
  if (width === undefined || cursor.at + width > view.byteLength) return false;
  if (key === 'general.file_type' && type === 4)
    says.quantisation = FILE_TYPES[view.getUint32(cursor.at, true)] ?? `file type ${view.getUint32(cursor.at, true)}`;
  cursor.at += width;
  return true;
}

/** A text with its length before it; one that is too long is stepped over and read as empty. Null: it does not fit into the head. */
function readText(view: DataView, cursor: { at: number }): string | null {
  if (cursor.at + 8 > view.byteLength) return null;
  const length = Number(view.getBigUint64(cursor.at, true));
  const start = cursor.at + 8;
  if (start + length > view.byteLength) return null;
  cursor.at = start + length;
  return length > MAX_TEXT ? '' : Buffer.from(view.buffer, view.byteOffset + start, length).toString('utf8');
}

function skipArray(view: DataView, cursor: { at: number }): boolean {
  if (cursor.at + 12 > view.byteLength) return false;
  const type = view.getUint32(cursor.at, true);
  const count = Number(view.getBigUint64(cursor.at + 4, true));
  cursor.at += 12;
  if (type === 9) return false;
  if (type !== 8) {
    cursor.at += (WIDTHS[type] ?? Number.POSITIVE_INFINITY) * count;
    return cursor.at <= view.byteLength;
  }
  for (let item = 0; item < count; item++) if (readText(view, cursor) === null) return false;
  return true;
}
