/** Folder of a POSIX path, without a slash at the end; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** What stands before the name in a POSIX path, with its slash; empty at the top. Paths in or below a folder begin with it. */
export function folderPrefix(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
