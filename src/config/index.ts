import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { Declarations } from '../model/declaration.ts';
import type { Suppression } from '../model/suppression.ts';
import { InputError, UsageError } from '../util/errors.ts';
import type { YamlPart } from '../util/yaml-problems.ts';
import type { ProjectFile } from './schema.ts';

export type { ProjectFile } from './schema.ts';

/** A project file that was found, with its folder: paths in it are relative to that. */
export interface Config {
  readonly file: string | null;
  readonly folder: string;
  readonly values: ProjectFile;
  /** What it declares; its path is still to be filled in. */
  readonly declarations: Declarations | null;
  /** Profiles it brings, each with its place. */
  readonly profiles: readonly ProfilePart[];
  /** What it accepts; their path is still to be filled in. */
  readonly suppressions: readonly Suppression[];
  /** Packs it names, each with its place. */
  readonly extends: readonly { readonly spec: string; readonly at: { readonly file: string; readonly line: number; readonly column: number } }[];
  /** 1-based line of every top-level key. */
  readonly lines: ReadonlyMap<string, number>;
}

/** A profile of the project file, to be checked and compiled with the rules. */
export interface ProfilePart extends YamlPart {
  readonly kind: 'policies';
  readonly id: string;
  readonly custom: true;
}

/** Names of the project file, the first that exists counts. */
export const CONFIG_NAMES = ['sovaudit.yaml', 'sovaudit.yml', '.sovaudit.yaml', '.github/sovaudit.yaml'];

/** The nearest project file at or above a folder, up to the root of the repository. Never one in a home folder: a gate must not depend on the machine. */
export function findConfig(from: string): string | null {
  let folder = resolve(from);
  if (existsSync(folder) && !statSync(folder).isDirectory()) folder = dirname(folder);
  for (;;) {
    for (const name of CONFIG_NAMES) {
      const path = join(folder, name);
      // As seen from here: where the repository lies on this machine is nobody's business.
      if (existsSync(path)) return relative('', path) || path;
    }
    const parent = dirname(folder);
    if (existsSync(join(folder, '.git')) || parent === folder) return null;
    folder = parent;
  }
}

/** Reads and checks a project file; with `path` null there is none. Throws `InputError` with every problem in it. */
export async function loadConfig(path: string | null): Promise<Config> {
  if (path === null) return { file: null, folder: '.', values: {}, declarations: null, profiles: [], suppressions: [], extends: [], lines: new Map() };
  if (!existsSync(path)) throw new UsageError(`config not found: ${path}`, 'leave --config out to search for sovaudit.yaml');
  return parseConfig(path, readFileSync(path, 'utf8'));
}

/** Checks the text of a project file; `path` is where it stands, or stood. */
export async function parseConfig(path: string, text: string): Promise<Config> {
  const [{ readYaml }, { ProjectFile: schema }, { schemaProblems, positionOf }] = await Promise.all([
    import('../util/yaml-text.ts'),
    import('./schema.ts'),
    import('../util/yaml-problems.ts'),
  ]);
  const { document, lines, problems: broken } = readYaml(path, text);
  if (document === null) throw new InputError(broken);
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch (error) {
    // More aliases than a project file has use for: a few lines can stand for billions of values.
    throw new InputError([{ file: path, line: 1, column: 1, message: (error as Error).message }]);
  }
  const part: YamlPart = { file: path, value, base: [], document, lines };
  const problems = schemaProblems(part, schema);
  if (problems.length > 0) throw new InputError(problems);
  const values = value as ProjectFile;
  const [{ declarationsOf }, { suppressionsOf }] = await Promise.all([import('./declarations.ts'), import('./suppressions.ts')]);
  const profiles = Object.entries(values.profiles ?? {}).map(
    ([id, profile]): ProfilePart => ({ ...part, kind: 'policies', id, custom: true, value: profile, base: ['profiles', id] }),
  );
  return {
    file: path,
    folder: dirname(path),
    values,
    declarations: declarationsOf(values, part),
    profiles,
    suppressions: suppressionsOf(values, part),
    extends: (values.extends ?? []).map((spec, index) => ({ spec, at: { file: path, ...positionOf(part, ['extends', index]) } })),
    lines: new Map(Object.keys(values).map((key) => [key, positionOf(part, [key], true).line])),
  };
}
