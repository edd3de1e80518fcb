import { describe, expect, test } from 'vitest';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

interface SeenModel {
  readonly id: string | null;
  readonly family: string | null;
  readonly name: string;
  readonly base: string | null;
  readonly origin: string | null;
  readonly developer: { readonly id: string | null };
}

const asking = (model: string): string =>
  repository({
    'app.py': `from openai import OpenAI\nclient = OpenAI(base_url="https://openrouter.ai/api/v1")\nclient.chat.completions.create(model="${model}", messages=[])\n`,
  });

async function modelOf(id: string): Promise<SeenModel> {
  const { stdout } = await runCli(['audit', asking(id), '-f', 'json']);
  const { usages } = JSON.parse(stdout) as { usages: readonly { readonly model: SeenModel }[] };
  expect(usages.length).toBe(1);
  return (usages[0] as { model: SeenModel }).model;
}

describe('who made a model', () => {
  test('the account in front says it where nobody knows the name behind it', async () => {
    expect(await modelOf('nousresearch/lantern-of-the-harbour')).toMatchObject({ id: null, family: null, developer: { id: 'nous' } });
  });

  test('is shown in the table and in the page for a name nobody knows', async () => {
    const root = asking('nousresearch/lantern-of-the-harbour');
    const [table, page] = await Promise.all([runCli(['audit', root]), runCli(['audit', root, '-f', 'html'])]);
    expect(table.stdout).toContain('Nous Research (US)');
    expect(table.stdout).not.toContain('unknown model');
    expect(page.stdout).toContain('of Nous Research (US); the model is not in the knowledge base');
  });

  test('is not the maker of the open model somebody unknown adapted', async () => {
    expect(await modelOf('harbour-lights/pilot-llama-3.3-70b')).toMatchObject({
      family: 'meta/llama',
      name: 'harbour-lights/pilot-llama-3.3-70b',
      base: 'meta/llama',
      origin: 'adaptation',
      developer: { id: null },
    });
  });

  test('is the maker of closed weights, whatever a deployment is called', async () => {
    expect(await modelOf('harbour-gpt-4o-deployment')).toMatchObject({ developer: { id: 'openai' } });
  });
});
