import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { commitAll } from './support/git.ts';
import { repository } from './support/repository.ts';

// Each audits several repositories, and git starts processes.
vi.setConfig({ testTimeout: 120_000 });

// What people copy to audit many repositories: read as their servers read it, and its shell run on real repositories.

const HERE = fileURLToPath(new URL('..', import.meta.url));
const SOVAUDIT = `node ${join(HERE, 'bin/sovaudit.js')}`;
const SCRIPT = join(HERE, 'integrations/fleet/audit-list.sh');
const text = (name: string): string => readFileSync(join(HERE, 'integrations/fleet', name), 'utf8');
const OPENAI = "from openai import OpenAI\nclient = OpenAI()\nclient.chat.completions.create(model='gpt-5.5', messages=[])\n";

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs shell text as a runner does: nothing of this environment but the path. */
function shell(script: string, cwd: string, env: Readonly<Record<string, string>>, program = 'sh'): Ran {
  const flags = program === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail', '-c'] : ['-e', '-c'];
  const { status, stdout, stderr } = spawnSync(program, [...flags, script], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, SOVAUDIT, AS_OF: '2026-11-22', ...env },
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** A list of repositories that exist, and of one that does not, in a folder as the manifests expect it. */
function fleet(missing = false): string {
  const names = ['acme/letters', 'acme/answers', 'acme/zebra'];
  const lines = names.map((name) => {
    const root = repository({ 'app.py': OPENAI });
    commitAll(root);
    return `${name}\t${pathToFileURL(root)}`;
  });
  const gone = missing ? [`acme/gone\t${pathToFileURL(join(HERE, 'no-such-repository'))}`] : [];
  const root = repository({ 'fleet/repositories.tsv': ['# ours', ...gone, ...lines].join('\n') });
  copyFileSync(SCRIPT, join(root, 'fleet/audit-list.sh'));
  return root;
}
const merged = (root: string, folder: string): string[] => {
  const { stdout } = spawnSync('node', [join(HERE, 'bin/sovaudit.js'), 'merge', folder, '-f', 'csv'], { cwd: root, encoding: 'utf8' });
  return [...stdout.matchAll(/acme\/\w+/g)].map(([name]) => name).sort();
};
const ALL = ['acme/answers', 'acme/letters', 'acme/zebra'];

describe('the list script', () => {
  const run = (root: string, env: Readonly<Record<string, string>> = {}): Ran => shell(`sh ${SCRIPT} < fleet/repositories.tsv`, root, env);

  test('audits every repository under its name', () => {
    const root = fleet();
    expect(run(root)).toMatchObject({ code: 0, stderr: '' });
    expect(merged(root, 'reports')).toEqual(ALL);
  });

  test('goes on after one that fails, names it with its reason, and exits 1', () => {
    const root = fleet(true);
    expect(run(root)).toMatchObject({ code: 1, stderr: expect.stringContaining('failed: acme/gone') });
    expect(readFileSync(join(root, 'reports/failed.tsv'), 'utf8')).toMatch(/^acme\/gone\tclone: .*no-such-repository.*\n$/);
    expect(merged(root, 'reports')).toEqual(ALL);
  });

  test('killed in the middle goes on where it stopped', () => {
    const root = fleet();
    const calls = join(root, 'calls');
    // It audits as ever, and dies with its runner at the second repository.
    writeFileSync(join(root, 'stub.sh'), `echo x >> ${calls}\nif [ "$(wc -l < ${calls})" -eq 2 ]; then kill -9 $RUNNER; exit 9; fi\nexec ${SOVAUDIT} "$@"\n`);
    shell(`RUNNER=$$ exec sh ${SCRIPT} < fleet/repositories.tsv`, root, { SOVAUDIT: `sh ${join(root, 'stub.sh')}`, RUNNER: '0' });
    const half = readdirSync(join(root, 'reports')).filter((name) => name.endsWith('.json'));
    expect(half.length).toBe(1);
    const before = statSync(join(root, 'reports', half[0] ?? '')).mtimeMs;
    expect(run(root)).toMatchObject({ code: 0 });
    expect(statSync(join(root, 'reports', half[0] ?? '')).mtimeMs).toBe(before);
    expect(merged(root, 'reports')).toEqual(ALL);
  });

  test('does nothing that a list says', () => {
    const root = fleet();
    writeFileSync(
      join(root, 'fleet/repositories.tsv'),
      '$(touch owned)\text::sh -c "touch owned"\n--upload-pack=touch owned\n`touch owned`\t--config=core.pager=touch\n',
    );
    expect(run(root)).toMatchObject({ code: 1 });
    expect(readdirSync(root).sort()).toEqual(['fleet', 'reports']);
    expect(readdirSync(join(root, 'reports'))).toEqual(['failed.tsv']);
  });

  test('wants one day for all, because reports of different days are not added', () => {
    expect(run(fleet(), { AS_OF: '' })).toMatchObject({ code: expect.not.stringMatching('0'), stderr: expect.stringContaining('AS_OF') });
  });
});

describe('GitHub Actions', () => {
  const workflow = parse(text('github.yml')) as {
    permissions: object;
    jobs: Record<
      string,
      { strategy?: { matrix: { part: number[] }; 'fail-fast': boolean }; needs?: string; if?: string; steps: { run?: string; uses?: string }[] }
    >;
  };
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const script = (job: string): string => workflow.jobs[job]?.steps.find(({ run }) => run !== undefined)?.run ?? 'exit 99';

  test('puts no expression into the text of a script, and asks for no right but reading', () => {
    for (const { run } of steps) expect(run ?? '').not.toContain('${{');
    expect(workflow.permissions).toEqual({ contents: 'read' });
  });

  test('every part is one of the matrix, and one that fails stops no other', () => {
    const { matrix, 'fail-fast': failFast } = workflow.jobs.audit?.strategy ?? { matrix: { part: [] }, 'fail-fast': true };
    expect(matrix.part).toEqual(matrix.part.map((_part, at) => at + 1));
    expect(failFast).toBe(false);
  });

  test('parts and merge together give the fleet and say what failed', () => {
    const root = fleet(true);
    const codes = [1, 2, 3].map((part) => shell(script('audit'), root, { PART: String(part), PARTS: '3', REPORTS: 'reports', PROFILE: 'eu' }, 'bash').code);
    expect(codes.filter((code) => code === 1).length).toBe(1);
    const summary = join(root, 'summary.md');
    expect(shell(script('merge'), root, { GITHUB_STEP_SUMMARY: summary }, 'bash')).toMatchObject({ code: 0 });
    expect(readFileSync(summary, 'utf8')).toMatch(/3 of 3 repositories use AI[\s\S]*### Not audited\n\n {4}acme\/gone/);
    expect(merged(root, 'fleet.json')).toEqual(ALL);
  });
});

describe('GitLab', () => {
  const jobs = parse(text('gitlab.yml')) as Record<string, { script: string[]; variables?: { PARTS: string }; parallel?: { matrix: { PART: string[] }[] } }>;

  test('the matrix has as many parts as it says', () => {
    const parts = jobs['sovaudit-fleet-audit']?.parallel?.matrix[0]?.PART ?? [];
    expect(parts).toEqual(Array.from({ length: Number(jobs['.sovaudit-fleet']?.variables?.PARTS) }, (_, at) => String(at + 1)));
  });

  test('parts and merge together give the fleet', () => {
    const root = fleet(true);
    for (const part of ['1', '2']) {
      shell((jobs['sovaudit-fleet-audit']?.script ?? []).join('\n'), root, { PART: part, PARTS: '2', CI_PIPELINE_CREATED_AT: '2026-11-20T23:59:10Z' });
    }
    const { code, stdout } = shell((jobs['sovaudit-fleet-merge']?.script ?? []).join('\n'), root, {});
    expect([code, stdout]).toEqual([0, expect.stringMatching(/as of 2026-11-20[\s\S]*not audited \(reports\/\d\/failed\.tsv\):\nacme\/gone/)]);
    expect(merged(root, 'fleet.json')).toEqual(ALL);
  });
});

interface Container {
  readonly args: string[];
  readonly env: { readonly name: string; readonly value?: string }[];
  readonly volumeMounts: { readonly name: string }[];
}

/** The script of a container with its mounts where this machine has them. */
function mounted({ args }: Container, root: string): string {
  mkdirSync(join(root, 'mounted'), { recursive: true });
  const places: Readonly<Record<string, string>> = { '/fleet/': `${root}/fleet/`, '/reports': `${root}/reports`, '/tmp/': `${root}/mounted/` };
  return (args[0] ?? 'exit 99').replace(/\/fleet\/|\/reports|\/tmp\//g, (place) => places[place] ?? place);
}

describe('Kubernetes', () => {
  const documents = parseAllDocuments(text('kubernetes.yml')).map((document) => document.toJS());
  const [claim, audit, merge] = documents;
  const container = (job: typeof audit): Container => job.spec.template.spec.containers[0];

  test('there is a pod for each part, which counts from 0, and the volumes it mounts are there', () => {
    expect(audit.spec).toMatchObject({ completionMode: 'Indexed', completions: Number(container(audit).env.find(({ name }) => name === 'PARTS')?.value) });
    for (const job of [audit, merge]) {
      const volumes = job.spec.template.spec.volumes.map(({ name }: { name: string }) => name);
      for (const { name } of container(job).volumeMounts) expect(volumes).toContain(name);
      expect(JSON.stringify(job.spec.template.spec.volumes)).toContain(claim.metadata.name);
    }
  });

  test('no pod may more than read the list and write reports', () => {
    for (const job of [audit, merge]) {
      expect(job.spec.template.spec).toMatchObject({ automountServiceAccountToken: false, securityContext: { runAsNonRoot: true } });
      expect(job.spec.template.spec.containers[0].securityContext).toMatchObject({ readOnlyRootFilesystem: true, allowPrivilegeEscalation: false });
    }
  });

  test('pods and merge together give the fleet', () => {
    const root = fleet(true);
    for (const index of ['0', '1']) shell(mounted(container(audit), root), root, { JOB_COMPLETION_INDEX: index, PARTS: '2' });
    expect(shell(mounted(container(merge), root), root, {})).toMatchObject({ code: 0, stdout: expect.stringContaining('acme/gone') });
    expect(merged(root, 'reports/fleet-2026-11-22.json')).toEqual(ALL);
  });
});

describe('Argo', () => {
  const { spec } = parse(text('argo.yml'));
  const template = (name: string) => spec.templates.find((entry: { name: string }) => entry.name === name);

  test('every task has its template, every parameter its value, every mount its volume', () => {
    for (const task of template('fleet').dag.tasks) expect(template(task.template)).toBeDefined();
    const known = new Set(spec.arguments.parameters.map(({ name }: { name: string }) => name));
    for (const [, name] of text('argo.yml').matchAll(/\{\{workflow\.parameters\.([\w-]+)\}\}/g)) expect(known).toContain(name);
    const volumes = [
      ...spec.volumes.map(({ name }: { name: string }) => name),
      ...spec.volumeClaimTemplates.map((claim: { metadata: { name: string } }) => claim.metadata.name),
    ];
    for (const name of ['audit', 'merge']) for (const mount of template(name).container.volumeMounts) expect(volumes).toContain(mount.name);
  });

  test('a task with depends has no continueOn, which Argo refuses', () => {
    for (const task of template('fleet').dag.tasks) expect(task).not.toHaveProperty('continueOn');
  });

  test('parts and merge together give the fleet', () => {
    const root = fleet(true);
    for (const part of ['1', '2']) shell(mounted(template('audit').container, root), root, { PART: part, PARTS: '2' });
    expect(shell(mounted(template('merge').container, root), root, {})).toMatchObject({ code: 0, stdout: expect.stringContaining('acme/gone') });
    expect(merged(root, 'mounted/fleet.json')).toEqual(ALL);
  });
});
