/** Answers of `lookup` and `explain` for a terminal. */
import { Chalk } from 'chalk';
import type { Card, EventNote, LookupResult, Statement } from '../model/card.ts';
import type { Source } from '../model/fact.ts';
import { mapStrings } from '../util/map-strings.ts';
import { asciiText, terminalText } from '../util/terminal-text.ts';
import { elide, textWidth } from '../util/text-width.ts';
import type { ReportOptions } from './reporter.ts';
import { hanging, makeScreen, type Screen } from './table/screen.ts';
import { basisWords } from './words.ts';

/** Longest text of a statement that the short form shows. */
const SHORT = 320;
const LABEL = 15;

/** Labels that only the full form needs. */
const DETAILS = new Set([
  'hosts',
  'environment',
  'model prefixes',
  'regions',
  'imports',
  'packages',
  'known versions',
  'makes',
  'operates',
  'category',
  'openness',
  'interface',
  '  effect',
  'zero retention',
  'people read it',
  'subprocessors',
]);

/** Answers to texts: what each is, who made it, under which terms, and the events that bear on it; each with its source. */
export function lookupText(results: readonly LookupResult[], options: ReportOptions, knowledge: KnowledgeAge): string {
  const screen = makeScreen(options, new Chalk({ level: options.color }));
  const blocks = cleaned(results, options).map((result) => resultLines(result, knowledge.newestFact, screen).join('\n'));
  return `${[...blocks, screen.paint.dim(`${ageWords(knowledge)} More with: sovaudit explain <id>`)].join('\n\n')}\n`;
}

/** Whole entries: every statement with its source, url and quote. */
export function explainText(cards: readonly Card[], events: readonly EventNote[], options: ReportOptions, knowledge: KnowledgeAge): string {
  const screen = makeScreen({ ...options, verbose: true }, new Chalk({ level: options.color }));
  const blocks = cleaned(cards, options).map((card) =>
    [...title(card, screen), ...card.statements.flatMap((entry, at) => fullLines(entry, card.statements[at - 1]?.source ?? null, screen))].join('\n'),
  );
  const about = cleaned(events, options).flatMap((event) => eventLines(event, screen));
  const tail = about.length === 0 ? [] : [[screen.paint.bold('EVENTS'), ...about].join('\n')];
  return `${[...blocks, ...tail, screen.paint.dim(ageWords(knowledge))].join('\n\n')}\n`;
}

/** Age of what answers rest on. */
export interface KnowledgeAge {
  readonly version: string;
  readonly newestFact: string;
  readonly oldestFact: string;
}

function ageWords({ version, newestFact, oldestFact }: KnowledgeAge): string {
  return `Knowledge ${version}, facts dated ${oldestFact} to ${newestFact}.`;
}

function cleaned<T>(value: T, options: ReportOptions): T {
  const clean = options.unicode ? terminalText : asciiText;
  return mapStrings(value, clean);
}

function resultLines(result: LookupResult, date: string, screen: Screen): string[] {
  const { paint } = screen;
  const query = elide(result.query, screen.width, screen.marks.ellipsis);
  if (result.match === null) {
    const near = result.suggestion === null ? '' : `, did you mean "${result.suggestion}"?`;
    return [paint.bold(query), ...hanging('  ', 2, `unknown: the knowledge base has nothing about it${near}`, screen, paint.yellow)];
  }
  const kind = result.kind === 'model' && result.model?.id === null ? unknownVersion(result, date) : `${result.kind}, ${HOW[result.match]}`;
  const lines = [`${paint.bold(query)}  ${paint.dim(kind)}`];
  for (const card of result.cards) {
    lines.push(...hanging('  ', 2, nameWords(card), screen, paint.cyan));
    const shown = screen.verbose ? card.statements : card.statements.filter(({ label }) => !DETAILS.has(label) && !label.startsWith('ids '));
    lines.push(...shown.flatMap((entry) => shortLines(entry, screen)));
  }
  return [...lines, ...shortEvents(result, screen)];
}

const HOW = { exact: 'known as written', pattern: 'recognised by its parts', lineage: 'an adaptation of what is known' } as const;

function unknownVersion({ match, model }: LookupResult, date: string): string {
  if (match === 'lineage') return 'model, an adaptation of what is known; itself not in the knowledge base';
  return model?.family === null ? 'model, only its developer is known' : `model of a known family; this version is not in the knowledge base as of ${date}`;
}

function nameWords({ name, id, kind }: Card): string {
  return name === id ? `${name} (${kind})` : `${name} (${kind} ${id})`;
}

function title(card: Card, { paint }: Screen): string[] {
  const where = card.file === '' ? '' : `  ${card.custom ? 'your rules: ' : ''}${card.file}`;
  return [`${paint.bold(nameWords(card))}${paint.dim(where)}`];
}

function shortLines({ label, value, source, note }: Statement, screen: Screen): string[] {
  const text = `${elide(value, SHORT, screen.marks.ellipsis)}${note === null ? '' : ` (${elide(note, SHORT, screen.marks.ellipsis)})`}`;
  const lines = labelled(label, text, value === 'unknown', screen);
  return source === null ? lines : fitted(lines, sourceWords(source), screen);
}

/** Where a statement is from, behind it where it fits, else below. */
function fitted(lines: readonly string[], basis: string, screen: Screen): string[] {
  const last = lines.at(-1) ?? '';
  const room = screen.width - plainWidth(last) - 2;
  if (textWidth(basis) <= room) return [...lines.slice(0, -1), `${last}  ${screen.paint.dim(basis)}`];
  return [...lines, ...hanging(' '.repeat(LABEL + 4), LABEL + 4, basis, screen, screen.paint.dim)];
}

/** A statement with its source, url and quote; a source that was just printed is only named again. */
function fullLines({ label, value, source, note }: Statement, before: Source | null, screen: Screen): string[] {
  const lines = labelled(label, note === null ? value : `${value} (${note})`, value === 'unknown', screen);
  if (source === null) return lines;
  const indent = LABEL + 4;
  const again = before !== null && before.title === source.title && before.quote === source.quote;
  const more = again
    ? [sourceWords(source)]
    : [sourceWords(source), ...(source.url === null ? [] : [source.url]), ...(source.quote === null ? [] : [`"${source.quote}"`])];
  return [...lines, ...more.flatMap((line) => hanging(' '.repeat(indent), indent, line, screen, screen.paint.dim))];
}

function labelled(label: string, text: string, unknown: boolean, screen: Screen): string[] {
  const { paint } = screen;
  const width = Math.max(LABEL, label.length);
  return hanging(`  ${paint.dim(label.padEnd(width))}  `, width + 4, text, screen, unknown ? paint.yellow : undefined);
}

/** How a statement is known: a document that was read for it or for its entry, a catalogue, or background knowledge that nobody re-read. */
function sourceWords(source: Source): string {
  return `${knownWords(source)}: ${source.title}`;
}

function knownWords(source: Source): string {
  return source.basis === 'background' ? 'background knowledge, not re-read' : basisWords(source);
}

/** Events that the short form lists. */
const EVENT_CAP = 6;

const ABOUT: Readonly<Record<EventNote['about'], string>> = {
  itself: '',
  model: 'names this model',
  service: 'names this service',
  developer: 'names the developer',
  operator: 'names the operator',
  country: 'names the country of the developer',
};

/** One event a line, the nearest first. */
function shortEvents({ events, model, service, organization, query }: LookupResult, screen: Screen): string[] {
  const shown = screen.verbose ? events : events.slice(0, EVENT_CAP);
  const lines = shown.flatMap((event) => {
    const about = ABOUT[event.about] === '' ? '' : `${ABOUT[event.about]}: `;
    const lead = labelled('event', `${about}${event.name}: ${stateWords(event)} (${event.id})`, false, screen);
    const basis = event.source === null ? `last checked ${event.verifiedAt}` : `${knownWords(event.source)}; last checked ${event.verifiedAt}`;
    return fitted(lead, basis, screen);
  });
  const left = events.length - shown.length;
  const id = model?.id ?? service?.id ?? organization?.id ?? query;
  return left > 0 ? [...lines, ...labelled('', `and ${left} more (sovaudit explain ${id})`, false, screen)] : lines;
}

/** `in force since 2026-06-12`, `lifted, ended 2026-07-01`. */
function stateWords({ status, from, to }: EventNote): string {
  if (status === null) return `not begun, from ${from?.slice(0, 10) ?? 'an unknown day'}`;
  if (status === 'ended') return `ended ${to?.slice(0, 10) ?? ''}`.trimEnd();
  return `${status.replaceAll('_', ' ')} since ${from?.slice(0, 10) ?? 'an unknown day'}`;
}

function eventLines(event: EventNote, screen: Screen): string[] {
  const { paint } = screen;
  const about = ABOUT[event.about] === '' ? '' : `, ${ABOUT[event.about]}`;
  const head = labelled('event', `${event.name} (${event.id}): ${stateWords(event)}${about}; last checked ${event.verifiedAt}`, false, screen);
  const effect = event.actualEffect === null ? [] : hanging(' '.repeat(LABEL + 4), LABEL + 4, event.actualEffect, screen);
  const basis = event.source === null ? [] : hanging(' '.repeat(LABEL + 4), LABEL + 4, sourceWords(event.source), screen, paint.dim);
  return [...head, ...effect, ...basis];
}

/** Width of a line that may carry colours. */
function plainWidth(line: string): number {
  return textWidth(line.replace(/\u001b\[[0-9;]*m/g, ''));
}
