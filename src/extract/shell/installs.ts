/** Packages and images a command fetches: `pip install openai`, `docker run vllm/vllm-openai`. */
import type { PackageCandidate } from '../../model/candidate.ts';
import type { Location } from '../../model/location.ts';
import { parseImage } from '../manifests/image-name.ts';
import type { Word } from './read.ts';
import { literal, plainText } from './values.ts';
import { firstText } from './wrappers.ts';

interface Installer {
  readonly after: readonly string[];
  readonly ecosystem: string;
  /** Options that take a value, as words. */
  readonly valued: string;
}

const PIP =
  '-r --requirement -c --constraint -i --index-url --extra-index-url -f --find-links -t --target --python -p --prefix --group --trusted-host --no-binary --only-binary --platform --python-version';

/** Commands that install, by name. */
const INSTALLERS: Readonly<Record<string, readonly Installer[]>> = {
  pip: [{ after: ['install'], ecosystem: 'pypi', valued: PIP }],
  pip3: [{ after: ['install'], ecosystem: 'pypi', valued: PIP }],
  pipx: [{ after: ['install'], ecosystem: 'pypi', valued: '--python --spec' }],
  uv: [
    { after: ['pip', 'install'], ecosystem: 'pypi', valued: PIP },
    { after: ['add'], ecosystem: 'pypi', valued: '--group --extra --index --python' },
    { after: ['tool', 'install'], ecosystem: 'pypi', valued: '--with --python' },
  ],
  poetry: [{ after: ['add'], ecosystem: 'pypi', valued: '--group -G --extras -E --source' }],
  pdm: [{ after: ['add'], ecosystem: 'pypi', valued: '-G --group' }],
  npm: [
    { after: ['install'], ecosystem: 'npm', valued: '--prefix --registry -w --workspace' },
    { after: ['i'], ecosystem: 'npm', valued: '--prefix --registry -w --workspace' },
    { after: ['add'], ecosystem: 'npm', valued: '--prefix --registry' },
  ],
  pnpm: [{ after: ['add'], ecosystem: 'npm', valued: '--filter -F --dir -C' }],
  yarn: [{ after: ['add'], ecosystem: 'npm', valued: '--cwd' }],
  bun: [{ after: ['add'], ecosystem: 'npm', valued: '--cwd' }],
  gem: [{ after: ['install'], ecosystem: 'gem', valued: '-v --version -s --source -i' }],
  composer: [{ after: ['require'], ecosystem: 'composer', valued: '-d --working-dir' }],
  cargo: [{ after: ['add'], ecosystem: 'cargo', valued: '--features -F --package -p --rename' }],
};
const PYTHON = /^python[\d.]*$/;

/** Packages a command installs by name; files, URLs and version ranges in place of names are none. */
export function installedPackages(words: readonly Word[], locate: (start: number, end: number) => Location): PackageCandidate[] {
  const name = literal(words[0]) ?? '';
  const rest = PYTHON.test(name) && literal(words[1]) === '-m' ? words.slice(2) : words;
  const base = literal(rest[0]) ?? '';
  const installer = (Object.hasOwn(INSTALLERS, base) ? INSTALLERS[base] : undefined)?.find(({ after }) =>
    after.every((word, at) => literal(rest[at + 1]) === word),
  );
  if (!installer) return [];
  const valued = installer.valued.split(' ');
  const found: PackageCandidate[] = [];
  for (let at = 1 + installer.after.length; at < rest.length; at++) {
    const word = rest[at] as Word;
    const text = literal(word);
    if (text === null) continue;
    if (text.startsWith('-')) {
      if (valued.includes(text)) at++;
      continue;
    }
    const item = packageNamed(installer.ecosystem, text);
    if (item)
      found.push({ kind: 'package', ...item, ecosystem: installer.ecosystem, section: 'production', direct: true, location: locate(word.start, word.end) });
  }
  return found;
}

function packageNamed(ecosystem: string, text: string): { name: string; version: string | null } | null {
  if (/^[./~]|:\/\/|\{\}/.test(text)) return null;
  const match =
    ecosystem === 'pypi'
      ? /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?(?:\s*([<>=!~].*))?$/.exec(text)
      : ecosystem === 'npm'
        ? /^(@?[^@\s]+)(?:@(.+))?$/.exec(text)
        : ecosystem === 'composer'
          ? /^([\w.-]+\/[\w.-]+)(?::(.+))?$/.exec(text)
          : /^([\w.-]+)(?:[@:](.+))?$/.exec(text);
  return match ? { name: match[1] as string, version: match[2]?.replace(/^==/, '') ?? null } : null;
}

const ENGINES = new Set(['docker', 'podman', 'nerdctl', 'finch']);
/** Options of `docker run` without a value. */
const FLAGS = new Set(
  '-d --detach -i --interactive -t --tty -it -ti -dit -itd -id --rm --init --privileged --read-only -P --publish-all --sig-proxy --oom-kill-disable --no-healthcheck -q --quiet --disable-content-trust --replace --tls-verify'.split(
    ' ',
  ),
);

/** The image a command runs or pulls, and the words given to it. */
export interface RunImage {
  readonly image: PackageCandidate;
  readonly words: readonly Word[];
  /** `-e NAME=value`. */
  readonly given: readonly Word[];
  /** `--entrypoint`. */
  readonly entrypoint: Word | null;
}

/** The image of `docker run`, `docker create` or `docker pull`; null for any other command. */
export function imageOf(words: readonly Word[], locate: (start: number, end: number) => Location): RunImage | null {
  if (!ENGINES.has(literal(words[0]) ?? '')) return null;
  const from = literal(words[1]) === 'container' || literal(words[1]) === 'image' ? 2 : 1;
  const verb = literal(words[from]);
  if (verb !== 'run' && verb !== 'create' && verb !== 'pull') return null;
  const given: Word[] = [];
  let entrypoint: Word | null = null;
  let at = from + 1;
  for (; at < words.length; at++) {
    const word = words[at] as Word;
    const text = firstText(word);
    if (!text.startsWith('-')) break;
    if (text.includes('=') || FLAGS.has(text)) continue;
    const value = words[++at];
    if (value && (text === '-e' || text === '--env')) given.push(value);
    if (value && text === '--entrypoint') entrypoint = value;
  }
  const word = words[at];
  const image = word ? parseImage(plainText(word).replace(/\{\}$/, 'latest')) : null;
  if (!word || image === null || image.name.includes('{}')) return null;
  return {
    image: {
      kind: 'package',
      ecosystem: 'docker',
      name: image.name,
      version: image.version,
      section: 'production',
      direct: true,
      location: locate(word.start, word.end),
    },
    words: words.slice(at + 1),
    given,
    entrypoint,
  };
}
