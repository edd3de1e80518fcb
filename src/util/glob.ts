/**
 * Globs with the meaning of gitignore lines: a grammar, hence the length. Matched without regular expressions: a pattern can come from a
 * hostile repository, and `*a*a*a*b` must not cost more than pattern length times path length.
 */

/** Part of a pattern between two slashes. `**` stands for any number of folders. */
type Segment =
  | { readonly kind: 'any-depth' }
  | { readonly kind: 'literal'; readonly text: string }
  /** `prefix*suffix`, by far the most frequent wildcard. */
  | { readonly kind: 'affix'; readonly prefix: string; readonly suffix: string }
  | { readonly kind: 'tokens'; readonly tokens: readonly Token[] };

type Token = { readonly kind: 'char'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'star' } | CharacterClass;

interface CharacterClass {
  readonly kind: 'class';
  readonly negated: boolean;
  /** Code unit ranges, both ends included. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** One compiled line. */
export interface Glob {
  /** `!line`: takes back what an earlier line matched. */
  readonly negated: boolean;
  readonly directoryOnly: boolean;
  readonly segments: readonly Segment[];
  /** Whether `**` stands at most in front: then only the end of a path has to be looked at. */
  readonly tail: boolean;
}

/** Globs and the folder they are relative to: `''` for the top, otherwise without a slash at the end. */
export interface GlobScope {
  readonly base: string;
  readonly globs: readonly Glob[];
}

const ANY_DEPTH: Segment = { kind: 'any-depth' };
const ANY_NAME: Segment = { kind: 'affix', prefix: '', suffix: '' };

const POSIX_CLASSES: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  alnum: [
    ['0', '9'],
    ['A', 'Z'],
    ['a', 'z'],
  ],
  alpha: [
    ['A', 'Z'],
    ['a', 'z'],
  ],
  blank: [
    [' ', ' '],
    ['\t', '\t'],
  ],
  digit: [['0', '9']],
  lower: [['a', 'z']],
  punct: [
    ['!', '/'],
    [':', '@'],
    ['[', '`'],
    ['{', '~'],
  ],
  space: [
    ['\t', '\r'],
    [' ', ' '],
  ],
  upper: [['A', 'Z']],
  xdigit: [
    ['0', '9'],
    ['A', 'F'],
    ['a', 'f'],
  ],
};

/** Compiles the lines of an ignore file, or a list of patterns. Blank lines, comments and lines that can match nothing drop out. */
export function parseGlobs(lines: readonly string[]): Glob[] {
  const globs: Glob[] = [];
  for (const line of lines) {
    const glob = parseGlob(line);
    if (glob !== null) globs.push(glob);
  }
  return globs;
}

/**
 * Whether a path, or a folder above it, is matched. As in git the last matching line decides, lines of a deeper folder decide first, and
 * what lies in a matched folder cannot be taken back. Answers about folders are kept, so ask one matcher about all files of a tree.
 */
export function createGlobMatcher(scopes: readonly GlobScope[]): (path: string) => boolean {
  const { add, matches } = createGlobTree();
  for (const scope of scopes) add(scope);
  return scopes.every(({ globs }) => globs.length === 0) ? () => false : matches;
}

/** Lines that count in a folder: its own, then those of the folders above that have any. */
interface Chain {
  readonly globs: readonly Glob[];
  /** Where in a path the part begins that the lines are about. */
  readonly start: number;
  readonly above: Chain | null;
}

/** The same for a tree that is still being walked: lines of a folder are added before anything in it is asked for. */
export function createGlobTree(): { readonly add: (scope: GlobScope) => void; readonly matches: (path: string) => boolean } {
  const byBase = new Map<string, readonly Glob[]>();
  const folders = new Map<string, boolean>([['', false]]);
  const chains = new Map<string, Chain | null>();
  // Made once per folder from the one above: looking for lines at every level of every path is cubic in the depth of a tree.
  const chainOf = (folder: string): Chain | null => {
    const open: string[] = [];
    let chain: Chain | null | undefined;
    for (let at = folder; ; at = parentOf(at)) {
      chain = chains.get(at);
      if (chain !== undefined) break;
      open.push(at);
      if (at === '') break;
    }
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const globs = byBase.get(next);
      chain = globs === undefined ? (chain ?? null) : { globs, start: next === '' ? 0 : next.length + 1, above: chain ?? null };
      chains.set(next, chain);
    }
    return chain ?? null;
  };
  const matchesItself = (path: string, isDirectory: boolean): boolean => {
    for (let chain = chainOf(parentOf(path)); chain !== null; chain = chain.above) {
      for (let i = chain.globs.length - 1; i >= 0; i--) {
        const glob = chain.globs[i];
        if (glob === undefined || (glob.directoryOnly && !isDirectory)) continue;
        if (matchGlob(glob, path, chain.start)) return !glob.negated;
      }
    }
    return false;
  };
  const matchesFolder = (folder: string): boolean => {
    // No recursion: in git's objects a path has as many folders as its author likes.
    const open: string[] = [];
    let at = folder;
    let answer = folders.get(at);
    for (; answer === undefined; answer = folders.get(at)) {
      open.push(at);
      at = parentOf(at);
    }
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      answer = answer || matchesItself(next, true);
      folders.set(next, answer);
    }
    return answer;
  };
  return {
    add: ({ base, globs }) => {
      if (globs.length > 0) byBase.set(base, globs);
    },
    matches: (path) => (path.endsWith('/') ? matchesFolder(path.slice(0, -1)) : matchesFolder(parentOf(path)) || matchesItself(path, false)),
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function parseGlob(line: string): Glob | null {
  let text = trimEnd(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return null;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const directoryOnly = text.endsWith('/');
  if (directoryOnly) text = text.slice(0, -1);
  const anchored = text.includes('/');
  if (text.startsWith('/')) text = text.slice(1);
  if (text === '') return null;
  const segments: Segment[] = anchored ? [] : [ANY_DEPTH];
  for (const part of text.split('/')) {
    // Without any other slash `**` is an ordinary star.
    const segment = part === '**' && anchored ? ANY_DEPTH : parseSegment(part);
    if (segment === null) return null;
    if (segment !== ANY_DEPTH || segments.at(-1) !== ANY_DEPTH) segments.push(segment);
  }
  // `folder/**` is what lies in the folder, not the folder itself.
  if (segments.at(-1) === ANY_DEPTH) segments.push(ANY_NAME);
  return { negated, directoryOnly, segments, tail: segments.lastIndexOf(ANY_DEPTH) <= 0 };
}

/** Blanks at the end do not count unless escaped. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === ' ' && text[end - 2] !== '\\') end--;
  return text.slice(0, end);
}

function parseSegment(text: string): Segment | null {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    if (char === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (char === '?') {
      tokens.push({ kind: 'one' });
    } else if (char === '[') {
      const parsed = parseClass(text, at);
      if (parsed === null) return null;
      tokens.push(parsed.token);
      at = parsed.last;
    } else if (char === '\\') {
      at++;
      if (at === text.length) return null;
      tokens.push({ kind: 'char', text: text[at] ?? '' });
    } else {
      tokens.push({ kind: 'char', text: char });
    }
  }
  return simplify(tokens);
}

/** Most segments need no walk over tokens. */
function simplify(tokens: readonly Token[]): Segment {
  let star = -1;
  let literal = '';
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'char') literal += token.text;
    else if (token.kind === 'star' && star === -1) star = index;
    else return { kind: 'tokens', tokens };
  }
  return star === -1 ? { kind: 'literal', text: literal } : { kind: 'affix', prefix: literal.slice(0, star), suffix: literal.slice(star) };
}

/** `[a-z]`, `[!a]`, `[[:digit:]]`; null when it is not closed, which in git matches nothing. */
function parseClass(text: string, start: number): { readonly token: CharacterClass; readonly last: number } | null {
  let at = start + 1;
  const negated = text[at] === '!' || text[at] === '^';
  if (negated) at++;
  const first = at;
  const ranges: (readonly [number, number])[] = [];
  for (; at < text.length; at++) {
    if (text[at] === ']' && at > first) return { token: { kind: 'class', negated, ranges }, last: at };
    if (text[at] === '[' && text[at + 1] === ':') {
      const close = text.indexOf(':]', at + 2);
      const named = close === -1 ? undefined : POSIX_CLASSES[text.slice(at + 2, close)];
      if (named !== undefined) {
        for (const [low, high] of named) ranges.push([low.charCodeAt(0), high.charCodeAt(0)]);
        at = close + 1;
        continue;
      }
    }
    if (text[at] === '\\') at++;
    const low = text.charCodeAt(at);
    let high = low;
    if (text[at + 1] === '-' && at + 2 < text.length && text[at + 2] !== ']') {
      at += text[at + 2] === '\\' ? 3 : 2;
      high = text.charCodeAt(at);
    }
    if (!Number.isNaN(low) && !Number.isNaN(high)) ranges.push([low, high]);
  }
  return null;
}

/** Whether a pattern matches what of a path stands from `start` on. The path is taken apart only for `**` between names. */
function matchGlob({ segments, tail }: Glob, path: string, start: number): boolean {
  if (!tail) return matchSegments(segments, path.slice(start).split('/'));
  const first = segments[0] === ANY_DEPTH ? 1 : 0;
  let end = path.length;
  for (let at = segments.length - 1; at >= first; at--) {
    if (end < start) return false;
    const from = Math.max(start, path.lastIndexOf('/', end - 1) + 1);
    if (!matchName(segments[at] as Segment, path.slice(from, end))) return false;
    end = from - 1;
  }
  return first === 1 || end < start;
}

/**
 * What stands behind the last `**` takes the last names, so that a long pattern costs its length and not that times the depth. What stands before
 * it is greedy with one step back to the `**` before: enough, because every other segment takes exactly one name.
 */
function matchSegments(pattern: readonly Segment[], names: readonly string[]): boolean {
  const last = pattern.lastIndexOf(ANY_DEPTH);
  const end = names.length - (pattern.length - last - 1);
  if (last === -1 ? end !== 0 : end < 0) return false;
  for (let p = last + 1; p < pattern.length; p++) if (!matchName(pattern[p] as Segment, names[end + p - last - 1] ?? '')) return false;
  let p = 0;
  let n = 0;
  let retryPattern = -1;
  let retryName = 0;
  while (p < last) {
    const segment = pattern[p] as Segment;
    if (segment.kind === 'any-depth') {
      retryPattern = ++p;
      retryName = n;
    } else if (n < end && matchName(segment, names[n] ?? '')) {
      p++;
      n++;
    } else if (n < end && retryPattern !== -1) {
      p = retryPattern;
      n = ++retryName;
    } else {
      return false;
    }
  }
  return true;
}

function matchName(segment: Segment, name: string): boolean {
  switch (segment.kind) {
    case 'literal':
      return segment.text === name;
    case 'affix': {
      const { prefix, suffix } = segment;
      return name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
    }
    case 'tokens':
      return matchTokens(segment.tokens, name);
    case 'any-depth':
      return false;
  }
}

/** The same greedy walk over characters. */
function matchTokens(tokens: readonly Token[], name: string): boolean {
  let t = 0;
  let n = 0;
  let retryToken = -1;
  let retryName = 0;
  while (n < name.length) {
    const token = tokens[t];
    if (token?.kind === 'star') {
      retryToken = ++t;
      retryName = n;
    } else if (token !== undefined && matchChar(token, name, n)) {
      t++;
      n++;
    } else if (retryToken !== -1) {
      t = retryToken;
      n = ++retryName;
    } else {
      return false;
    }
  }
  while (tokens[t]?.kind === 'star') t++;
  return t === tokens.length;
}

function matchChar(token: Token, name: string, at: number): boolean {
  if (token.kind === 'one') return true;
  if (token.kind === 'char') return token.text === name[at];
  if (token.kind === 'star') return false;
  const code = name.charCodeAt(at);
  for (const [low, high] of token.ranges) if (code >= low && code <= high) return !token.negated;
  return token.negated;
}
