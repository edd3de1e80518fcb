import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { commitAll, git, write } from './support/git.ts';
import { repository } from './support/repository.ts';

// Each audits whole repositories, and git starts processes.
vi.setConfig({ testTimeout: 60_000 });

// The files people drop into their pipelines: read as their servers read them, and their shell run on a real history with a change in it.

const HERE = fileURLToPath(new URL('..', import.meta.url));
const SOVAUDIT = ['node', join(HERE, 'bin/sovaudit.js')];
const text = (path: string): string => readFileSync(join(HERE, path), 'utf8');

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly script?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action = parse(text('integrations/github/action.yml')) as Action;
const workflow = parse(text('integrations/github/workflow.yml')) as { permissions: object; jobs: { sovaudit: { steps: Step[] } } };
const gitlab = parse(text('integrations/gitlab/sovaudit.gitlab-ci.yml')) as { sovaudit: { script: string[]; artifacts: { reports: Record<string, string> } } };
const azure = parse(text('integrations/azure/azure-pipelines.yml')) as { jobs: { steps: Step[] }[] };
const jenkins = text('integrations/jenkins/Jenkinsfile');
const hooks = parse(text('.pre-commit-hooks.yaml')) as { id: string; entry: string; args: string[]; language: string; pass_filenames: boolean }[];

const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";
const CLAUDE = "from anthropic import Anthropic\nAnthropic().messages.create(model='claude-opus-4-8', messages=[])\n";

/** A clone on a branch that adds a dependency on a second provider, and relaxes the gate while it is at it. */
function pullRequest(): string {
  const origin = repository({ 'app/answers.py': OPENAI, 'requirements.txt': 'openai==2.1.0\n', 'sovaudit.yaml': 'fail_on: high\n' });
  commitAll(origin);
  const root = join(repository({ 'keep.txt': '' }), 'clone');
  git(origin, 'clone', '--quiet', origin, root);
  git(root, 'checkout', '--quiet', '-b', 'letters');
  write(root, { 'app/letters.py': CLAUDE, 'requirements.txt': 'openai==2.1.0\nanthropic==0.60.0\n', 'sovaudit.yaml': 'fail_on: none\n' });
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--message', 'letters');
  return root;
}

/** Runs shell text as a build server does: nothing of this environment but the path. */
function shell(script: string, root: string, env: Readonly<Record<string, string>>, program = 'bash'): { code: number | null; stdout: string; stderr: string } {
  const flags = program === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c'] : ['-e', '-c'];
  const { status, stdout, stderr } = spawnSync(program, [...flags, script], { cwd: root, env: { PATH: process.env.PATH ?? '', ...env }, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('the GitHub action', () => {
  const [step] = action.runs.steps;
  const script = step?.run ?? '';

  test('is composite, and every step with a script names its shell', () => {
    expect(action.runs.using).toBe('composite');
    for (const { run, shell: named } of action.runs.steps) expect(run === undefined || named === 'bash').toBe(true);
  });

  test('puts no expression into the text of a script: inputs arrive as environment', () => {
    for (const { run } of [...action.runs.steps, ...workflow.jobs.sovaudit.steps]) expect(run ?? '').not.toContain('${{');
  });

  test('declares the inputs it uses, and uses those it declares', () => {
    const used = [...JSON.stringify(action.runs).matchAll(/\$\{\{ inputs\.([\w-]+) \}\}/g)].map(([, name]) => name);
    expect(used.sort()).toEqual(Object.keys(action.inputs).sort());
  });

  test('sets every output it promises', () => {
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.audit.outputs.${name} }}`);
      expect(script).toContain(`${name}=`);
    }
  });

  test('on a pull request fails on the provider the change adds, and says so in annotations, summary and outputs', () => {
    const root = pullRequest();
    const defaults = Object.entries(action.inputs).map(([name, input]) => [`INPUT_${name.replaceAll('-', '_').toUpperCase()}`, input.default] as const);
    const outside = repository({ 'output.txt': '', 'summary.md': '' });
    const env = {
      ...Object.fromEntries(defaults),
      INPUT_COMMAND: SOVAUDIT.join('\n'),
      BASE_REF: 'main',
      GITHUB_OUTPUT: join(outside, 'output.txt'),
      GITHUB_STEP_SUMMARY: join(outside, 'summary.md'),
    };
    const { code, stdout } = shell(script, root, env);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error file=app\/letters\.py,.*cloud\/foreign-operator::/m);
    expect(stdout).not.toContain('app/answers.py');
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toContain('### What is new:');
    const outputs = Object.fromEntries(
      readFileSync(env.GITHUB_OUTPUT, 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    );
    expect(outputs).toMatchObject({ gate: 'failed', verdict: 'access', 'sarif-file': 'sovaudit-report/sovaudit.sarif' });
    expect(Number(outputs.findings)).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(root, outputs['sarif-file'] ?? ''), 'utf8')).runs[0].results.length).toBe(Number(outputs.findings));
  });

  test('runs nothing that an input says', () => {
    const root = pullRequest();
    const hostile = '$(touch owned); `touch owned`; main && touch owned';
    const env = { INPUT_PATH: '.', INPUT_SINCE: hostile, INPUT_OUTPUT_FOLDER: 'out', INPUT_COMMAND: SOVAUDIT.join('\n'), INPUT_ARGUMENTS: '', BASE_REF: '' };
    const rest = {
      INPUT_PROFILE: '',
      INPUT_FAIL_ON: '',
      INPUT_BASELINE: '',
      INPUT_TRUST_BASE: 'true',
      GITHUB_OUTPUT: '/dev/null',
      GITHUB_STEP_SUMMARY: '/dev/null',
    };
    expect(shell(script, root, { ...env, ...rest }).code).toBe(2);
    expect(existsSync(join(root, 'owned'))).toBe(false);
  });
});

describe('the other pipelines find the same change', () => {
  const command = { SOVAUDIT: SOVAUDIT.join(' ') };

  test.each([
    ['GitLab', gitlab.sovaudit.script.join('\n'), { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main' }],
    ['Jenkins', /sh '''\n([\s\S]*?)'''/.exec(jenkins)?.[1] ?? 'exit 99', { CHANGE_TARGET: 'main' }],
    [
      'Azure Pipelines',
      azure.jobs[0]?.steps.find(({ script }) => script !== undefined)?.script ?? 'exit 99',
      { SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' },
    ],
  ])('%s', (_name, script, env) => {
    const root = pullRequest();
    const { code, stdout } = shell(script, root, { ...command, ...env }, 'sh');
    expect(code).toBe(1);
    expect(stdout).toMatch(/FAILED\s+fail-on high/);
    expect(readFileSync(join(root, 'sovaudit.junit.xml'), 'utf8')).toContain('app/letters.py');
  });

  test('GitLab publishes the files the script writes', () => {
    for (const file of Object.values(gitlab.sovaudit.artifacts.reports)) expect(gitlab.sovaudit.script.join('\n')).toContain(`=${file}`);
  });

  test('the workflow fetches the history it compares with, and needs no more rights than it uses', () => {
    const checkout = workflow.jobs.sovaudit.steps.find(({ uses }) => uses?.startsWith('actions/checkout@')) as { with?: object };
    expect(checkout.with).toMatchObject({ 'fetch-depth': 0, 'persist-credentials': false });
    expect(workflow.permissions).toEqual({ contents: 'read', 'security-events': 'write' });
  });
});

test('the pre-commit hook fails a commit that stages a new provider', () => {
  const [hook] = hooks;
  expect(hook).toMatchObject({ id: 'sovaudit', language: 'node', pass_filenames: false });
  const root = pullRequest();
  write(root, { 'app/chat.py': "from mistralai import Mistral\nfrom groq import Groq\nGroq().chat.completions.create(model='llama-3.3-70b', messages=[])\n" });
  git(root, 'add', '--all');
  const line = [hook?.entry.replace(/^sovaudit/, SOVAUDIT.join(' ')), ...(hook?.args ?? [])].join(' ');
  const { code, stdout } = shell(line, root, {});
  expect([code, stdout]).toEqual([1, expect.stringContaining('app/chat.py')]);
  git(root, 'commit', '--quiet', '--message', 'chat');
  expect(shell(line, root, {}).code).toBe(0);
});
