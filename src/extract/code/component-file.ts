/** Script blocks of a Vue, Svelte or Astro file, as offsets. Positions stay those of the whole file. */
export function scriptBlocks(source: string): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  if (source.startsWith('---')) {
    const end = source.indexOf('\n---', 3);
    if (end > 0) blocks.push({ start: 3, end });
  }
  let at = 0;
  for (;;) {
    const open = source.indexOf('<script', at);
    if (open < 0) return blocks;
    const start = source.indexOf('>', open) + 1;
    if (start === 0) return blocks;
    const close = source.indexOf('</script', start);
    const end = close < 0 ? source.length : close;
    blocks.push({ start, end });
    at = end + 1;
  }
}
