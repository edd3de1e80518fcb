import type { Diagnostic } from '../model/diagnostic.ts';
import { SEVERITIES } from '../model/entity.ts';
import type { Finding } from '../model/finding.ts';
import { LAYERS } from '../model/layer.ts';
import type { Location } from '../model/location.ts';
import type { Report } from '../model/report.ts';
import { jsonTextParts } from '../util/json-text.ts';
import { terminalText } from '../util/terminal-text.ts';
import { uriPath } from '../util/uri-path.ts';
import { folderOf, fromTop } from './from-top.ts';
import type { ReportOptions } from './reporter.ts';
import { sarifResult, sarifText } from './sarif-results.ts';
import { LAYER_TAXONOMY, sarifRuleId, sarifRules } from './sarif-rules.ts';
import type { SarifLog, SarifNotification, SarifRun, SarifTaxonomy } from './sarif-types.ts';
import { compareFindings, comparePlaces, compareText, firstOf, openFindings, placeOf } from './select.ts';

/** GitHub shows the 5,000 worst results of a run; we choose them ourselves and say so. */
const RESULT_LIMIT = 5000;
const NOTIFICATION_LIMIT = 1000;
const HOMEPAGE = 'https://www.npmjs.com/package/sovaudit';
const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

interface Placed {
  readonly finding: Finding;
  readonly place: Location;
}

/**
 * The report as SARIF 2.1.0, as GitHub code scanning reads it. Only open findings, unless asked: GitHub shows suppressed results as open
 * alerts, and an inventory (`info`) is nothing to resolve. No absolute path.
 */
export function sarif(report: Report, options: Pick<ReportOptions, 'includeSuppressed'> = {}): string {
  return [...sarifParts(report, options)].join('');
}

/** The same in parts, to be written one after the other: down to the results of its run. */
export function sarifParts(report: Report, options: Pick<ReportOptions, 'includeSuppressed'> = {}): Iterable<string> {
  return jsonTextParts(sarifLog(report, options.includeSuppressed ?? false), 4);
}

/** The SARIF log as data. `all`: also what is suppressed or known, marked as such. */
export function sarifLog(audited: Report, all = false): SarifLog {
  const report = fromTop(audited);
  const open = all ? report.findings.filter(({ severity }) => severity !== 'info').sort(compareFindings) : openFindings(report);
  const placed = open
    .map((finding) => withPlace(finding, report))
    .filter((entry) => entry !== null)
    .sort(comparePlaced);
  const kept = placed.slice(0, RESULT_LIMIT);
  const rules = sarifRules(
    kept.map(({ finding }) => finding),
    report,
  );
  const ruleIndexes = new Map(rules.map((rule, index) => [rule.id, index]));
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: tool(report, rules),
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository.' } } },
        automationDetails: { id: categoryOf(report) },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: [...cuts(open.length - placed.length, placed.length - kept.length), ...diagnostics(report.diagnostics)],
          },
        ],
        taxonomies: [taxonomy(report)],
        results: kept.map(({ finding, place }) => sarifResult(finding, place, ruleIndexes, all)),
        properties: summary(report),
      },
    ],
  };
}

/** Code hosts keep the results of one category apart from those of another: of another profile, and of another folder of the same repository. */
function categoryOf(report: Report): string {
  const folder = folderOf(report);
  const parts = [report.audit.profile, ...(folder === '' ? [] : [folder])];
  return `sovaudit/${parts.map((part) => uriPath(part).replaceAll('/', '%2F')).join('/')}/`;
}

/** What the audit was asked and what it answered, for readers that look into property bags. */
function summary({ audit, verdict, findings, comparison }: Report): SarifRun['properties'] {
  const { profile, profileScope, asOf, revision } = audit;
  const { level, range, missingLayers, riskIndex } = verdict;
  const number = (status: Finding['status']): number => findings.filter((finding) => finding.status === status).length;
  const accepted = { known: number('baseline'), suppressed: number('suppressed'), staleBaselineEntries: comparison.baseline?.stale.length ?? 0 };
  return { profile, profileScope, asOf, revision, verdict: level, verdictRange: range, missingLayers, riskIndex, accepted };
}

function withPlace(finding: Finding, report: Report): Placed | null {
  const place = placeOf(finding, report);
  return place === null ? null : { finding, place };
}

function comparePlaced(a: Placed, b: Placed): number {
  return firstOf(
    SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity),
    comparePlaces(a.place, b.place),
    compareText(sarifRuleId(a.finding), sarifRuleId(b.finding)),
    compareText(a.finding.fingerprint, b.finding.fingerprint),
  );
}

function tool(report: Report, rules: SarifRun['tool']['driver']['rules']): SarifRun['tool'] {
  const { version, asOf, newestFact, oldestFact, customRules, packs = [] } = report.knowledge;
  return {
    driver: {
      name: report.tool.name,
      semanticVersion: report.tool.version,
      informationUri: HOMEPAGE,
      rules,
      supportedTaxonomies: [{ name: LAYER_TAXONOMY, index: 0 }],
    },
    extensions: [
      {
        name: 'sovaudit-knowledge',
        version,
        shortDescription: { text: 'What the audit knows of providers, models, licenses and restrictions.' },
        properties: { asOf, newestFact, oldestFact, customRules, ...(packs.length > 0 && { packs }) },
      },
    ],
  };
}

function taxonomy(report: Report): SarifTaxonomy {
  const questions = new Map(report.layers.map(({ layer, question }) => [layer, question]));
  return {
    name: LAYER_TAXONOMY,
    version: report.schemaVersion,
    shortDescription: { text: 'The six layers of an AI dependency: who holds each of them.' },
    isComprehensive: true,
    taxa: LAYERS.map((layer) => ({ id: layer, name: layer, shortDescription: { text: terminalText(questions.get(layer) || layer) } })),
  };
}

/** What was left out, in words; nothing when nothing was. */
function cuts(placeless: number, tooMany: number): SarifNotification[] {
  const notifications: SarifNotification[] = [];
  const add = (id: string, text: string): void => void notifications.push({ level: 'warning', message: { text }, descriptor: { id } });
  if (tooMany > 0) add('report/results-cut', `${tooMany} results are left out: only the ${RESULT_LIMIT} worst are written. The JSON report has all.`);
  if (placeless > 0)
    add('report/no-place', `${placeless} findings about the whole repository have no place in a file and are left out. The JSON report has all.`);
  return notifications;
}

function diagnostics(all: readonly Diagnostic[]): SarifNotification[] {
  const sorted = [...all].sort((a, b) => firstOf(compareText(a.path, b.path), (a.line ?? 0) - (b.line ?? 0), compareText(a.message, b.message)));
  const notifications = sorted.slice(0, NOTIFICATION_LIMIT).map(diagnostic);
  const left = sorted.length - notifications.length;
  if (left === 0) return notifications;
  return [
    ...notifications,
    {
      level: 'warning',
      message: { text: `${left} more diagnostics are in the JSON report.` },
      descriptor: { id: 'report/diagnostics-cut' },
    },
  ];
}

function diagnostic({ code, path, line, column, message }: Diagnostic): SarifNotification {
  const artifactLocation = { uri: uriPath(path), uriBaseId: 'SRCROOT' };
  const region = line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } };
  return {
    level: code === 'binary' ? 'note' : 'warning',
    message: { text: sarifText(message) || code },
    descriptor: { id: `diagnostic/${code}` },
    ...(path === '' ? {} : { locations: [{ physicalLocation: { artifactLocation, ...region } }] }),
  };
}
