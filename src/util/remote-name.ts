/** `scheme://user:password@host:port/path`; a port is no part of who somebody is: the same repository has one for ssh and none for https. */
const ADDRESS = /^(?:https?|ssh|git|git\+ssh):\/\/(?:[^/@\s]*@)*([^/:@\s]+)(?::\d+)?\/(\S+)$/i;
/** `user@host:path`, as ssh has it. One letter before the colon is a drive of Windows. */
const SCP = /^(?:[^/@\s:]+@)?([^/:@\s]{2,}):(?!\/\/)\/?(\S+)$/;

/**
 * The address of a git remote as a name that is the same however it is reached: `host/path`, without scheme, port, user, password, query and
 * `.git`. Null for a path of the machine and for what is no address.
 */
export function remoteName(address: string): string | null {
  const text = address.trim();
  const match = ADDRESS.exec(text) ?? (text.includes('://') ? null : SCP.exec(text));
  const [, host, path] = match ?? [];
  if (host === undefined || path === undefined) return null;
  const plain = path
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .replace(/^\/+/, '');
  return plain === '' ? null : `${host.toLowerCase()}/${plain}`;
}
