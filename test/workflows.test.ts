import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

// This repository's own workflows and forms, read as GitHub reads them.

const HERE = fileURLToPath(new URL('../.github', import.meta.url));
const text = (path: string): string => readFileSync(join(HERE, path), 'utf8');
const WORKFLOWS = readdirSync(join(HERE, 'workflows'));
const FORMS = readdirSync(join(HERE, 'ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml');
const scripts = (JSON.parse(readFileSync(join(HERE, '../package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts;

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<string, { 'timeout-minutes': number; strategy?: { matrix: { os: string[]; node: number[] } }; steps: { run?: string; uses?: string }[] }>
  >;
}

describe.each(WORKFLOWS)('workflow %s', (name) => {
  const workflow = parse(text(`workflows/${name}`)) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  test('names its permissions and ends by itself', () => {
    expect(workflow.permissions.contents).toBe('read');
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
  });
  test('pins every action to a commit, or says why not', () => {
    const lines = text(`workflows/${name}`).split('\n');
    const loose = lines.filter((line, at) => /uses: /.test(line) && !/@[0-9a-f]{40} # v\d/.test(line) && !/^\s*# By tag: /.test(lines[at - 1] ?? ''));
    expect(loose).toEqual([]);
  });
  test('puts no expression into the text of a script', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });
  test('runs scripts that exist', () => {
    const named = steps.flatMap(({ run }) => [...(run ?? '').matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, script = '']) => script));
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

test('the tests run on three systems and four versions of Node', () => {
  const { jobs } = parse(text('workflows/check.yml')) as Workflow;
  expect(jobs.test?.strategy?.matrix).toEqual({ os: ['ubuntu-latest', 'macos-latest', 'windows-latest'], node: [20, 22, 24, 26] });
});

describe('the release', () => {
  const release = parse(text('workflows/release.yml')) as {
    on: { push: Record<string, unknown> };
    jobs: Record<string, { needs?: string; environment?: string; permissions?: Record<string, string>; steps: { run?: string }[] }>;
  };
  const runs = (job: string): string => (release.jobs[job]?.steps ?? []).map(({ run }) => run ?? '').join('\n');

  test('is made of a tag only, and uses no secret', () => {
    expect(release.on).toEqual({ push: { tags: ['v*'] } });
    expect(text('workflows/release.yml')).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|NPM_TOKEN/);
  });
  test('can speak for the repository only where it publishes, which waits for a person and for the checks', () => {
    const { verify, publish } = release.jobs;
    expect([verify?.permissions, publish?.permissions, publish?.needs, publish?.environment]).toEqual([
      undefined,
      { contents: 'read', 'id-token': 'write' },
      'verify',
      'npm',
    ]);
  });
  test('runs no script of a package on install, and restores nothing another run left', () => {
    const installs = [...text('workflows/release.yml').matchAll(/npm (?:ci|install)\b.*/g)].map(([line]) => line);
    expect(installs.every((line) => line.startsWith('npm ci --ignore-scripts'))).toBe(true);
    expect(text('workflows/release.yml')).not.toContain('cache: npm');
  });
  test('publishes the bytes that were checked and packed twice', () => {
    expect([/\bcmp .*one.*two/.test(runs('verify')), runs('publish').indexOf('sha256sum --check') < runs('publish').indexOf('npm publish')]).toEqual([
      true,
      true,
    ]);
    expect(runs('publish')).toContain('--provenance');
  });
});

test('no workflow that reads from the network can write to the repository', () => {
  for (const name of WORKFLOWS) expect(text(`workflows/${name}`)).not.toMatch(/git (?:push|commit)|contents: write|gh pr (?:create|merge)/);
});

describe.each(FORMS)('form %s', (name) => {
  const form = parse(text(`ISSUE_TEMPLATE/${name}`)) as {
    name: string;
    description: string;
    body: { type: string; id: string; attributes: { label: string } }[];
  };
  test('has what GitHub asks of a form: name, description, fields with label and an id of their own', () => {
    expect([form.name, form.description].every((part) => part.length > 0)).toBe(true);
    for (const { type, attributes } of form.body)
      expect([['input', 'textarea', 'dropdown', 'checkboxes'].includes(type), attributes.label.length > 0]).toEqual([true, true]);
    expect(new Set(form.body.map(({ id }) => id)).size).toBe(form.body.length);
  });
});
