import { LAYERS } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import { jsonTextParts } from '../util/json-text.ts';
import { cdxLibraries } from './cyclonedx/libraries.ts';
import { cdxModels, modelRef } from './cyclonedx/models.ts';
import { each, properties } from './cyclonedx/properties.ts';
import { cdxServices, serviceRef } from './cyclonedx/services.ts';
import type { CdxBom, CdxComponent, CdxDependency, CdxService } from './cyclonedx/types.ts';
import { incompleteWords } from './figures.ts';
import type { ReportOptions } from './reporter.ts';
import { compareText, openFindings } from './select.ts';
import { levelWords } from './words.ts';

/*
 * Our properties. Namespace `sovaudit:`, names in lower case; a property that is not known is not written.
 *
 * on metadata (the audit as a whole)
 *   sovaudit:audit:profile, :audit:scope, :audit:as-of     the perspective and the day of the judgement
 *   sovaudit:db:version, :db:as-of                          the knowledge base behind it
 *   sovaudit:rules:changed                                  entry of the knowledge base a custom rule changed, and how; repeated
 *   sovaudit:verdict:level, :verdict:range                  sovereign (in what the repository shows), dependency, access, none
 *   sovaudit:verdict:risk-index                             0 to 100, for thresholds and trends only
 *   sovaudit:findings:open, :findings:known, :findings:suppressed   how many findings there are, by state
 *   sovaudit:audit:incomplete                               what was not audited, in words; absent when everything was
 *   sovaudit:layer:<model|data|compute|cloud|deployment|license>   level of a layer, `1` or `0-2` where something is unknown
 * on services
 *   sovaudit:jurisdiction:operator, :jurisdiction:controller  country of the operator; of whoever ultimately controls it
 *   sovaudit:operator:id, :service:category                 ids of the knowledge base
 *   sovaudit:place                                          where it runs: country, bloc, `global` or `premises`; repeated
 *   sovaudit:region                                         region as the code names it; repeated
 *   sovaudit:route                                          direct, gateway, self-hosted, unknown; repeated
 *   sovaudit:endpoint:basis                                 observed, default (the library documents it), unknown; repeated
 *   sovaudit:restriction:<level>                            id of what is on record: watch, conditional, prohibited; repeated
 *   sovaudit:occurrence                                     path:line:column; services have no `evidence` in CycloneDX; repeated
 * on models
 *   sovaudit:jurisdiction:developer, :jurisdiction:controller
 *   sovaudit:model:id, :model:family, :model:requested (repeated), :model:weights, :model:status, :model:base, :model:origin
 *   sovaudit:weights                                        held or pulled; repeated
 *   sovaudit:revocability                                   R0 to R4, who can switch it off; repeated where usages differ
 * on libraries
 *   sovaudit:requirement                                    version range as the manifest writes it
 * on services, models and libraries
 *   sovaudit:scope                                          production, test, docs, example, dev-tool; repeated
 *   sovaudit:finding:fingerprint                            an open finding about a usage of it; repeated
 */

const ROOT_REF = 'audited-repository';

/**
 * The inventory as a CycloneDX AI-BOM (1.6, or 1.7 when asked): libraries, models with a card, services with operator and endpoints, and how they hang
 * together. No serial number and no timestamp: the same report gives the same bytes. What nobody knows is left out.
 */
export function cyclonedx(report: Report, options: Pick<ReportOptions, 'specVersion'> = {}): string {
  return [...cyclonedxParts(report, options)].join('');
}

/** The same in parts, to be written one after the other. */
export function cyclonedxParts(report: Report, options: Pick<ReportOptions, 'specVersion'> = {}): Iterable<string> {
  return jsonTextParts(cyclonedxBom(report, options.specVersion), 2);
}

/** The BOM as data. What is written here means the same in both versions. */
export function cyclonedxBom(report: Report, specVersion: '1.6' | '1.7' = '1.6'): CdxBom {
  const libraries = cdxLibraries(report);
  const models = cdxModels(report);
  const services = cdxServices(report);
  const components = [...libraries, ...models];
  const refs = [...components, ...services].map((entry) => entry['bom-ref']);
  return {
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion,
    version: 1,
    metadata: metadata(report),
    components,
    services,
    dependencies: dependencies(report, libraries, models, services),
    compositions: [{ aggregate: 'incomplete', assemblies: [ROOT_REF], dependencies: [ROOT_REF, ...refs] }],
  };
}

function metadata(report: Report): CdxBom['metadata'] {
  const { audit, findings, knowledge, layers, tool, verdict } = report;
  const { root, revision } = audit;
  const number = (status: Report['findings'][number]['status']): string => String(findings.filter((finding) => finding.status === status).length);
  return {
    lifecycles: [{ phase: 'pre-build' }],
    tools: {
      components: [
        { type: 'application', name: tool.name, version: tool.version },
        { type: 'data', name: `${tool.name}-knowledge`, version: knowledge.version },
      ],
    },
    component: {
      type: 'application',
      'bom-ref': ROOT_REF,
      name: root === '.' || root === '' ? ROOT_REF : root,
      ...(revision === null ? {} : { version: revision }),
    },
    properties: properties([
      ['audit:profile', audit.profile],
      ['audit:scope', audit.profileScope],
      ['audit:as-of', audit.asOf],
      ['audit:incomplete', incompleteWords(report)],
      ['db:version', knowledge.version],
      ['db:as-of', knowledge.asOf],
      ...each('rules:changed', changedEntries(knowledge)),
      ['verdict:level', verdict.level],
      ['verdict:range', verdict.range.length > 1 ? verdict.range.join('..') : null],
      ['verdict:risk-index', String(verdict.riskIndex)],
      ['findings:open', String(openFindings(report).length)],
      ['findings:known', number('baseline')],
      ['findings:suppressed', number('suppressed')],
      ...LAYERS.map((layer) => layers.find((found) => found.layer === layer))
        .filter((found) => found !== undefined)
        .map(({ layer, level }): [string, string] => [`layer:${layer}`, levelWords(level)]),
    ]),
  };
}

/** Overrides with what they changed: an inventory made under them says so. */
function changedEntries({ customRules }: Report['knowledge']): string[] {
  return customRules.filter(({ id, extends: base }) => base === id).map(({ id, changes = [] }) => `${id}: ${changes.join(', ') || 'nothing'}`);
}

/** Application -> libraries and services; service -> the models it is asked for; a model that no service serves hangs on the application. */
function dependencies(report: Report, libraries: readonly CdxComponent[], models: readonly CdxComponent[], services: readonly CdxService[]): CdxDependency[] {
  const served = new Map<string, Set<string>>();
  const direct = new Set<string>([...libraries, ...services].map((entry) => entry['bom-ref']));
  for (const usage of report.usages) {
    const model = modelRef(usage);
    const service = serviceRef(usage);
    if (model === null) continue;
    if (service === null) direct.add(model);
    else served.set(service, (served.get(service) ?? new Set()).add(model));
  }
  const reached = new Set([...served.values()].flatMap((set) => [...set]));
  for (const model of models) if (!reached.has(model['bom-ref'])) direct.add(model['bom-ref']);
  return [
    { ref: ROOT_REF, dependsOn: [...direct].sort(compareText) },
    ...[...libraries, ...models, ...services]
      .map((entry) => entry['bom-ref'])
      .sort(compareText)
      .map((ref) => ({ ref, dependsOn: [...(served.get(ref) ?? [])].sort(compareText) })),
  ];
}
