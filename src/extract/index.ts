import type { Extraction } from '../model/candidate.ts';
import type { CodeKind, FileKind, Repository, SourceFile } from '../model/file.ts';
import { MANIFEST_LOADERS } from './manifests/index.ts';

/** Reads one file, and what its imports lead to when it is given the repository. Pure: the same files give the same extraction. */
export type Extractor = (file: SourceFile, repository?: Repository) => Extraction;

// Loaded on the first file of a kind: a run that meets no YAML never pays for the YAML parser.
const LOADERS: Readonly<Record<Exclude<FileKind, CodeKind>, (() => Promise<Extractor>) | null>> = {
  notebook: async () => (await import('./notebook.ts')).extractNotebook,
  'package-json': async () => (await import('./package-json.ts')).extractPackageJson,
  requirements: async () => (await import('./requirements.ts')).extractRequirements,
  pyproject: async () => (await import('./pyproject.ts')).extractPyproject,
  dotenv: async () => (await import('./dotenv.ts')).extractDotenv,
  yaml: async () => (await import('./manifests/images.ts')).extractYamlWithImages,
  json: async () => (await import('./json.ts')).extractJson,
  toml: async () => (await import('./toml.ts')).extractToml,
  shell: async () => (await import('./shell/index.ts')).extractShell,
  sql: async () => (await import('./sql.ts')).extractSql,
  modelfile: async () => (await import('./modelfile.ts')).extractModelfile,
  properties: async () => (await import('./properties.ts')).extractProperties,
  markdown: async () => (await import('./front-matter.ts')).extractFrontMatter,
  terraform: async () => (await import('./infra/terraform.ts')).extractTerraform,
  bicep: async () => (await import('./infra/bicep.ts')).extractBicep,
  text: null,
  'setup-py': loadSetupPy,
  ...MANIFEST_LOADERS,
};

/** The reader of a kind of file; null for kinds nothing is read from yet. */
export async function loadExtractor(kind: FileKind): Promise<Extractor | null> {
  if (!isOther(kind)) return loadCode();
  return (await LOADERS[kind]?.()) ?? null;
}

/** Whether the reader of a kind can follow names into other files, as that of code does. A text can be a script, by its first line. */
export function followsFiles(kind: FileKind): boolean {
  return !isOther(kind) || kind === 'setup-py' || kind === 'notebook' || kind === 'text';
}

/** All kinds without a line above are source code. */
function isOther(kind: FileKind): kind is Exclude<FileKind, CodeKind> {
  return Object.hasOwn(LOADERS, kind);
}

async function loadCode(): Promise<Extractor> {
  return (await import('./code/index.ts')).extractCode;
}

/** What a `setup.py` asks for, and what it does as any other code. */
async function loadSetupPy(): Promise<Extractor> {
  const { extractSetupPy } = await import('./manifests/setup-py.ts');
  const extractCode = await loadCode();
  return (file) => {
    const code = extractCode({ ...file, kind: 'python' });
    return { candidates: [...extractSetupPy(file).candidates, ...code.candidates], problems: code.problems };
  };
}
