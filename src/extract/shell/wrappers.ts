/** Commands that run another command: what is left of the words is what really runs. */
import type { Word } from './read.ts';
import { literal } from './values.ts';

/** How a wrapper's own words are stepped over. */
interface Wrapper {
  /** Words that must follow the name: `docker exec`, `uv run`. */
  readonly after?: readonly string[];
  /** Its options that take a value, as words. */
  readonly valued?: string;
  /** Words of its own before the command: the user and host of `ssh`, the container of `docker exec`. */
  readonly own?: number;
  /** The command stands after `--`; without one there is none. */
  readonly dashes?: boolean;
}

const WRAPPERS: Readonly<Record<string, readonly Wrapper[]>> = {
  sudo: [{ valued: '-u -g -C -h -p -U -D -r -t' }],
  doas: [{ valued: '-u -C' }],
  env: [{ valued: '-u -C -S --unset --chdir' }],
  nohup: [{}],
  exec: [{ valued: '-a' }],
  command: [{}],
  builtin: [{}],
  time: [{}],
  nice: [{ valued: '-n' }],
  ionice: [{ valued: '-c -n -p' }],
  timeout: [{ valued: '-k -s --kill-after --signal', own: 1 }],
  xargs: [{ valued: '-I -n -P -L -d -a -E -s' }],
  setsid: [{}],
  stdbuf: [{ valued: '-i -o -e' }],
  'cross-env': [{}],
  dotenv: [{ valued: '-e -f -c', dashes: true }, { after: ['run'] }],
  dotenvx: [{ after: ['run'], dashes: true, valued: '-f' }],
  tini: [{ dashes: true }, {}],
  'dumb-init': [{}],
  gosu: [{ own: 1 }],
  'su-exec': [{ own: 1 }],
  uv: [
    { after: ['run'], valued: '--with --python --extra --group --project --directory -p --env-file' },
    { after: ['tool', 'run'], valued: '--from --with --python' },
  ],
  uvx: [{ valued: '--from --with --python -p --index-url' }],
  pipx: [{ after: ['run'], valued: '--spec --python' }],
  poetry: [{ after: ['run'] }],
  pdm: [{ after: ['run'] }],
  hatch: [{ after: ['run'] }],
  pipenv: [{ after: ['run'] }],
  rye: [{ after: ['run'] }],
  conda: [{ after: ['run'], valued: '-n -p --name --prefix' }],
  npx: [{ valued: '-p --package -c' }],
  bunx: [{}],
  pnpm: [{ after: ['dlx'] }, { after: ['exec'] }],
  yarn: [{ after: ['dlx'] }, { after: ['exec'] }],
  bundle: [{ after: ['exec'] }],
  mise: [{ after: ['exec'], dashes: true }],
  docker: [
    { after: ['exec'], valued: '-e --env -u --user -w --workdir --env-file', own: 1 },
    { after: ['compose', 'exec'], valued: '-e --env -u --user -w --workdir --index', own: 1 },
    { after: ['compose', 'run'], valued: '-e --env -u --user -w --workdir --name -p -v --entrypoint', own: 1 },
  ],
  'docker-compose': [
    { after: ['exec'], valued: '-e --env -u --user -w --workdir --index', own: 1 },
    { after: ['run'], valued: '-e --env -u --user -w --workdir --name -p -v --entrypoint', own: 1 },
  ],
  podman: [{ after: ['exec'], valued: '-e --env -u --user -w --workdir', own: 1 }],
  kubectl: [{ after: ['exec'], dashes: true }],
  oc: [{ after: ['exec'], dashes: true }],
  ssh: [{ valued: '-i -p -o -l -L -R -F -J', own: 1 }],
  srun: [{ valued: '-n -N -c -p -t -J -G -w -A -o -e' }],
  accelerate: [{ after: ['launch'], valued: '--num_processes --config_file --num_machines --mixed_precision --main_process_port' }],
};

/** The words of the command that really runs, and the `NAME=value` words a wrapper was given for it. */
export function unwrap(words: readonly Word[]): { words: readonly Word[]; given: readonly Word[] } {
  const given: Word[] = [];
  let rest = words;
  for (let steps = 0; steps < 8; steps++) {
    const inner = unwrapOne(rest);
    if (inner === null) break;
    rest = inner;
    while (rest[0] && /^[A-Za-z_]\w*=/.test(firstText(rest[0]))) {
      given.push(rest[0]);
      rest = rest.slice(1);
    }
  }
  return { words: rest, given };
}

/** Text a word begins with, before any expansion. */
export function firstText(word: Word): string {
  const [part] = word.parts;
  return part?.kind === 'text' ? part.text : '';
}

function unwrapOne(words: readonly Word[]): readonly Word[] | null {
  const name = commandName(words[0]);
  for (const wrapper of (Object.hasOwn(WRAPPERS, name ?? '') && WRAPPERS[name as string]) || []) {
    const rest = innerWords(words, wrapper);
    if (rest) return rest;
  }
  return null;
}

/** Name of a command without its folder. */
export function commandName(word: Word | undefined): string | null {
  const text = literal(word);
  return text === null || text === '' ? null : text.slice(text.lastIndexOf('/') + 1).replace(/\.exe$/i, '');
}

function innerWords(words: readonly Word[], { after = [], valued = '', own = 0, dashes = false }: Wrapper): readonly Word[] | null {
  if (!after.every((word, at) => literal(words[at + 1]) === word)) return null;
  let rest = words.slice(1 + after.length);
  if (dashes) {
    const cut = rest.findIndex((word) => literal(word) === '--');
    return cut < 0 ? null : rest.slice(cut + 1);
  }
  const withValue = valued.split(' ');
  const skipOptions = (): void => {
    while (rest[0] && firstText(rest[0]).startsWith('-')) {
      const option = literal(rest[0]) ?? '';
      rest = rest.slice(withValue.includes(option) ? 2 : 1);
      if (option === '--') return;
    }
  };
  skipOptions();
  rest = rest.slice(own);
  if (own > 0 && literal(rest[0]) === '--') rest = rest.slice(1);
  return rest;
}
