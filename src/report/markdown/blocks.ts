import { count } from '../words.ts';

/** A folded section whose items may be cut from the end. */
export interface Part {
  readonly noun: string;
  readonly title: string;
  /** Lines above the items, such as the head of a table. */
  readonly head: readonly string[];
  readonly items: readonly string[];
}

/** A line of a table; with `head`, also the line below it. */
export function row(cells: readonly string[], head = false): string[] {
  const line = `| ${cells.join(' | ')} |`;
  return head ? [line, `|${'---|'.repeat(cells.length)}`] : [line];
}

/** A section that is folded at first. `title` is text of ours. */
export function details(title: string, lines: readonly string[]): string {
  return `<details>\n<summary>${title}</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

/** The parts as folded sections, in order, as many items as fit into `budget` characters; and in words what did not. */
export function fill(parts: readonly Part[], budget: number): { blocks: string[]; left: string[] } {
  const blocks: string[] = [];
  const left: string[] = [];
  let room = budget;
  for (const [index, { noun, title, head, items }] of parts.entries()) {
    if (items.length === 0) continue;
    // Parts that come later keep their share of what remains.
    const share = room / (parts.length - index);
    const kept = prefixWithin(items, share - title.length - head.join('\n').length - 80);
    if (kept.length < items.length) left.push(`${count(items.length - kept.length, noun)} of ${items.length}`);
    if (kept.length === 0) continue;
    const block = details(`${title} (${kept.length === items.length ? items.length : `${kept.length} of ${items.length}`})`, [...head, ...kept]);
    blocks.push(block);
    room -= block.length + 2;
  }
  return { blocks, left };
}

function prefixWithin(items: readonly string[], room: number): readonly string[] {
  let used = 0;
  const end = items.findIndex((item) => {
    used += item.length + 1;
    return used > room;
  });
  return end < 0 ? items : items.slice(0, end);
}
