/** Texts that variables of a build file hold. */
export interface Variables {
  /** `$name` and `${name}` by what they hold; null when one is not known or nothing is left. */
  readonly fill: (text: string) => string | null;
  /** What a bare name holds. */
  readonly get: (name: string) => string | null;
}

const ASSIGNMENT = /(?:^|[\s.;{,(])([A-Za-z_]\w*)\s*(?::\s*String\s*)?=\s*(["'])([^"'\n$]{1,80})\2/g;
const BRACKETED = /\[?["']([\w.]+)["']\]\s*=\s*["']([^"'\n$]{1,80})["']/g;

/** Variables set to a plain text anywhere in a file, `ext` and `extra` included. Of several of one name the first counts. */
export function variablesOf(text: string): Variables {
  const known = new Map<string, string>();
  const add = (name = '', value = ''): void => void (known.has(name) || known.set(name, value));
  for (const [, name, , value] of text.matchAll(ASSIGNMENT)) add(name, value);
  for (const [, name, value] of text.matchAll(BRACKETED)) add(name, value);
  const get = (name: string): string | null => known.get(name) ?? known.get(name.slice(name.lastIndexOf('.') + 1)) ?? null;
  return {
    get,
    fill: (written) => {
      const filled = written.replace(/\$\{([^}]+)\}|\$(\w+)/g, (whole, braced: string | undefined, bare: string | undefined) => {
        const name = (braced ?? bare ?? '').replace(/^.*["']([\w.]+)["'].*$/, '$1');
        return get(name) ?? whole;
      });
      return filled === '' || filled.includes('$') ? null : filled;
    },
  };
}
