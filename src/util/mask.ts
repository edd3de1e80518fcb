/** Shapes of well-known keys and tokens, and long mixed strings. Anything that looks like one never leaves this program. */
const KEY_SHAPES = [
  /\b(?:sk|pk|rk)[-_](?:[A-Za-z0-9]+[-_])*[A-Za-z0-9_-]{12,}/g,
  /\b(?:gh[pousr]|github_pat|glpat|hf|gsk|xai|nvapi|pplx|r8|co|AIza|ya29|AKIA|ASIA|xox[abprs]|whsec|fw|tvly|lsv2|dapi|SG|npm)[-_.]?[A-Za-z0-9_-]{16,}/g,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g,
  /\b[A-Fa-f0-9]{40,}\b/g,
];

/** Masks keys, tokens and URL credentials, and drops query strings and fragments of URLs. */
export function mask(text: string): string {
  let masked = text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/@'"]*@/gi, '$1').replace(/(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#'"]*)[?#][^\s'"]*/gi, '$1');
  for (const shape of KEY_SHAPES) masked = masked.replace(shape, '***');
  return masked;
}
