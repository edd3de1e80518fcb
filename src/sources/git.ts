import { spawn } from 'node:child_process';
import { parse, resolve } from 'node:path';
import { repositoryPlace } from './repository.ts';

/**
 * What git said, or why it did not. `refused`: a repository of another owner, which git does not read unless told to trust it. `elsewhere`: the
 * tree leads to a repository that knows nothing of it, and git was not asked. `too-much`, `too-slow`: its answer was cut off at the bounds below.
 */
export type GitAnswer =
  | { readonly ok: true; readonly output: Uint8Array }
  | { readonly ok: false; readonly why: 'missing' | 'refused' | 'elsewhere' | 'no-repository' | 'too-much' | 'too-slow' | 'failed' };

// Switches off what a repository's own configuration could run or lead elsewhere. The command line wins over any file. https://git-scm.com/docs/git-config
const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'core.alternateRefsCommand=true',
  'credential.helper=',
  // A folder that looks like a bare repository is one of the files of the tree, not a repository to believe.
  'safe.bareRepository=explicit',
];
const HARDENED = ['--no-pager', '--no-optional-locks', ...SETTINGS.flatMap((setting) => ['-c', setting])];

// A hook or another git runs us with these set: they would make git look at a different repository than the one named, or write and run things.
const INHERITED =
  'GIT_DIR GIT_WORK_TREE GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_PREFIX GIT_NAMESPACE GIT_OBJECT_DIRECTORY GIT_SHALLOW_FILE ' +
  'GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_LITERAL_PATHSPECS GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS GIT_ATTR_SOURCE ' +
  'GIT_SSH GIT_SSH_COMMAND GIT_PROXY_COMMAND GIT_ASKPASS SSH_ASKPASS GIT_EXTERNAL_DIFF GIT_PAGER ' +
  'GIT_TRACE GIT_TRACE_SETUP GIT_TRACE2 GIT_TRACE2_EVENT GIT_TRACE2_PERF GIT_FLUSH';

const ENVIRONMENT: Readonly<Record<string, string | undefined>> = {
  ...Object.fromEntries(INHERITED.split(' ').map((name) => [name, undefined])),
  GIT_TERMINAL_PROMPT: '0',
  GIT_OPTIONAL_LOCKS: '0',
  // A partial clone would fetch what it lacks. Older versions know only the second, which no configuration can widen.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // A replacement of an object, or another parent of a commit, is not what was committed.
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  LC_ALL: 'C',
  LANGUAGE: '',
};

const LIMITS = { timeout: 120_000, maxBuffer: 256 * 1024 * 1024 };

/** What a call to git is given besides its arguments. */
export interface GitOptions {
  /** Text for standard input. */
  readonly input?: string;
  /** Index to read instead of the usual one: git makes another for some commits. */
  readonly indexFile?: string;
  /** Most bytes of an answer. */
  readonly most?: number;
}

/**
 * Runs one reading git command on a folder. Never throws: every way to fail is an answer. Node's own call on purpose: a library around it costs
 * more to load than git takes.
 */
export async function askGit(root: string, args: readonly string[], { input, indexFile, most = LIMITS.maxBuffer }: GitOptions = {}): Promise<GitAnswer> {
  const folder = resolve(root);
  const place = repositoryPlace(folder);
  if (place.kind === 'elsewhere') return { ok: false, why: 'elsewhere' };
  // Said, so that the configuration cannot say another: git would list what lies there.
  const workTree = place.kind === 'own' ? [`--work-tree=${place.top}`] : [];
  return new Promise((answer) => {
    const child = spawn('git', [...HARDENED, ...workTree, '-C', folder, ...args], {
      // Not the audited folder: Windows would take a git.exe lying there.
      cwd: parse(folder).root,
      env: environment(indexFile),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      shell: false,
      windowsHide: true,
      timeout: LIMITS.timeout,
      killSignal: 'SIGKILL',
    });
    const output: Buffer[] = [];
    const complaints: Buffer[] = [];
    let bytes = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > most) child.kill('SIGKILL');
      else output.push(chunk);
    });
    child.stderr?.on('data', (chunk: Buffer) => void complaints.push(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => answer({ ok: false, why: error.code === 'ENOENT' ? 'missing' : 'failed' }));
    child.on('close', (code, signal) => {
      if (bytes > most) answer({ ok: false, why: 'too-much' });
      else if (signal === 'SIGKILL' && child.killed) answer({ ok: false, why: 'too-slow' });
      else answer(code === 0 ? { ok: true, output: Buffer.concat(output) } : { ok: false, why: reason(Buffer.concat(complaints)) });
    });
    // A git that ended early does not read on: that is told by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

function reason(complaints: Buffer): 'refused' | 'no-repository' | 'failed' {
  const text = complaints.toString('utf8');
  if (text.includes('dubious ownership') || text.includes('unsafe repository')) return 'refused';
  return text.includes('not a git repository') || text.includes('must be run in a work tree') ? 'no-repository' : 'failed';
}

/** Our own environment, without what would lead git elsewhere. */
function environment(indexFile: string | undefined): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...process.env, ...ENVIRONMENT };
  if (indexFile !== undefined) own.GIT_INDEX_FILE = indexFile;
  return own;
}

/** Splits `-z` output. Names that are not UTF-8 come with U+FFFD in them and cannot be opened. */
export function splitNul(output: Uint8Array): string[] {
  const text = Buffer.from(output.buffer, output.byteOffset, output.byteLength).toString('utf8');
  if (text === '') return [];
  return (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
}
