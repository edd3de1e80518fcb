/** What the accelerators shown by a repository say about the compute layer of something it runs itself: whose they are, and what home needs to get them. */
import type { Accelerator, ExportRow } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import { factRef, observed, sourceRef } from '../facts.ts';
import { holdsAt, type Perspective } from '../perspective.ts';
import type { Reading } from './table.ts';

/** Rows C4 (all designed at home), C3 (two vendors), C2 (one foreign vendor), C1 (a license is needed), C0 (presumed denied); null when none are shown. */
export function readAccelerators(usage: Usage, index: Index, view: Perspective, whose: string, facts: readonly FactRef[]): Reading | null {
  const shown = (usage.accelerators?.ids ?? []).flatMap((id) => index.accelerators.get(id) ?? []);
  // A wider line says nothing more where one of its chips is named.
  const chips = shown.filter(({ id }) => !shown.some(({ line }) => line === id));
  if (chips.length === 0) return null;
  const vendors = new Map(chips.map((chip) => [chip.vendor.value ?? chip.id, chip]));
  const names = [...new Set(chips.map(({ name }) => name))].sort().join(', ');
  const where = usage.accelerators?.elsewhere ? 'this repository shows' : 'it is given';
  const known: FactRef[] = [
    observed(`${where}: ${names}`, usage, ['accelerator']),
    ...[...vendors.values()].flatMap((chip) => vendorFacts(chip, index)),
    ...facts,
  ];
  if (chips.every((chip) => view.isHome(designer(chip, index)))) {
    return { level: 4, row: 'C4', reason: `${whose}, on accelerators designed at home (${names}).`, facts: known };
  }
  if (vendors.size > 1) return { level: 3, row: 'C3', reason: `${whose}; ${where} accelerators of ${vendors.size} vendors (${names}).`, facts: known };
  const needed = strictest(chips, index, view);
  if (needed === null) {
    return { level: 2, row: 'C2', reason: `${whose}; the only accelerators ${where} are ${names}, of one foreign vendor.`, facts: known };
  }
  const { row, chip } = needed;
  const [level, code, words] = row.needs === 'denial' ? ([0, 'C0', 'a license that is presumed denied'] as const) : ([1, 'C1', 'a license'] as const);
  const reason = `${whose}; the only accelerators ${where} are ${names}, and ${chip.name} needs ${words} to reach ${view.homeName}.`;
  return { level, row: code, reason, facts: [{ claim: exportClaim(row, chip), ...sourceRef(row.source) }, ...known] };
}

/** Country a chip is designed in: stated, else that of its vendor's control. */
function designer(chip: Accelerator, index: Index): string | null {
  const vendor = index.organizations.get(chip.vendor.value ?? '');
  return vendor?.controller.value ?? vendor?.seat.value ?? chip.designedIn.value;
}

function vendorFacts(chip: Accelerator, index: Index): FactRef[] {
  const vendor = index.organizations.get(chip.vendor.value ?? '');
  if (vendor === undefined) return [];
  return [
    factRef(`${chip.name} is made by ${vendor.name}`, chip.vendor, 'vendor'),
    factRef(`${vendor.name} is controlled from ${countryInText(vendor.controller.value ?? vendor.seat.value ?? 'unknown')}`, vendor.controller, 'controller'),
  ];
}

const RANK: Readonly<Record<ExportRow['needs'], number>> = { denial: 2, license: 1, notice: 0 };

/** The strictest export row that holds for this home at the date; a mere notice asks nobody's permission. */
function strictest(chips: readonly Accelerator[], index: Index, view: Perspective): { row: ExportRow; chip: Accelerator } | null {
  let found: { row: ExportRow; chip: Accelerator } | null = null;
  for (const chip of chips) {
    for (const row of chip.export) {
      if (row.needs === 'notice' || !row.home.some((place) => view.isHome(place)) || !inForce(row, index, view.asOf)) continue;
      if (found === null || RANK[row.needs] > RANK[found.row.needs]) found = { row, chip };
    }
  }
  return found;
}

/** A row rests on its regimes: before the first of them, or after the last, it says nothing. */
function inForce({ regimes }: ExportRow, index: Index, asOf: string): boolean {
  const known = regimes.flatMap((id) => index.regimes.get(id) ?? []);
  return known.length === 0 || known.some(({ from, to }) => holdsAt(from ?? '1970-01-01', to, asOf));
}

function exportClaim({ home, needs, regimes, events, note }: ExportRow, chip: Accelerator): string {
  const law = [...regimes, ...events];
  return `${chip.name} to ${home.map(countryInText).join(', ')}: ${needs}${law.length > 0 ? ` (${law.join(', ')})` : ''}${note === null ? '' : `; ${note}`}`;
}
