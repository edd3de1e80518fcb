/** Precision, recall and F1 over the labelled cases, by kind, language and layer. */
import type { Report } from '../../src/model/report.ts';
import { compare, KINDS, type Kind, labelledCases, type Tally } from './labelled.ts';

/** Layers of the report that rest on a kind of statement. */
const LAYERS: Readonly<Record<string, readonly Kind[]>> = {
  model: ['model'],
  data: ['service', 'place'],
  compute: ['weights', 'component'],
  cloud: ['service'],
  deployment: ['call path', 'library'],
  license: ['model'],
};

export interface Figures extends Tally {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** The accuracy of a set of cases: figures by heading, and the differences by case. */
export interface Accuracy {
  readonly cases: number;
  readonly kinds: ReadonlyMap<string, Figures>;
  readonly languages: ReadonlyMap<string, Figures>;
  readonly layers: ReadonlyMap<string, Figures>;
  readonly differences: ReadonlyMap<string, readonly string[]>;
}

/** Audits every labelled case below `folder` with `audit` and counts what was right. */
export async function accuracyOf(folder: string, audit: (input: string) => Promise<Report>): Promise<Accuracy> {
  const kinds = new Map<string, Tally>();
  const languages = new Map<string, Tally>();
  const layers = new Map<string, Tally>();
  const differences = new Map<string, readonly string[]>();
  const cases = labelledCases(folder);
  for (const { name, input, label } of cases) {
    const outcome = compare(await audit(input), label);
    if (outcome.differences.length > 0) differences.set(name, outcome.differences);
    for (const kind of KINDS) {
      const tally = outcome.tallies.get(kind) as Tally;
      add(kinds, kind, tally);
      if (kind === 'service' || kind === 'model' || kind === 'component') add(languages, label.language, tally);
      for (const [layer, of] of Object.entries(LAYERS)) if (of.includes(kind)) add(layers, layer, tally);
    }
  }
  return { cases: cases.length, kinds: figures(kinds), languages: figures(languages), layers: figures(layers), differences };
}

function add(into: Map<string, Tally>, key: string, { right, wrong, missed }: Tally): void {
  const tally = into.get(key) ?? { right: 0, wrong: 0, missed: 0 };
  into.set(key, { right: tally.right + right, wrong: tally.wrong + wrong, missed: tally.missed + missed });
}

function figures(tallies: ReadonlyMap<string, Tally>): Map<string, Figures> {
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, tally]) => [key, withRates(tally)]));
}

/** Nothing reported is perfectly precise, nothing to find perfectly recalled. */
function withRates({ right, wrong, missed }: Tally): Figures {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return { right, wrong, missed, precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The figures as a table, and what fell below the recorded floor. Floors: heading -> name -> lowest F1. */
export function accuracyText(accuracy: Accuracy): string {
  const lines = [`${accuracy.cases} labelled cases`, ''];
  for (const [heading, rows] of [
    ['kind', accuracy.kinds],
    ['language', accuracy.languages],
    ['layer', accuracy.layers],
  ] as const) {
    lines.push(`${heading.padEnd(16)} precision  recall      F1   right  wrong  missed`);
    for (const [name, row] of rows) {
      const rates = [row.precision, row.recall, row.f1].map((rate) => `${(rate * 100).toFixed(1).padStart(6)} %`).join('');
      lines.push(`${name.padEnd(16)} ${rates} ${String(row.right).padStart(7)}${String(row.wrong).padStart(7)}${String(row.missed).padStart(8)}`);
    }
    lines.push('');
  }
  for (const [name, found] of accuracy.differences) lines.push(name, ...found.map((line) => `  ${line}`));
  return lines.join('\n');
}

export type Floors = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The lowest F1 per heading and name of this run, rounded down to a tenth of a per cent: what is recorded as the floor. */
export function floorsOf(accuracy: Accuracy): Floors {
  const of = (rows: ReadonlyMap<string, Figures>) => Object.fromEntries([...rows].map(([name, { f1 }]) => [name, Math.floor(f1 * 1000) / 1000]));
  return { kinds: of(accuracy.kinds), languages: of(accuracy.languages), layers: of(accuracy.layers) };
}

/** What fell below its floor, in words; empty when nothing did. A floor whose figure is gone counts as fallen. */
export function belowFloor(accuracy: Accuracy, floors: Floors): string[] {
  const now = floorsOf(accuracy);
  return Object.entries(floors).flatMap(([heading, rows]) =>
    Object.entries(rows).flatMap(([name, floor]) => {
      const value = now[heading]?.[name];
      return value !== undefined && value >= floor ? [] : [`${heading}: ${name} is at ${value === undefined ? 'nothing' : value}, its floor is ${floor}`];
    }),
  );
}
