/** Manifests that say where a name leads, read once for all files: packages of a workspace, modules of Go. */
import { folderOf } from '../../util/folder.ts';

type Read = (path: string) => string | null;

/** Whether a file is such a manifest. */
export function isSignpost(path: string): boolean {
  return /(?:^|\/)(?:package\.json|go\.mod)$/.test(path);
}

/** Folders of packages by name; of two with one name the first by path. */
export function workspacesIn(paths: Iterable<string>, read: Read): ReadonlyMap<string, string> {
  const workspaces = new Map<string, string>();
  for (const path of [...paths].filter((name) => name.endsWith('/package.json')).sort()) {
    const name = /^\s*\{[\s\S]{0,400}?"name"\s*:\s*"([^"]+)"/.exec(read(path) ?? '')?.[1];
    if (name !== undefined && !workspaces.has(name)) workspaces.set(name, folderOf(path));
  }
  return workspaces;
}

/** A module of Go: its name, and the folder it lies in. */
export interface GoModule {
  readonly folder: string;
  readonly name: string;
}

/** Modules of Go in the order of their paths. */
export function goModulesIn(paths: Iterable<string>, read: Read): GoModule[] {
  const modules: GoModule[] = [];
  for (const path of [...paths].filter((name) => name === 'go.mod' || name.endsWith('/go.mod')).sort()) {
    const name = /^\s*module\s+"?([^\s"]+)/m.exec(read(path) ?? '')?.[1];
    if (name !== undefined) modules.push({ folder: folderOf(path), name });
  }
  return modules;
}
