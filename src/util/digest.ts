import { createHash } from 'node:crypto';

/** Hex SHA-256 over parts, each with its length, so that ["ab","c"] and ["a","bc"] differ. */
export function digest(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part).update('\n');
  return hash.digest('hex');
}
