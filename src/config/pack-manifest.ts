/** What a rule pack says of itself: `sovaudit-pack.yaml` in its folder, or the `sovaudit` field of its package.json. */
import { z } from 'zod';
import { inRange } from '../util/version-range.ts';
import { type Problem, schemaProblems, type YamlPart } from '../util/yaml-problems.ts';
import { readYaml } from '../util/yaml-text.ts';
import { PACK_FILE } from './pack-file.ts';

const text = z.string().min(1);
const range = text.refine((value) => inRange('1.0.0', value) !== null, 'expected a range of versions such as "^1.0"');
const folder = text.regex(/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))[^\\]*$/, 'expected a folder inside the pack');

const shared = {
  schema: range.describe('Range of the rule schema it is written for, as sovaudit rules schema --version prints it.'),
  extends: z.array(text).optional().describe('Packs it builds on, loaded before it.'),
};

/** The `sovaudit` field of a package.json. */
const PackageField = z.strictObject({ ...shared, rules: folder.optional().describe('Folder of the rules. Default: the whole package.') });

/** A `sovaudit-pack.yaml`. */
export const PackManifest = z.strictObject({
  name: text,
  version: z.string().regex(/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/, 'expected a version such as "1.2.0"'),
  ...shared,
  rules: folder.optional().describe('Folder of the rules. Default: the folder this file is in.'),
});

/** A checked manifest. */
export interface Manifest {
  readonly name: string;
  readonly version: string | null;
  readonly schema: string;
  /** Folder of the rules below the pack; empty: the pack itself. */
  readonly rules: string;
  readonly extends: readonly string[];
  /** File of the pack it stands in. */
  readonly file: string;
  readonly part: YamlPart;
  /** Path of its keys in that file. */
  readonly base: readonly string[];
}

/** The manifest among the files of a pack, null without one. `shown` is the folder as messages name it. Problems are added to the list. */
export function manifestOf(files: ReadonlyMap<string, string>, shown: string, problems: Problem[]): Manifest | null {
  const json = files.get('package.json');
  if (json !== undefined) {
    const manifest = fromPackage(json, `${shown}/package.json`, problems);
    if (manifest !== null) return manifest;
  }
  const yaml = files.get(PACK_FILE);
  if (yaml === undefined) return null;
  const part = parsed(yaml, `${shown}/${PACK_FILE}`, problems);
  if (part === null || add(problems, schemaProblems(part, PackManifest))) return null;
  const { name, version, schema, rules = '', extends: bases = [] } = part.value as z.infer<typeof PackManifest>;
  return { name, version, schema, rules: trimmed(rules), extends: bases, file: PACK_FILE, part, base: [] };
}

/** Null for a package without the field: it is not a pack. JSON is YAML, so its places are known. */
function fromPackage(json: string, file: string, problems: Problem[]): Manifest | null {
  if (!json.includes('"sovaudit"')) return null;
  const part = parsed(json, file, problems);
  if (part === null) return null;
  const { name, version, sovaudit } = part.value as Record<string, unknown>;
  if (sovaudit === undefined) return null;
  const field: YamlPart = { ...part, value: sovaudit, base: ['sovaudit'] };
  if (add(problems, schemaProblems(field, PackageField))) return null;
  const { schema, rules = '', extends: bases = [] } = sovaudit as z.infer<typeof PackageField>;
  return {
    name: typeof name === 'string' ? name : file,
    version: typeof version === 'string' ? version : null,
    schema,
    rules: trimmed(rules),
    extends: bases,
    file: 'package.json',
    part,
    base: ['sovaudit'],
  };
}

function parsed(text: string, file: string, problems: Problem[]): YamlPart | null {
  const { document, lines, problems: broken } = readYaml(file, text);
  problems.push(...broken);
  if (document === null) return null;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch {
    problems.push({ file, line: 1, column: 1, message: 'aliases (*name) are not allowed here: write the value out' });
    return null;
  }
  return { file, value: value ?? {}, base: [], document, lines };
}

function add(problems: Problem[], found: readonly Problem[]): boolean {
  problems.push(...found);
  return found.length > 0;
}

function trimmed(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '')
    .replace(/^\.$/, '');
}
