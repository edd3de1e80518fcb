/** Files of model weights: what name, size and the first bytes say. Nothing behind the head is ever read. */
import type { Extraction, WeightsCandidate } from '../../model/candidate.ts';
import { type HeaderReading, readGguf } from './gguf.ts';
import { readSafetensors } from './safetensors.ts';

/** How much of a file is looked at. Vocabularies stand behind the pairs that matter. */
export const HEAD_BYTES = 256 * 1024;

const FORMATS: Readonly<Record<string, string>> = {
  gguf: 'gguf',
  ggml: 'ggml',
  llamafile: 'llamafile',
  safetensors: 'safetensors',
  onnx: 'onnx',
  pt: 'pytorch',
  pth: 'pytorch',
  ckpt: 'checkpoint',
  tflite: 'tflite',
  keras: 'keras',
  engine: 'tensorrt',
};
/** Endings that also stand for data, with the names under which models are kept in them. */
const NAMED: readonly (readonly [RegExp, string])[] = [
  [/^(?:.*(?:pytorch|diffusion_pytorch|adapter|tf|flax)_?model.*|model(?:[-_.].*)?|ggml-.*|consolidated.*)\.bin$/, 'pytorch'],
  [/^(?:.*model.*|.*weights.*)\.(?:h5|hdf5)$/, 'keras'],
  [/^(?:flax_model|model).*\.msgpack$/, 'flax'],
];

/** The candidate of a file, or none when neither name nor content say that it holds weights. `size` is that of the whole file. */
export function extractWeights(path: string, bytes: Uint8Array, size: number): Extraction {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const format = formatOf(name);
  if (format === null) return { candidates: [], problems: [] };
  const pointer = pointerOf(bytes);
  const { says, state } = pointer === null ? headerOf(format, bytes, size) : { says: {}, state: 'pointer' as const };
  const location = { path, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const candidate: WeightsCandidate = { kind: 'weights', format, state, size: pointer ?? size, says, location };
  return { candidates: [candidate], problems: [] };
}

function formatOf(name: string): string | null {
  return FORMATS[name.slice(name.lastIndexOf('.') + 1)] ?? NAMED.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** Size of the file a pointer of git-LFS or git-annex stands for (0 when it does not say); null when this is no pointer. */
function pointerOf(bytes: Uint8Array): number | null {
  if (bytes.length > 1024) return null;
  const text = Buffer.from(bytes).toString('latin1');
  if (text.startsWith('version https://git-lfs.github.com/spec/') || text.startsWith('version https://hawser.github.com/spec/'))
    return Number(/\nsize (\d+)/.exec(text)?.[1] ?? 0);
  const annex = /^(?:\.\.\/)*(?:\.git)?\/?annex\/objects\/.*?(?:-s(\d+))?--/.exec(text);
  return annex === null ? null : Number(annex[1] ?? 0);
}

function headerOf(format: string, bytes: Uint8Array, size: number): HeaderReading {
  if (size === 0) return { says: {}, state: 'truncated' };
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  if (magic === 'GGUF') return readGguf(bytes, size);
  if (format === 'gguf') return { says: {}, state: size < 24 ? 'truncated' : 'opaque' };
  if (format === 'safetensors') return readSafetensors(bytes, size) ?? { says: {}, state: 'opaque' };
  return { says: {}, state: 'opaque' };
}
