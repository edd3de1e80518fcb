/** A Dockerfile: the images it builds on, and for each what its container is started with: variables, arguments, commands. */
import type { Candidate, Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { extractDockerfile } from '../manifests/dockerfile.ts';
import { createPlacer } from '../place.ts';
import { extractArguments, extractCommands } from '../shell/index.ts';
import { containersIn } from './containers.ts';
import { createPlaces } from './places.ts';
import type { Value } from './value.ts';

interface Instruction {
  readonly name: string;
  /** Its words, with line continuations, and where they begin. */
  readonly text: string;
  readonly start: number;
}

/** Packages (images), containers, variables and commands of a Dockerfile. */
export function extractDockerfileWithCommands(file: SourceFile): Extraction {
  const packages = extractDockerfile(file);
  const place = createPlacer(file);
  const places = createPlaces();
  const candidates: Candidate[] = [...packages.candidates];
  // By line, once: a file can have as many stages as lines.
  const images = new Map(
    packages.candidates.flatMap((candidate) => (candidate.kind === 'package' ? [[candidate.location.line, candidate.name] as const] : [])).reverse(),
  );
  for (const stage of stagesOf(instructionsOf(file.text))) {
    const [from] = stage;
    const image = from && images.get(place({ start: from.start, end: from.start }).line);
    if (from && image !== undefined) candidates.push(...containersIn(containerOf(stage, from, image, file), places));
    for (const instruction of stage) {
      candidates.push(...variablesOf(instruction, file, places));
      if (instruction.name === 'RUN' || instruction.name === 'CMD' || instruction.name === 'ENTRYPOINT') candidates.push(...commandsOf(instruction, place));
    }
  }
  return { candidates, problems: packages.problems };
}

/** Instructions, with what a backslash continues. Comments between are left out of nothing: a shell steps over them. */
function instructionsOf(text: string): Instruction[] {
  const found: Instruction[] = [];
  const pattern = /^[ \t]*([A-Za-z]+)[ \t]+((?:.*\\\r?\n(?:[ \t]*#.*\r?\n)*)*.*)$/gm;
  for (const match of text.matchAll(pattern)) {
    const body = match[2] ?? '';
    found.push({ name: (match[1] ?? '').toUpperCase(), text: body, start: match.index + match[0].length - body.length });
  }
  return found;
}

/** One list of instructions for each `FROM`. */
function stagesOf(instructions: readonly Instruction[]): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const instruction of instructions) {
    if (instruction.name === 'FROM') stages.push([instruction]);
    else stages.at(-1)?.push(instruction);
  }
  return stages;
}

/** A stage in the form in which other formats write a container. */
function containerOf(stage: readonly Instruction[], from: Instruction, image: string, file: SourceFile): Value {
  const entries = new Map<string, Value>();
  const start = file.text.indexOf(image, from.start);
  const spot = { file, start: start === -1 ? from.start : start, end: (start === -1 ? from.start : start) + image.length };
  entries.set('image', { kind: 'text', text: image, configurable: false, spot });
  const variables = stage.flatMap((instruction) => (instruction.name === 'ENV' ? assignmentsOf(instruction, file) : []));
  entries.set('env', { kind: 'object', entries: new Map(variables) });
  for (const [name, key] of [
    ['ENTRYPOINT', 'entrypoint'],
    ['CMD', 'args'],
  ] as const) {
    const last = stage.findLast((instruction) => instruction.name === name);
    if (last !== undefined) entries.set(key, { kind: 'list', items: wordsOf(last, file) });
  }
  return { kind: 'object', entries };
}

const ASSIGNMENT = /([A-Za-z_]\w*)(?:=|[ \t]+)(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"'\\]+))/g;

/** `ENV A=b C="d"`, `ENV A b`. */
function assignmentsOf({ text, start }: Instruction, file: SourceFile): [string, Value][] {
  return [...text.matchAll(ASSIGNMENT)].map((match): [string, Value] => {
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    const at = start + match.index + match[0].lastIndexOf(value);
    return [match[1] ?? '', { kind: 'text', text: value, configurable: true, spot: { file, start: at, end: at + value.length } }];
  });
}

function variablesOf(instruction: Instruction, file: SourceFile, places: ReturnType<typeof createPlaces>): Candidate[] {
  if (instruction.name !== 'ENV' && instruction.name !== 'ARG') return [];
  return assignmentsOf(instruction, file).flatMap(([name, value]): Candidate[] => {
    return value.kind === 'text' ? [{ kind: 'setting', path: [name], value: value.text, environment: true, location: places(value.spot) }] : [];
  });
}

/** The words of the list form; the whole text of the shell form. */
function wordsOf({ text, start }: Instruction, file: SourceFile): Value[] {
  const list = text.trim();
  if (!list.startsWith('[')) return [{ kind: 'text', text: list, configurable: false, spot: { file, start, end: start + text.length } }];
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match): Value => {
    const at = start + match.index;
    return { kind: 'text', text: match[1] ?? '', configurable: false, spot: { file, start: at, end: at + match[0].length } };
  });
}

function commandsOf(instruction: Instruction, place: ReturnType<typeof createPlacer>): Candidate[] {
  const { text, start } = instruction;
  if (!text.trim().startsWith('['))
    return extractCommands(
      text.replace(/^(?:--\S+\s+)+/, (flags) => ' '.repeat(flags.length)),
      (from, to) => place({ start: start + from, end: start + to }),
    );
  const words = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((match) => {
    const at = start + match.index;
    return { text: match[1] ?? '', location: place({ start: at, end: at + match[0].length }) };
  });
  return words[0] === undefined || words[0].text.startsWith('-') ? [] : extractArguments(words);
}
