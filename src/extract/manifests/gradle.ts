import type { Extraction } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { blankComments, SLASHES } from './blank-comments.ts';
import { type Found, packagesOf, type Section } from './found.ts';
import { type Variables, variablesOf } from './variables.ts';

/** A word that asks for an artefact, with what may stand between it and the artefact. */
const SUFFIXES = '[iI]mplementation|[aA]pi|[cC]ompile|[cC]ompileOnly|[cC]ompileOnlyApi|[rR]untime|[rR]untimeOnly|[pP]rocessor|[pP]rovided';
const WORDS = String.raw`kapt\w*|ksp\w*|classpath|developmentOnly|\w*mavenBom|force|add\s*\(\s*["']\w+["']\s*,`;
const WRAPPER = String.raw`\s*[( ]?\s*(?:(?:platform|enforcedPlatform|testFixtures|create)\s*\(\s*)?`;
const CONFIGURATION = new RegExp(String.raw`\b(\w*(?:${SUFFIXES})|${WORDS})(?!\w)${WRAPPER}`, 'g');
const COORDINATES = /^(["'])([\w.-]+):([\w.-]+)(?::([^"'@:]*))?(?:[:@][^"']*)?\1/;
const NAMED = /^(?:\[\s*)?group\s*[:=]\s*(["'])([\w.-]+)\1\s*,\s*name\s*[:=]\s*(["'])([\w.-]+)\3(?:\s*,\s*version\s*[:=]\s*(?:(["'])([^"']*)\5|(\w+)))?/;

/**
 * Artefacts of a Gradle build in Groovy or Kotlin, as `group/artifact` at the place of the artifact. Versions in a variable of the file are
 * filled in; entries of a version catalog (`libs.x`) are read from the catalog.
 */
export function extractGradle(file: SourceFile): Extraction {
  const text = blankComments(file.text, SLASHES);
  const variables = variablesOf(text);
  const found: Found[] = [];
  for (const match of text.matchAll(CONFIGURATION)) {
    const from = match.index + match[0].length;
    const item = read(text, from, sectionOf(match[1] ?? ''), variables);
    if (item !== null) found.push(item);
  }
  return packagesOf(file, 'maven', found);
}

function read(text: string, from: number, section: Section, variables: Variables): Found | null {
  // A coordinate is never longer; cutting keeps every look at the text short.
  const rest = text.slice(from, from + 400);
  const short = COORDINATES.exec(rest);
  if (short !== null) {
    const [, , group = '', artifact = '', version = ''] = short;
    const start = from + 1 + group.length + 1;
    return { name: `${group}/${artifact}`, version: variables.fill(version), section, direct: true, start, end: start + artifact.length };
  }
  const long = NAMED.exec(rest);
  if (long === null) return null;
  const [whole, , group = '', , artifact = '', , version, variable] = long;
  const start = from + whole.indexOf(artifact, whole.indexOf('name'));
  const written = variable === undefined ? (version ?? '') : `$${variable}`;
  return { name: `${group}/${artifact}`, version: variables.fill(written), section, direct: true, start, end: start + artifact.length };
}

function sectionOf(configuration: string): Section {
  const word = configuration.toLowerCase();
  if (word.includes('test')) return 'test';
  return /^(?:classpath|kapt|ksp|developmentonly|debug)|processor/.test(word) ? 'development' : 'production';
}
