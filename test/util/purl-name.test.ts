import { expect, test } from 'vitest';
import { purlName } from '../../src/util/purl-name.ts';

test.each([
  ['pypi', 'Acme__AI.Voice', 'acme-ai-voice'],
  ['nuget', 'Acme.AI', 'acme.ai'],
  ['swift', 'github.com/Acme/AI', 'github.com/acme/ai'],
  ['golang', 'github.com/acme/ai/v3', 'github.com/acme/ai'],
  ['golang', 'github.com/acme/ai/v3/api', 'github.com/acme/ai/v3/api'],
  ['docker', 'docker.io/acme/serve', 'acme/serve'],
  ['docker', 'index.docker.io/library/postgres', 'postgres'],
  ['docker', 'ghcr.io/Acme/serve', 'ghcr.io/acme/serve'],
  ['npm', '@acme/AI', '@acme/AI'],
  ['maven', 'test.acme/Acme-AI', 'test.acme/Acme-AI'],
])('%s: %s is compared as %s', (type, name, expected) => {
  expect(purlName(type, name)).toBe(expected);
});
