import type { Report, UsageReport } from '../../model/report.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { compareText } from '../select.ts';
import { locationWords } from '../words.ts';
import { cdxOrganization, each, fingerprintsByUsage, groupUsages, propertyField } from './properties.ts';
import type { CdxService } from './types.ts';

/** Places written per service; the JSON report has all. */
const OCCURRENCE_LIMIT = 50;

/** The `bom-ref` of the service a usage goes to; null when neither service nor host is known. */
export function serviceRef({ service, endpoint }: UsageReport): string | null {
  if (service !== null) return `service:${service.id}`;
  return endpoint?.host == null ? null : `service:unknown:${terminalText(endpoint.host)}`;
}

/** The hosted services and local runtimes that usages go to, one entry each, by `bom-ref`. */
export function cdxServices(report: Report): CdxService[] {
  const fingerprints = fingerprintsByUsage(report);
  return groupUsages(report, serviceRef).map(([ref, usages]) => service(ref, usages, fingerprints));
}

function service(ref: string, usages: readonly UsageReport[], fingerprints: ReadonlyMap<string, readonly string[]>): CdxService {
  const known = usages.find((usage) => usage.service !== null)?.service ?? null;
  const endpoints = [...new Set(usages.map(({ endpoint }) => address(endpoint?.host ?? null)).filter((url) => url !== null))].sort(compareText);
  const local = usages.every(({ route, endpoint }) => route === 'self-hosted' || endpoint?.place === 'premises');
  return {
    'bom-ref': ref,
    ...(known === null ? {} : { provider: cdxOrganization(known.operator) }),
    name: terminalText(known?.name ?? usages[0]?.endpoint?.host ?? ref),
    ...(endpoints.length === 0 ? {} : { endpoints }),
    // Whether what is sent leaves the trust zone of whoever runs this code.
    'x-trust-boundary': !local,
    data: [{ flow: 'bi-directional', classification: 'not stated', name: 'prompts and answers' }],
    ...propertyField([
      ['service:category', known?.category ?? null],
      ['operator:id', known?.operator.id ?? null],
      ['jurisdiction:operator', known?.operator.country ?? null],
      ['jurisdiction:controller', known?.operator.controller ?? null],
      ...each(
        'place',
        usages.map(({ endpoint }) => endpoint?.place ?? null),
      ),
      ...each(
        'region',
        usages.map(({ endpoint }) => endpoint?.region ?? null),
      ),
      ...each(
        'route',
        usages.map(({ route }) => route),
      ),
      ...each(
        'endpoint:basis',
        usages.map(({ endpointBasis }) => endpointBasis),
      ),
      ...usages.flatMap(({ restrictions }) => restrictions.map(({ level, by }): [string, string] => [`restriction:${level}`, by])),
      ...each(
        'scope',
        usages.map(({ scope }) => scope),
      ),
      ...each(
        'finding:fingerprint',
        usages.flatMap(({ id }) => fingerprints.get(id) ?? []),
      ),
      ...each('occurrence', places(usages)),
    ]),
  };
}

function places(usages: readonly UsageReport[]): string[] {
  const seen = usages.flatMap(({ evidence }) => evidence.filter(({ kind }) => kind === 'endpoint' || kind === 'env-var' || kind === 'config'));
  const all = seen.length > 0 ? seen : usages.flatMap(({ evidence }) => evidence.slice(0, 1));
  return [...new Set(all.map(locationWords))].sort(compareText).slice(0, OCCURRENCE_LIMIT);
}

/** A host as an address; null when it is a pattern or no host at all. */
function address(host: string | null): string | null {
  return host !== null && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/i.test(host) ? `https://${host}` : null;
}
