import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { repository } from './support/repository.ts';

vi.setConfig({ testTimeout: 60_000 });

const HERE = fileURLToPath(new URL('..', import.meta.url));

const LITELLM = {
  sample_spec: { litellm_provider: 'one of the providers', mode: 'chat' },
  'gpt-5.5': { litellm_provider: 'openai', mode: 'chat' },
  'harbour-9-large': { litellm_provider: 'harbour', mode: 'chat' },
  'harbour/1024-x-1024/50-steps': { litellm_provider: 'harbour', mode: 'search' },
};
const MODELS_DEV = {
  openai: { id: 'openai', models: { 'gpt-5.5': { id: 'gpt-5.5', open_weights: true } } },
  harbour: { id: 'harbour', api: 'https://api.harbour-inference.example/v1', models: { 'harbour-9-large': { id: 'harbour-9-large', open_weights: false } } },
};
const OPENROUTER = { data: [{ id: 'openai/gpt-5.5:free' }, { id: 'harbour/`rm`\u001b[31m @everyone <b>', hugging_face_id: '' }] };

function drift(files: Readonly<Record<string, unknown>>): { status: number | null; stdout: string; stderr: string } {
  const root = repository(
    Object.fromEntries(Object.entries(files).map(([name, data]) => [`${name}.json`, typeof data === 'string' ? data : JSON.stringify(data)])),
  );
  const flags = Object.keys(files).flatMap((name) => [`--${name}`, join(root, `${name}.json`)]);
  return spawnSync(process.execPath, ['bin/drift.js', ...flags, '--as-of', '2026-11-22'], { cwd: HERE, encoding: 'utf8' });
}

describe('the drift report', () => {
  const { status, stdout } = drift({ litellm: LITELLM, 'models-dev': MODELS_DEV, openrouter: OPENROUTER });

  test('lists what no entry knows, what several catalogues list first', () => {
    expect(status).toBe(0);
    expect(stdout).toMatch(/## Model ids without an entry: 2\n\n- \[ \] `harbour-9-large` \(`litellm, harbour`; `models-dev, harbour`\)\n/);
  });
  test('lists hosts of providers', () => {
    expect(stdout).toContain('- [ ] `https://api.harbour-inference.example/v1` (`models-dev, harbour`)');
  });
  test('lists weights that are told differently', () => {
    expect(stdout).toContain('- [ ] `gpt-5.5: closed here, open there` (`models-dev, openai`)');
  });
  test('leaves out what is known, variants of a router, and rows that are no model', () => {
    expect(stdout).not.toMatch(/:free|steps|sample_spec/);
  });
  test('lets no text of a catalogue be markup, a mention or a command', () => {
    expect(stdout).toContain("`harbour/'rm'[31m @everyone <b>`");
    expect(stdout).not.toContain('\u001b');
  });
});

test('prints nothing when nothing is new', () => {
  expect(drift({ openrouter: { data: [{ id: 'openai/gpt-5.5' }] } })).toMatchObject({ status: 0, stdout: '' });
});

test.each([
  ['is not JSON', { litellm: '{' }, 'is not JSON'],
  ['has another form', { openrouter: { models: [] } }, 'has its form changed'],
])('fails where a catalogue %s, as that is no news either', (_, files, message) => {
  const { status, stderr } = drift(files as Readonly<Record<string, unknown>>);
  expect([status, stderr.includes(message)]).toEqual([1, true]);
});
