/** A package as Deno names it in an import. */
interface Specifier {
  /** purl type. */
  readonly ecosystem: 'npm' | 'jsr' | 'deno';
  readonly name: string;
  readonly version: string | null;
  /** Where the name stands within the specifier. */
  readonly offset: number;
  readonly length: number;
}

const REGISTRY = /^(npm|jsr):\/?(@[^/@]+\/[^/@]+|[^/@]+)(?:@([^/]+))?/;
const DENO_LAND = /^https:\/\/deno\.land\/x\/([^/@]+)(?:@([^/]+))?/;
const ESM_HOST = /^https:\/\/(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm)\/(?:v\d+\/)?(@[^/@]+\/[^/@?]+|[^/@?]+)(?:@([^/?]+))?/;

/** Reads `npm:name@1`, `jsr:@scope/name@1`, `https://deno.land/x/name@1` and the npm packages of CDNs; null for anything else. */
export function parseSpecifier(text: string): Specifier | null {
  const registry = REGISTRY.exec(text);
  if (registry) return specifier(registry[1] === 'jsr' ? 'jsr' : 'npm', text, registry[2], registry[3]);
  const land = DENO_LAND.exec(text);
  if (land) return specifier('deno', text, land[1], land[2]?.replace(/^v(?=\d)/, ''));
  const cdn = ESM_HOST.exec(text);
  return cdn ? specifier('npm', text, cdn[1], cdn[2]) : null;
}

function specifier(ecosystem: Specifier['ecosystem'], text: string, name = '', version: string | undefined): Specifier {
  const offset = text.lastIndexOf(name, text.indexOf(name) + name.length);
  return { ecosystem, name, version: version ?? null, offset: Math.max(0, offset), length: name.length };
}
