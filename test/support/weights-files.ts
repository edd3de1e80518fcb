/** Files of weights as small as their formats allow, for tests of the header readers. */

/** A GGUF file with these pairs (texts, or numbers as 32 bits) and as many tensors. */
export function gguf(pairs: Readonly<Record<string, string | number>>, tensors = 0): Buffer {
  const parts = [Buffer.from('GGUF'), u32(3), u64(tensors), u64(Object.keys(pairs).length)];
  for (const [key, value] of Object.entries(pairs)) {
    parts.push(text(key), ...(typeof value === 'number' ? [u32(4), u32(value)] : [u32(8), text(value)]));
  }
  for (let at = 0; at < tensors; at++) parts.push(text(`blk.${at}.weight`), u32(1), u64(4), u32(0), u64(0));
  return Buffer.concat(parts);
}

/** A safetensors file with metadata and one tensor of `data` bytes. */
export function safetensors(metadata: Readonly<Record<string, string>>, data = 16): Buffer {
  const header = Buffer.from(JSON.stringify({ __metadata__: metadata, weight: { dtype: 'F32', shape: [data / 4], data_offsets: [0, data] } }));
  return Buffer.concat([u64(header.length), header, Buffer.alloc(data)]);
}

/** A git-LFS pointer to a file of this size. */
export function lfsPointer(size: number): Buffer {
  return Buffer.from(`version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize ${size}\n`);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}
