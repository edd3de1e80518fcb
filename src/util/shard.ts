import { createHash } from 'node:crypto';

/**
 * Which of `total` parts a name belongs to, from 0: its SHA-256 by the jump consistent hash (Lamping and Veach, 2014,
 * https://arxiv.org/abs/1406.2294). The same wherever it is asked and whatever else is in the list; another total moves as few names as can be.
 */
export function shardOf(name: string, total: number): number {
  let key = createHash('sha256').update(name).digest().readBigUInt64BE();
  let shard = -1;
  let next = 0;
  while (next < total) {
    shard = next;
    key = BigInt.asUintN(64, key * 2862933555777941757n + 1n);
    next = Math.floor((shard + 1) * (2147483648 / (Number(key >> 33n) + 1)));
  }
  return shard;
}
