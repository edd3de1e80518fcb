import type { PackageCandidate } from '../model/candidate.ts';

type Section = PackageCandidate['section'];

const TEST = new Set('test tests testing e2e pytest'.split(' '));
const DEVELOPMENT = new Set('dev devel develop development lint linting format typing types mypy docs doc ci build release tools'.split(' '));

/** What a group of dependencies is for by one of the words of its name; `otherwise` when the name does not say. */
export function sectionOf(group: string, otherwise: Section): Section {
  const words = group.toLowerCase().split(/[^a-z0-9]+/);
  if (words.some((word) => TEST.has(word))) return 'test';
  return words.some((word) => DEVELOPMENT.has(word)) ? 'development' : otherwise;
}
