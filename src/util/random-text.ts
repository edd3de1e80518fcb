/** Share of neighbours that change between upper case, lower case and digits; a capital before a small letter is how words begin. */
const LEAST_CHANGES = 0.27;

/** Groups of digits in one run; a name has one or two. */
const MANY_GROUPS = 5;

/**
 * Whether a run of letters and digits reads like one drawn at random: of letters and at least two digits that change more often
 * than in words, names and numbers put together. Of random runs of 40 characters it knows nearly all, of 20 most; of letters only it knows none.
 */
export function looksRandom(run: string): boolean {
  let changes = 0;
  let neighbours = 0;
  let kinds = 0;
  let digits = 0;
  let groups = 0;
  let before = 0;
  for (let at = 0; at < run.length; at++) {
    const kind = kindOf(run.charCodeAt(at));
    kinds |= kind;
    if (kind === DIGIT) {
      digits++;
      if (before !== DIGIT) groups++;
    }
    if (kind !== 0 && before !== 0) {
      neighbours++;
      if (kind !== before && !(before === UPPER && kind === LOWER)) changes++;
    }
    before = kind;
  }
  // One digit stands in many a name (`AutoModelForSeq2SeqLM`).
  return digits >= 2 && kinds !== DIGIT && (changes / neighbours >= LEAST_CHANGES || groups >= MANY_GROUPS);
}

const DIGIT = 1;
const UPPER = 2;
const LOWER = 4;

function kindOf(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT;
  if (code >= 65 && code <= 90) return UPPER;
  return code >= 97 && code <= 122 ? LOWER : 0;
}
