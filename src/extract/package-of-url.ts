/** The package an address really gives, whatever name a manifest keeps it under: its file or its repository says so. Null when they do not. */
export function packageOfUrl(url: string): { readonly name: string; readonly version: string | null } | null {
  const path = url.replace(/[?#].*$/, '');
  const file = path.slice(path.lastIndexOf('/') + 1);
  // `@scope/name/-/name-1.2.3.tgz` of npm registries.
  const tarball = /\/((?:@[\w.~-]+\/)?[\w.~-]+)\/-\/[\w.~-]+?-(\d[\w.+-]*)\.tgz$/.exec(path);
  if (tarball) return { name: tarball[1] as string, version: tarball[2] as string };
  const wheel = /^([A-Za-z0-9._]+)-(\d[\w.!+]*)(?:-[\w.]+){2,4}\.whl$/.exec(file) ?? /^([A-Za-z0-9._-]+?)-(\d[\w.!+]*)\.(?:tar\.gz|zip|tar\.bz2)$/.exec(file);
  if (wheel) return { name: wheel[1] as string, version: wheel[2] as string };
  // `openai/openai-python` holds what registries call `openai`.
  const isRepository = /^(?:github:|gitlab:|bitbucket:|git[+:@]|ssh:)/.test(url) || /^[\w.-]+\/[\w.-]+$/.test(path) || /\.git(?:@[^/]*)?$/.test(path);
  const name = isRepository ? (/^[\w.-]+/.exec(file.replace(/\.git\b.*$|@.*$/, ''))?.[0] ?? '') : '';
  return name === '' ? null : { name: name.replace(/[-_.](?:python|py|node|nodejs|js|javascript|typescript|ts|sdk)$/, ''), version: null };
}
