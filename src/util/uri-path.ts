/** A relative POSIX path as a relative URI: every segment percent-encoded, slashes kept. Lone surrogates become U+FFFD. */
export function uriPath(path: string): string {
  return path
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}
