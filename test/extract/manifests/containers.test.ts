import { describe, expect, test } from 'vitest';
import { extractionOf, packagesIn } from './support.ts';

describe('Dockerfile', () => {
  test('images it builds on and copies from, not its own stages', async () => {
    const text = `ARG TAG=0.9
FROM --platform=linux/amd64 acme/serve:\${TAG} AS serve
FROM registry.acme.test:5000/tools/cuda@sha256:${'a'.repeat(64)} as build
FROM serve
COPY --from=acme/models:2 /m /m
COPY --from=build /x /x
FROM scratch
`;
    expect(await packagesIn('dockerfile', text)).toEqual([
      '2:29 docker/acme/serve 0.9 production',
      `3:6 docker/registry.acme.test:5000/tools/cuda sha256:${'a'.repeat(64)} production`,
      '5:13 docker/acme/models 2 production',
    ]);
  });

  test('a name that only the build knows is none, a tag that only it knows is any', async () => {
    expect(await packagesIn('dockerfile', 'ARG BASE\nFROM ${BASE}\nFROM acme/serve:${VERSION}\n')).toEqual(['3:6 docker/acme/serve any production']);
  });
});

describe('YAML', () => {
  test.each([
    ['Compose', 'services:\n  llm:\n    image: acme/serve:0.9\n', '3:12 docker/acme/serve 0.9 production'],
    ['quotes', 'services:\n  llm:\n    image: "acme/serve:0.9"\n', '3:13 docker/acme/serve 0.9 production'],
    ['a default', 'services:\n  llm:\n    image: ${IMAGE:-acme/serve:0.9}\n', '3:21 docker/acme/serve 0.9 production'],
    ['Kubernetes', 'spec:\n  containers:\n    - name: llm\n      image: registry.acme.test/serve\n', '4:14 docker/registry.acme.test/serve any production'],
    ['Helm', 'image:\n  registry: registry.acme.test\n  repository: acme/serve\n  tag: "0.9"\n', '3:15 docker/registry.acme.test/acme/serve 0.9 production'],
    ['a GitHub action', 'jobs:\n  review:\n    steps:\n      - uses: acme/review-action/sub@v2\n', '4:15 githubactions/acme/review-action v2 production'],
    ['an image as an action', 'steps:\n  - uses: docker://acme/serve:0.9\n', '2:20 docker/acme/serve 0.9 production'],
    ['GitLab services', 'job:\n  services:\n    - acme/serve:0.9\n', '3:7 docker/acme/serve 0.9 production'],
    ['Kustomize', 'images:\n  - name: serve\n    newName: registry.acme.test/serve\n', '3:14 docker/registry.acme.test/serve any production'],
  ])('%s', async (_, text, expected) => {
    expect(await packagesIn('yaml', text)).toEqual([expected]);
  });

  test('a picture is no image', async () => {
    expect(await packagesIn('yaml', 'image: "A cat, sitting"\ncover:\n  image: https://acme.test/cat.png\n')).toEqual([]);
  });

  test('settings stay what they are', async () => {
    const { candidates } = await extractionOf('yaml', 'image: acme/serve\nmodel: acme-large\n');
    expect(candidates.filter(({ kind }) => kind === 'setting')).toHaveLength(2);
  });
});
