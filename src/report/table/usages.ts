import { SCOPES } from '../../model/layer.ts';
import type { Report, UsageReport } from '../../model/report.ts';
import { textWidth } from '../../util/text-width.ts';
import { compareText, firstOf, judgedUsages, missingLayers, otherUsages, unclearLayers } from '../select.ts';
import { count, locationWords, modelTitle, organizationWords, placeWords, REVOCABILITY_SHORT } from '../words.ts';
import { grid } from './grid.ts';
import { cellLines, hanging, heading, type Screen } from './screen.ts';

const INDENT = 2;
const GAP = 2;
const CAP = 8;
/** Services named of the call paths after these. */
const NAMED = 6;
/** Most lines one fact may take in a cell. */
const LINES = 3;

/** The AI call paths: library, service and operator, model and developer, place, and where in the code. Judged scopes first. */
export function usageSection(report: Report, screen: Screen): string[] {
  const judged = judgedUsages(report);
  const others = otherUsages(report);
  const shown = screen.verbose ? [...judged, ...others] : judged.slice(0, CAP);
  const lines = heading('USAGES', usageNote(judged, report), screen);
  if (shown.length > 0) lines.push(...(screen.wide ? wideTable(shown, report, screen) : narrowTable(shown, report, screen)));
  if (judged.length > shown.length) lines.push(...hanging('  ', 2, leftWords(judged.slice(shown.length)), screen));
  if (others.length > 0 && !screen.verbose)
    lines.push(...hanging('  ', 2, `Seen but not judged: ${scopeCounts(others)} (use --verbose or --scope)`, screen, screen.paint.dim));
  return lines;
}

/** `and 52 more: 7 OpenAI API, 3 Ollama, 30 others (use --verbose)`: services by how often they are called. */
function leftWords(left: readonly UsageReport[]): string {
  const calls = new Map<string, number>();
  for (const { service } of left) if (service !== null) calls.set(service.name, (calls.get(service.name) ?? 0) + 1);
  const most = [...calls].sort(([a, x], [b, y]) => firstOf(y - x, compareText(a, b))).slice(0, NAMED);
  const others = left.length - most.reduce((sum, [, number]) => sum + number, 0);
  const words = [...most.map(([name, number]) => `${number} ${name}`), ...(others > 0 ? [count(others, 'other')] : [])];
  return `and ${left.length} more: ${words.join(', ')} (use --verbose)`;
}

function usageNote(judged: readonly UsageReport[], report: Report): string {
  const mentions = judged.filter(({ confidence }) => confidence === 'low').length;
  const paths = count(judged.length - mentions, 'AI call path');
  const total = mentions === 0 ? paths : `${paths} and ${count(mentions, 'mention')}`;
  return `${total} in ${report.audit.scopes.join(', ')}; (..) = seat, and control where it differs`;
}

/** `3 in test, 1 in docs`. */
function scopeCounts(usages: readonly UsageReport[]): string {
  const counts = SCOPES.map((scope) => ({ scope, number: usages.filter((usage) => usage.scope === scope).length }));
  return counts
    .filter(({ number }) => number > 0)
    .map(({ scope, number }) => `${number} in ${scope}`)
    .join(', ');
}

function wideTable(usages: readonly UsageReport[], report: Report, screen: Screen): string[] {
  const room = screen.width - INDENT - 3 * GAP;
  const widths = [0.25, 0.25, 0.22].map((share) => Math.floor(room * share));
  const [service = 20, model = 20, place = 20] = widths;
  const seen = room - service - model - place;
  const head = ['library, service', 'model', 'runs in', 'seen at'].map((title) => [screen.paint.dim(title)]);
  const rows = usages.flatMap((usage) => [
    [
      serviceCell(usage, service, screen),
      modelCell(usage, model, screen),
      [...placeCell(usage, place, screen), ...judgementCell(usage, report, place, screen)],
      seenCell(usage, seen, screen),
    ],
    [[''], [''], [''], ['']],
  ]);
  return grid([head, ...rows.slice(0, -1)], INDENT);
}

function narrowTable(usages: readonly UsageReport[], report: Report, screen: Screen): string[] {
  const room = screen.width - INDENT - 2 * GAP;
  const width = Math.floor(room / 3);
  const last = room - 2 * width;
  const head = ['library, service', 'model', 'runs in, seen at'].map((title) => [screen.paint.dim(title)]);
  const rows = usages.flatMap((usage) => [
    [
      serviceCell(usage, width, screen),
      modelCell(usage, width, screen),
      [...placeCell(usage, last, screen), ...seenCell(usage, last, screen), ...judgementCell(usage, report, last, screen)],
    ],
    [[''], [''], ['']],
  ]);
  return grid([head, ...rows.slice(0, -1)], INDENT);
}

function serviceCell(usage: UsageReport, width: number, screen: Screen): string[] {
  const { marks, paint } = screen;
  const library = usage.sdk?.name ?? 'no library';
  const service = usage.service?.name ?? (usage.route === 'self-hosted' ? 'your own process' : 'unknown service');
  const lines = cellLines(`${library} ${marks.arrow} ${service}`, width, LINES, screen).map((line) => paint.bold(line));
  if (usage.service !== null) lines.push(...cellLines(organizationWords(usage.service.operator), width, LINES, screen));
  const notes = [
    usage.route === 'gateway' ? 'through a gateway' : '',
    addressNote(usage),
    usage.confidence === 'low' ? 'mention only' : '',
    usage.fallbackGroup === null ? '' : 'in a fallback list',
  ].filter(Boolean);
  return [...lines, ...notes.flatMap((note) => cellLines(note, width, LINES, screen)).map((line) => paint.dim(line))];
}

/** How the address is known, where the code does not say it. */
function addressNote({ endpointBasis, service }: UsageReport): string {
  if (endpointBasis === 'default') return "the library's default address";
  return service !== null && !service.observed ? 'address not seen' : '';
}

function modelCell(usage: UsageReport, width: number, screen: Screen): string[] {
  const { paint } = screen;
  const { model, revocability } = usage;
  const title = modelTitle(usage);
  const colour = revocability === 'R3' || revocability === 'R4' ? paint.red : revocability === 'R0' ? paint.green : paint.yellow;
  return [
    ...cellLines(title, width, LINES, screen).map((line) => paint.bold(line)),
    ...(model === null ? [] : modelFacts(model, usage.weights, width, screen)),
    ...cellLines(REVOCABILITY_SHORT[revocability], width, LINES, screen).map((line) => colour(line)),
  ];
}

/** Developer, weights, license, lineage, copy and status. */
function modelFacts(model: NonNullable<UsageReport['model']>, weights: UsageReport['weights'], width: number, screen: Screen): string[] {
  const known = model.id !== null || model.family !== null || model.developer.id !== null;
  const developer = known ? cellLines(organizationWords(model.developer), width, LINES, screen) : [screen.paint.yellow('unknown model')];
  const facts = [model.weights === null ? 'weights unknown' : `${model.weights} weights`, model.license?.name ?? 'license unknown'];
  if (model.base !== null) facts.push(`from ${model.base}`);
  if (weights !== null) facts.push(weights === 'held' ? 'copy held' : 'pulled at start');
  if (model.status !== null && model.status !== 'current') facts.push(`${model.status} version`);
  return [...developer, ...cellLines(facts.join(', '), width, LINES, screen)];
}

function placeCell(usage: UsageReport, width: number, screen: Screen): string[] {
  const host = usage.endpoint?.host ?? null;
  const lines = cellLines(placeWords(usage), width, LINES, screen);
  return host === null || !screen.wide ? lines : [...lines, ...cellLines(host, width, LINES, screen)];
}

/** First place in the code, and how many more there are; every place in the long form. */
function seenCell({ evidence, scope }: UsageReport, width: number, screen: Screen): string[] {
  const { paint } = screen;
  const shown = (screen.verbose ? evidence : evidence.slice(0, 1)).flatMap((entry) => cellLines(locationWords(entry), width, LINES, screen));
  if (shown.length === 0) return [paint.dim('no place on record')];
  const more = evidence.length > 1 && !screen.verbose ? [`+${evidence.length - 1} more`] : [];
  const notes = [...more, ...(scope === 'production' ? [] : [scope])].join(', ');
  const last = shown.at(-1) ?? '';
  const lines = shown.map((line) => paint.cyan(line));
  if (notes === '') return lines;
  // Beside the place where there is room, else below it.
  const beside = textWidth(last) + 1 + notes.length <= width;
  return beside ? [...lines.slice(0, -1), `${paint.cyan(last)} ${paint.dim(notes)}`] : [...lines, paint.dim(notes)];
}

/** What is missing for this usage alone, and what is on record against it. */
function judgementCell(usage: UsageReport, report: Report, width: number, screen: Screen): string[] {
  const { paint } = screen;
  const name = (layers: readonly string[]): string => (layers.length === report.layers.length ? 'all layers' : layers.join(', '));
  const missing = missingLayers(usage, report);
  const unclear = unclearLayers(usage, report);
  const worst = ['prohibited', 'conditional'].find((level) => usage.restrictions.some((restriction) => restriction.level === level));
  const lines: string[] = [];
  if (worst !== undefined)
    lines.push(...cellLines(`restriction: ${worst}`, width, LINES, screen).map((line) => (worst === 'prohibited' ? paint.red(line) : paint.yellow(line))));
  if (missing.length > 0) lines.push(...cellLines(`missing: ${name(missing)}`, width, LINES, screen).map((line) => paint.red(line)));
  if (unclear.length > 0) lines.push(...cellLines(`unclear: ${name(unclear)}`, width, LINES, screen).map((line) => paint.yellow(line)));
  return lines;
}
