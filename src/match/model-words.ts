/** What the words after a known stem say: the same model in another form, another version or size class of its family, or something else. */
import type { Index, ModelStem, ModelWordRole } from '../model/knowledge.ts';

/** `same`: the model itself. `version`: another model of the family. `other`: words that model ids do not have. */
export type Rest = 'same' | 'version' | 'other';

/** Sizes, experts, context lengths: `70b`, `8x7b`, `a22b`, `e4b`, `16e`, `128k`; groups of quantisation: `w4a16`, `q4`, `g128`. */
const SIZE =
  /^(?:\d+(?:[dx]\d+)?[bmktge]|[aex]\d+[bmk]?|w\d+|w\d+a\d+|f\d+|i\d|i?q\d+|g\d+|gs\d+|4096|8192|16384|32768|65536|131072|262144|524288|1048576|[bfklmos]|v1)$/;

/** Words that a number belongs to: number formats and quantisation schemes (`fp8`, `mxfp4`, `int4`, `exl2`). */
const FORMAT = new Set(['fp', 'bf', 'nf', 'int', 'iq', 'mxfp', 'nvfp', 'exl', 'ct', 'ggmlv', 'uint', 'sym', 'group', 'rc', 'hqq', 'mxint']);

/** Reads the words after `stem`. `open`: the weights are open, so hosts' own words (`turbo`, `fast`) leave it the same model. */
export function readRest(index: Index, words: readonly string[], stem: Pick<ModelStem, 'dated'> | null, open: boolean): Rest {
  let result: Rest = 'same';
  let afterDate = false;
  for (let at = 0; at < words.length; ) {
    const dated = dateAt(words, at);
    if (dated > 0) {
      if (stem?.dated) result = 'version';
      at += dated;
      afterDate = true;
      continue;
    }
    const word = words[at] as string;
    const next = words[at + 1];
    if (FORMAT.has(word) && next !== undefined && /^\d+[a-z]?\d*$/.test(next)) at += 2;
    else if (/^i?q\d$/.test(word)) at += quantisation(words, at);
    else if (/^\d+$/.test(word) && (next === 'bit' || next === 'bits' || next === 'bpw')) at += 2;
    else {
      const kind = wordKind(index, word, open, afterDate);
      if (kind === 'other') return 'other';
      if (kind === 'version') result = 'version';
      at++;
    }
    afterDate = false;
  }
  return result;
}

/** Words of a llama.cpp quantisation from `q4` on: `q4_0`, `q4_k_m`, `q4_k_xl`. */
function quantisation(words: readonly string[], at: number): number {
  const next = words[at + 1] ?? '';
  if (next === '0' || next === '1') return 2;
  if (next !== 'k') return 1;
  return /^(?:[sml]|x?[sl]|xxs)$/.test(words[at + 2] ?? '') ? 3 : 2;
}

function wordKind(index: Index, word: string, open: boolean, afterDate: boolean): Rest {
  if (SIZE.test(word) || FORMAT.has(word)) return 'same';
  const roles: readonly ModelWordRole[] = index.modelWords.get(word) ?? [];
  if (roles.includes('variant') || (open && roles.includes('host-variant'))) return 'same';
  // Revisions count from 1 and are written with zeros (-001) or after a date; other numbers are versions.
  if (/^0\d{1,2}$/.test(word) || (afterDate && /^v?\d$/.test(word))) return 'same';
  return /\d/.test(word) || roles.includes('tier') || roles.includes('host-variant') ? 'version' : 'other';
}

/** How many words from `at` on are a date or a revision made of one: `20250514`, `2024-08-06`, `08-2024`, `05-20`, `2507`, `0613`. */
function dateAt(words: readonly string[], at: number): number {
  const [first = '', second = '', third = ''] = words.slice(at, at + 3);
  if (/^(?:19|20)\d{6}$/.test(first) || /^2\d(?:0[1-9]|1[0-2])[0-3]\d$/.test(first)) return 1;
  if (/^20[12]\d$/.test(first)) return isMonth(second) ? (isDay(third) ? 3 : 2) : 1;
  if (/^\d{4}$/.test(first)) return isMonth(first.slice(0, 2)) || isMonth(first.slice(2)) ? 1 : 0;
  if (!isMonth(first)) return 0;
  return /^20[12]\d$/.test(second) || isDay(second) ? 2 : 0;
}

function isMonth(word: string): boolean {
  return /^(?:0[1-9]|1[0-2])$/.test(word);
}

function isDay(word: string): boolean {
  return /^(?:0[1-9]|[12]\d|3[01])$/.test(word);
}
