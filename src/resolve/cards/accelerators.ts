/** Accelerators as cards. */
import type { Card, Statement } from '../../model/card.ts';
import type { Accelerator, ExportRow } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import { card, countryWords, known, listed, organizationStatement, plain } from './statements.ts';

const NEEDS: Readonly<Record<ExportRow['needs'], string>> = {
  license: 'a license is needed',
  denial: 'a license is needed and presumed denied',
  notice: 'a notice is needed',
};

export function acceleratorCard(index: Index, chip: Accelerator): Card {
  const line = chip.line === null ? undefined : index.accelerators.get(chip.line);
  return card('accelerator', chip, [
    plain('kind', [chip.kind, ...(chip.market === null ? [] : [chip.market])].join(', ')),
    organizationStatement(index, 'made by', chip.vendor.value),
    ...known('designed in', chip.designedIn, (code) => countryWords(index, code)),
    ...known('fabricated in', chip.fabrication, (code) => countryWords(index, code)),
    ...known('introduced', chip.introduced),
    ...(line ? [plain('part of', `${line.name} (${line.id})`)] : []),
    ...chip.export.map((row) => exportStatement(index, row)),
    ...listed('asked for as', [...chip.resourceNames, ...chip.labels]),
    ...chip.nodes.map(({ cloud, types }) => plain('node types', `${index.organizations.get(cloud)?.name ?? cloud}: ${types.join(', ')}`)),
    ...listed('devices', chip.devices),
    ...listed('images', chip.images),
    ...listed('packages', chip.packages),
  ]);
}

function exportStatement(index: Index, row: ExportRow): Statement {
  const law = [...row.regimes, ...row.events];
  const text = `to ${row.home.map((code) => countryWords(index, code)).join(', ')}: ${NEEDS[row.needs]}${law.length > 0 ? ` (${law.join(', ')})` : ''}`;
  return { ...plain('export', text, row.source), note: row.note };
}
