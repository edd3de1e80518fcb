import type { Config } from '../config/index.ts';
import { LIMIT_OPTIONS, type Limits } from '../model/limits.ts';
import { sizeOf } from '../util/size-text.ts';
import { bytes, count } from './flag-values.ts';

/** Flags for the bounds people change most; the others are in the project file. */
export interface RawLimitFlags {
  readonly maxFileSize?: string;
  readonly maxFiles?: string;
}

/** The bounds that flags and project file set; flags win. */
export function limitsOf({ maxFileSize, maxFiles }: RawLimitFlags, { values }: Pick<Config, 'values'>): Partial<Limits> {
  const written = Object.entries(LIMIT_OPTIONS).flatMap(([limit, option]) => {
    const value = values.limits?.[option];
    return value === undefined ? [] : [[limit, typeof value === 'string' ? sizeOf(value) : value]];
  });
  return {
    ...(Object.fromEntries(written) as Partial<Limits>),
    ...(maxFileSize !== undefined && { fileSize: bytes('--max-file-size', maxFileSize) }),
    ...(maxFiles !== undefined && { files: count('--max-files', maxFiles) }),
  };
}
