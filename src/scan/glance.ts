/** What the bytes of a file name that is too large to be read: a vendored bundle must not hide a provider. */
import type { Knowledge } from '../knowledge/index.ts';
import { isKnownModule, matchHost, resolveModelId } from '../match/index.ts';
import type { Index } from '../model/knowledge.ts';
import type { Limits } from '../model/limits.ts';
import { findAll } from '../prefilter/scan.ts';
import { type Listing, passListed } from '../sources/list.ts';
import { mask } from '../util/mask.ts';
import { once } from '../util/once.ts';
import { prefiltersOf } from './extract.ts';

/** Bytes that are looked at together, and how many of them again with the next: more than the longest name. */
const WINDOW = 1024 * 1024;
const OVERLAP = 512;
/** Names that are told of one file, and occurrences in one window that are looked at for them. */
const NAMED = 5;
const TRIED = 500;
/** A word goes no further than this to either side. */
const LONGEST = 120;

/** The end of a message: `, but its bytes name api.openai.com (line 12), gpt-4o (line 40)`. Hosts and models first, then what else is known. */
export function createGlance(listing: Listing, knowledge: Knowledge, { searchedSize }: Limits): (path: string) => string {
  const prefilters = once(() => prefiltersOf(knowledge));
  return (path) => {
    if (searchedSize === 0) return '';
    const services = new Map<string, number>();
    const others = new Map<string, number>();
    let binary = false;
    let size = 0;
    passListed(listing, path, { size: WINDOW, overlap: OVERLAP, most: searchedSize }, (window, from) => {
      size = from + window.length;
      binary ||= from === 0 && window.subarray(0, 8192).includes(0);
      if (binary) return true;
      const offsets = prefilters().flatMap((prefilter) => findAll(prefilter, window, window.length, TRIED).map(({ offset }) => offset));
      for (const offset of offsets.sort((a, b) => a - b)) {
        const word = wordAt(window, offset);
        const name = nameOf(knowledge.index, word);
        const shown = name ?? otherName(knowledge.index, word);
        const into = name === null ? others : services;
        if (shown !== null && !into.has(shown) && into.size < NAMED) into.set(shown, from + offset);
      }
      return services.size >= NAMED;
    });
    if (binary) return '';
    const named = [...services, ...others].slice(0, NAMED);
    const part = size >= searchedSize ? `the first ${searchedSize} of its bytes` : 'its bytes';
    if (named.length === 0) return `; ${part} hold no name of the knowledge base`;
    const lines = linesAt(
      listing,
      path,
      named.map(([, offset]) => offset),
    );
    return `, but ${part} name ${named.map(([name, offset]) => `${mask(name)} (line ${lines.get(offset) ?? 1})`).join(', ')}`;
  };
}

/** The lines some places stand on. A pass of its own: most large files name nothing, and to count lines costs as much as to search. */
function linesAt(listing: Listing, path: string, offsets: readonly number[]): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  const left = [...offsets].sort((a, b) => a - b);
  let line = 1;
  let counted = 0;
  passListed(listing, path, { size: WINDOW, overlap: 0, most: (left.at(-1) ?? 0) + 1 }, (window, from) => {
    for (let next = left[0]; next !== undefined && next < from + window.length; next = left[0]) {
      for (; counted < next; counted++) if (window[counted - from] === 10) line++;
      lines.set(next, line);
      left.shift();
    }
    for (; counted < from + window.length; counted++) if (window[counted - from] === 10) line++;
    return left.length === 0;
  });
  return lines;
}

/** The word around a place. */
function wordAt(bytes: Buffer, offset: number): string {
  let start = offset;
  let end = offset;
  // A literal can begin with the sign that stands before a name.
  if (!isWordByte(bytes[start] as number)) start = end = offset + 1;
  while (start > 0 && offset - start < LONGEST && isWordByte(bytes[start - 1] as number)) start--;
  while (end < bytes.length && end - offset < LONGEST && isWordByte(bytes[end] as number)) end++;
  return bytes.toString('latin1', start, end).replace(/[.:/-]+$/, '');
}

/** Letters, digits and what joins them in hosts, ids and names of packages. */
function isWordByte(byte: number): boolean {
  const lower = byte | 0x20;
  return (lower >= 97 && lower <= 122) || (byte >= 45 && byte <= 58) || byte === 95 || byte === 64;
}

/** Languages whose names of packages are looked for; others write them in pieces. */
const LANGUAGES = ['javascript', 'python', 'ruby', 'rust', 'php'] as const;

/** The variable (`process.env.NAME`) or package of the knowledge base a word is. */
function otherName(index: Index, word: string): string | null {
  const last = word.slice(word.lastIndexOf('.') + 1);
  if (index.env.has(last)) return last;
  return LANGUAGES.some((language) => isKnownModule(index, language, word)) ? word : null;
}

/** The host or the model a word is. */
function nameOf(index: Index, word: string): string | null {
  const host = matchHost(index, word);
  if (host?.entry) return host.host;
  const model = resolveModelId(index, word, false);
  return model !== null && !model.boundOnly ? word : null;
}
