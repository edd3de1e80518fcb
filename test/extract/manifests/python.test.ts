import { expect, test } from 'vitest';
import { extractionOf, packagesIn } from './support.ts';

test('poetry.lock: groups and the older categories say what it is for', async () => {
  const text = `[[package]]
name = "acme-ai"
version = "2.1.0"
optional = false
groups = ["main", "dev"]
files = [
    {file = "acme_ai.whl", hash = "sha256:aaa"},
]

[package.dependencies]
name = "not-a-name"
acme-db = ">=1"

[package.extras]
gpu = ["acme-gpu (>=1)"]

[[package]]
name = "Acme.Lint"
version = "3.0.0"
groups = ["dev"]

[[package]]
name = "acme-old"
version = "0.1"
category = "dev"

[[package]]
name = "acme-gpu"
version = "1.0"
optional = true

[metadata]
lock-version = "2.1"
name = "planner"
`;
  expect(await packagesIn('poetry-lock', text)).toEqual([
    '2:9 pypi/acme-ai 2.1.0 production indirect',
    '18:9 pypi/acme-lint 3.0.0 development indirect',
    '23:9 pypi/acme-old 0.1 development indirect',
    '28:9 pypi/acme-gpu 1.0 optional indirect',
  ]);
});

test('pdm.lock and pylock.toml are read the same way', async () => {
  const pdm = '[[package]]\nname = "acme-ai"\nversion = "2.1.0"\ngroups = ["default"]\n\n[[package]]\nname = "acme-fake"\nversion = "1"\ngroups = ["test"]\n';
  expect(await packagesIn('poetry-lock', pdm)).toEqual(['2:9 pypi/acme-ai 2.1.0 production indirect', '7:9 pypi/acme-fake 1 test indirect']);
  expect(await packagesIn('poetry-lock', '[[packages]]\nname = "acme-ai"\nversion = "2.1.0"\n')).toEqual(['2:9 pypi/acme-ai 2.1.0 production indirect']);
});

test('uv.lock: direct is what the project itself asks for', async () => {
  const text = `version = 1

[[package]]
name = "acme-ai"
version = "2.1.0"
source = { registry = "https://pypi.acme.test/simple" }
dependencies = [
    { name = "acme-db" },
]

[[package]]
name = "acme-db"
version = "1.0.0"
source = { registry = "https://pypi.acme.test/simple" }

[[package]]
name = "acme-fake"
version = "0.3"
source = { registry = "https://pypi.acme.test/simple" }

[[package]]
name = "planner"
version = "0.1.0"
source = { editable = "." }
dependencies = [
    { name = "acme-ai", extra = ["voice"], marker = "python_full_version >= '3.9'" },
]

[package.dev-dependencies]
test = [
    { name = "acme-fake" },
]

[package.metadata]
requires-dist = [{ name = "acme-db", specifier = ">=1" }]
`;
  expect(await packagesIn('uv-lock', text)).toEqual([
    '4:9 pypi/acme-ai 2.1.0 production',
    '12:9 pypi/acme-db 1.0.0 production indirect',
    '17:9 pypi/acme-fake 0.3 test',
  ]);
});

test('Pipfile', async () => {
  const text = `[[source]]
url = "https://pypi.acme.test/simple"
name = "acme"

[packages]
Acme_AI = "~=2.1"
acme-voice = { version = ">=1", extras = ["gpu"] }

[dev-packages]
acme-lint = "*"

[requires]
python_version = "3.12"
`;
  expect(await packagesIn('pipfile', text)).toEqual([
    '6:1 pypi/acme-ai ~=2.1 production',
    '7:1 pypi/acme-voice >=1 production',
    '10:1 pypi/acme-lint * development',
  ]);
});

test('Pipfile.lock', async () => {
  const text = `{
  "_meta": { "sources": [{ "name": "acme" }] },
  "default": {
    "acme-ai": { "hashes": ["sha256:aaa"], "index": "acme", "version": "==2.1.0" }
  },
  "develop": { "acme-lint": { "version": "==3.0.0" } }
}`;
  expect(await packagesIn('pipfile-lock', text)).toEqual(['4:6 pypi/acme-ai 2.1.0 production indirect', '6:17 pypi/acme-lint 3.0.0 development indirect']);
});

test('setup.cfg', async () => {
  const text = `[metadata]
name = planner

[options]
python_requires = >=3.9
install_requires =
    acme-ai[voice] >=2.1 ; python_version > "3.9"
    # acme-old
    acme_db
setup_requires = acme-build

[options.extras_require]
test =
    acme-fake
gpu = acme-gpu>=1

[tool:pytest]
addopts =
    acme-not
`;
  expect(await packagesIn('setup-cfg', text)).toEqual([
    '7:5 pypi/acme-ai >=2.1 production',
    '9:5 pypi/acme-db any production',
    '10:18 pypi/acme-build any development',
    '14:5 pypi/acme-fake any test',
    '15:7 pypi/acme-gpu >=1 optional',
  ]);
});

test('setup.py: lists that are written out, there or in a variable', async () => {
  const text = `from setuptools import setup

REQUIRED = [
    "acme-ai>=2.1",  # "acme-old"
]
setup(
    name="planner",
    install_requires=REQUIRED + read("requirements.txt"),
    tests_require=['acme-fake'],
    extras_require={
        "gpu": ["acme-gpu"],
        'dev': ['acme-lint==3'],
    },
    classifiers=["acme-not"],
)
`;
  expect(await packagesIn('setup-py', text)).toEqual([
    '4:6 pypi/acme-ai >=2.1 production',
    '9:21 pypi/acme-fake any test',
    '11:18 pypi/acme-gpu any optional',
    '12:18 pypi/acme-lint ==3 development',
  ]);
});

test('setup.py is also read as code', async () => {
  const { candidates } = await extractionOf('setup-py', 'import acme_ai\n');
  expect(candidates.map(({ kind }) => kind)).toContain('import');
});

test('conda: packages of both registries, and variables as settings', async () => {
  const text = `name: planner
channels: [conda-forge]
dependencies:
  - python=3.11
  - conda-forge::acme-ai=2.1.0=py311_0
  - "acme-db >=1"
  - pip:
      - Acme_Voice==1.0.2
variables:
  ACME_MODEL: acme-large
`;
  const { candidates } = await extractionOf('conda', text);
  expect(await packagesIn('conda', text)).toEqual([
    '4:5 conda/python =3.11 production',
    '5:18 conda/acme-ai =2.1.0 production',
    '6:6 conda/acme-db >=1 production',
    '8:9 pypi/acme-voice ==1.0.2 production',
  ]);
  expect(candidates.flatMap((candidate) => (candidate.kind === 'setting' ? [candidate.value] : []))).toContain('acme-large');
});

test.each([
  ['conda-lock.yml', '- name: acme-ai\n  version: 2.1.0\n  manager: pip\n  category: dev\n', '1:9 pypi/acme-ai 2.1.0 development indirect'],
  [
    'pixi.lock, conda',
    '- conda: https://conda.acme.test/linux-64/acme-ai-2.1.0-py311_0.conda\n  sha256: aaa\n',
    '1:43 conda/acme-ai 2.1.0 production indirect',
  ],
  ['pixi.lock, PyPI', '- pypi: https://files.acme.test/acme_ai.whl\n  name: acme-ai\n  version: 2.1.0\n', '2:9 pypi/acme-ai 2.1.0 production indirect'],
])('%s', async (_, text, expected) => {
  expect(await packagesIn('conda-lock', text)).toEqual([expected]);
});

test('pixi.toml: conda and PyPI packages of the project, of single platforms, and of features by what these are for', async () => {
  const text = `[workspace]
name = "planner"

[dependencies]
acme-db = ">=1" # acme-old = "*"

[pypi-dependencies]
Acme_AI = { version = ">=2", extras = ["audio"] }
acme-git = { git = "https://git.acme.test/acme.git" }

[target.linux-64.pypi-dependencies]
acme-gpu = "==1.0"

[feature.test.pypi-dependencies]
acme-mock = "*"

[feature.cuda.target.linux-64.dependencies]
acme-cuda = "12.*"

[tasks]
acme-task = "echo no package"
`;
  expect(await packagesIn('pixi', text)).toEqual([
    '5:1 conda/acme-db >=1 production',
    '8:1 pypi/acme-ai >=2 production',
    '9:1 pypi/acme-git any production',
    '12:1 pypi/acme-gpu ==1.0 production',
    '15:1 pypi/acme-mock * test',
    '18:1 conda/acme-cuda 12.* optional',
  ]);
});

test('pixi.toml: a file cut short is told at its place, an empty one has nothing', async () => {
  expect((await extractionOf('pixi', '[pypi-dependencies]\nacme-ai = ">=2"\nacme-')).problems?.map(({ line }) => line)).toEqual([3]);
  expect(await packagesIn('pixi', '')).toEqual([]);
});
