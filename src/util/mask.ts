import { KEY_SHAPES } from './key-shapes.ts';
import { looksRandom } from './random-text.ts';

/** What stands for a secret: shorter than any. */
const MASKED = '***';

/** Nothing to hide in a text without a long run, an address, an assignment or a header. Most texts are such. */
const SUSPECT = /[\w+/=~-]{16,}|:\/\/|[=:@]|["'],|bearer|basic|-----|--?[a-z]/i;

// All that repeats has a bound where it could begin again inside itself, so that no text takes more than linear time. (Up to the path of an address it
// cannot: another `://` would end it.)

/** `user:password@` of an address: to the last `@` before the path, or behind a port that is no number. */
const USERINFO =
  /([a-z][a-z0-9+.-]{0,30}:\/\/)(?:[^\s/@:?#]{0,200}:(?!\d+(?:[/?#\s'"]|$))[^\s?#'"]{0,999}@(?=[\w.-]{1,99}\.[a-z]{2,20}(?![\w.@-]))|[^\s/?#]*@)/gi;

/** `user:password@host` without a scheme, as proxies are written; not `npm:name@1.2.3` and not `image:tag@sha256`. */
const BARE_USERINFO = /(?<![\w/:.@-])(?!npm:|pkg:|git:|workspace:|file:|link:|jsr:)[\w.%-]{1,99}:[^\s@/:'"]{3,99}@(?=[\w.-]{1,99}\.[a-z]{2,20}\b)/gi;

/** Query and fragment of an address. What a fragment says of a revision (`#<commit>`, `#v1.2.0`, `#semver:^1.2`) is kept. */
const QUERY = /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s?#'"]{0,2000})([?#][^\s'"]*)/gi;
const REVISION = /#(?:[0-9a-f]{7,12}|[0-9a-f]{40}|[0-9a-f]{64}|v?\d+(?:\.\w+)*|semver:[\w.^~-]+)$/i;

/** Names before a value that is secret whatever it looks like, and names before one that often is. */
const SECRET_NAME =
  '(?:api|access|account|shared|private|secret|signing|encryption|master|subscription|storage)[_-]?(?:access[_-]?)?key|secret|passw(?:or)?d|passphrase|pwd|credentials?';
const LIKELY_NAME = 'token|auth|authorization|signature|sig|key';
const ASSIGNED = String.raw`["'\])]*\s*(?::=|=>|=|:)\s*|["']\s*,\s*`;
const NAMED = new RegExp(`((?:${SECRET_NAME}|${LIKELY_NAME})(?:${ASSIGNED}))(["'\`]?)([^\\s"'\`,;&()<>{}\\[\\]]{4,})`, 'gi');
const STRONG_NAME = new RegExp(`(?:${SECRET_NAME})["'\\])]*[\\s:=,>"']*$`, 'i');
const FLAG = /(--?(?:[a-z]{1,20}-){0,4}(?:api-?key|token|password|passwd|secret|auth|credentials?)[ =]+["']?)([^\s"']{4,})/gi;
const HEADER = /\b(Bearer\s+|Basic\s+(?=[A-Za-z0-9+/]*[\d+/=]))([A-Za-z0-9._~+/=-]{8,})/gi;

/** A value that is worked out elsewhere: a variable, a member, a setting's name. */
const REFERENCE = /^(?:\$|%|@|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|(?:true|false|null|none|undefined|string|str)$|\*+$)/i;

/** A run that may be a key by its mixture alone, and one that is a digest or a key in hexadecimal. */
const RUN = /[A-Za-z0-9+/]{32,}={0,2}|[A-Za-z0-9]{20,}/g;
const HEX = /(?<![A-Za-z0-9])[0-9a-f]{32,}(?![A-Za-z0-9])/gi;

/**
 * Masks what nobody may read in a report: what `maskKeys` masks, and queries and fragments of addresses. Idempotent; never makes a text longer.
 */
export function mask(text: string): string {
  return maskKeys(text.includes('://') ? text.replace(QUERY, strip) : text);
}

/**
 * Masks keys and tokens of known shape, private keys, credentials of addresses, values behind names like `api_key=` and `Bearer`, and long mixed
 * runs. Model ids, versions, digests of lockfiles and images, and revisions stay. Idempotent; never makes a text longer.
 */
export function maskKeys(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const masked = maskedOnce(text);
  // Where slashes went with a run, what is left before an `@` looks like the credentials of an address.
  return masked !== text && masked.includes('@') ? maskedOnce(masked) : masked;
}

function maskedOnce(text: string): string {
  let masked = text;
  if (text.includes('@')) masked = (text.includes('://') ? masked.replace(USERINFO, '$1') : masked).replace(BARE_USERINFO, '');
  // Counting runs costs less than trying each pattern at every place.
  const long = longestRun(text);
  if (long >= SHORTEST_KEY || text.includes('-----')) for (const shape of KEY_SHAPES) masked = masked.replace(shape, MASKED);
  masked = masked
    .replace(HEADER, `$1${MASKED}`)
    .replace(FLAG, (whole, before: string, value: string) => (REFERENCE.test(value) ? whole : before + MASKED))
    .replace(NAMED, hideNamed);
  if (long < SHORTEST_RUN) return masked;
  return masked
    .replace(HEX, (run, at: number, all: string) => (isDigest(run, at, all) ? run : MASKED))
    .replace(RUN, (run, at: number, all: string) => (looksRandom(run) && !isDigest(run, at, all) ? MASKED : run));
}

/** Nothing of a known shape is shorter, with its prefix, and no run is looked at by its mixture alone. */
const SHORTEST_KEY = 12;
const SHORTEST_RUN = 20;

/** Length of the longest run of characters keys are made of. */
function longestRun(text: string): number {
  let longest = 0;
  let run = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // Letters, digits, and `+ - . / = _ ~ @ :`.
    const part = code < 128 && PART_OF_KEY[code] === 1;
    run = part ? run + 1 : 0;
    if (run > longest) longest = run;
  }
  return longest;
}

const PART_OF_KEY = Uint8Array.from({ length: 128 }, (_, code) => (/[\w+./=~@:-]/.test(String.fromCharCode(code)) ? 1 : 0));

function strip(_: string, address: string, rest: string): string {
  return REVISION.test(rest) ? address + (REVISION.exec(rest)?.[0] ?? '') : address;
}

function hideNamed(whole: string, before: string, quote: string, value: string): string {
  if (REFERENCE.test(value)) return whole;
  const strong = STRONG_NAME.test(before);
  const hidden = strong ? quote !== '' || (value.length >= 8 && /\d/.test(value)) : value.length >= 16 && /\d/.test(value) && /[A-Za-z0-9]{12,}/.test(value);
  return hidden ? `${before}${quote}${MASKED}` : whole;
}

/** Digests of commits, images and packages say what was used: behind `sha512-`, or 40 or 64 hexadecimal digits alone or behind `@ : # /`. */
function isDigest(run: string, at: number, all: string): boolean {
  if (/sha(?:1|224|256|384|512)[-:]$/i.test(all.slice(Math.max(0, at - 7), at))) return true;
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(run)) return false;
  return run.length === all.length || '@:#/='.includes(all[at - 1] ?? ' ');
}
