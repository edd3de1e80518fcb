/** A container image as it is written. */
export interface ImageName {
  /** Registry (when written) and path, without tag and digest. */
  readonly name: string;
  /** The tag, else the digest; null when neither is written. */
  readonly version: string | null;
}

const IMAGE = /^((?:[a-z0-9][a-z0-9.-]*(?::\d+)?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([\w][\w.-]*))?(?:@(sha256:[0-9a-f]+))?$/i;

/** Reads an image reference; null when the text is none or its name is only known when it runs. */
export function parseImage(text: string): ImageName | null {
  if (text.length > 300) return null;
  // `${VARIABLE:-default}`: the default is what everybody gets who sets nothing.
  const filled = text.replace(/\$\{[A-Za-z_]\w*:?-([^{}$]*)\}/g, '$1');
  // A tag that is computed leaves the name as it is.
  const [, computed] = /^([^\s${}]+):(?:\$\{[^}]*\}|\$\w+|\{\{.*\}\})$/.exec(filled) ?? [];
  const [, name, tag, digest] = IMAGE.exec(computed ?? filled) ?? [];
  return name === undefined ? null : { name, version: tag ?? digest ?? null };
}
