/** Longer texts are rarely asked for twice. */
const MAX_LENGTH = 120;
/** Answers kept; then it begins anew. */
const MAX_ANSWERS = 20_000;

/** A copy of a text. A part cut out of a long text keeps all of it in memory; a copy does not. */
export function copyOf(text: string): string {
  return `${text} `.slice(0, -1);
}

/**
 * The same function of a text, with its answers remembered: names and ids of a repository come again in file after file. Only for pure functions
 * whose answer may be shared. At most 20,000 answers are kept, for texts of up to 120 characters.
 */
export function memoized<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly answer: T }>();
  return (text) => {
    if (text.length > MAX_LENGTH) return make(text);
    const found = known.get(text);
    if (found) return found.answer;
    const own = copyOf(text);
    const answer = make(own);
    if (known.size >= MAX_ANSWERS) known.clear();
    known.set(own, { answer });
    return answer;
  };
}
