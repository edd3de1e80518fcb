import type { Report, UsageReport } from '../../model/report.ts';
import { missingLayers } from '../select.ts';
import { modelTitle, organizationWords, placeWords, REVOCABILITY_SHORT } from '../words.ts';
import { row } from './blocks.ts';
import { code, prose } from './prose.ts';

/** A usage in one line of a table. */
export function usageRow(usage: UsageReport, report: Report): string {
  const { sdk, service, model, evidence, scope, revocability, confidence } = usage;
  const library = prose(sdk?.name ?? 'no library');
  const sent =
    service === null
      ? usage.route === 'self-hosted'
        ? 'your own process'
        : 'unknown service'
      : `${prose(service.name)}, ${prose(organizationWords(service.operator))}`;
  const made = model === null ? '' : `, ${prose(organizationWords(model.developer))}`;
  const missing = missingLayers(usage, report);
  const notes = [
    prose(placeWords(usage)),
    missing.length === 0 ? '' : `missing: ${missing.length === report.layers.length ? 'all layers' : missing.join(', ')}`,
    scope === 'production' ? '' : scope,
    confidence === 'low' ? 'mention only' : '',
  ].filter(Boolean);
  const [first] = evidence;
  const more = evidence.length > 1 ? ` +${evidence.length - 1}` : '';
  const seen = first === undefined ? '' : `${code(`${first.path}:${first.line}`)}${more}`;
  return row([`${library} → ${sent}`, `${prose(modelTitle(usage))}${made}; ${REVOCABILITY_SHORT[revocability]}`, notes.join('; '), seen])[0] ?? '';
}
