/** Sizes as people write them. */
export const SIZE = /^(\d{1,15})\s*([kmgt]?)(?:i?b)?$/i;

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4 };

/** `8M` -> bytes; null for what is no size. */
export function sizeOf(text: string): number | null {
  const match = SIZE.exec(text.trim());
  return match ? Number(match[1]) * (UNITS[(match[2] ?? '').toLowerCase()] ?? 1) : null;
}
