import type { Diagnostic } from '../model/diagnostic.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import type { NextStep, Outlook, Report } from '../model/report.ts';
import { jsonTextParts } from '../util/json-text.ts';
import { jsonComponent, jsonFact, jsonFinding, jsonUsage, perLayer } from './json-entries.ts';
import { jsonFrameworks } from './json-frameworks.ts';
import { jsonPractices } from './json-practices.ts';
import { rowMeaning } from './row-words.ts';
import type { JsonReport } from './schema.ts';
import { compareFindings, compareText, firstOf } from './select.ts';

// Every key is written out, in the order it is printed: the order of a literal is the contract, and nothing internal slips through.

/** The JSON report: 2-space indent, keys and lists in a fixed order, a final line break. */
export function json(report: Report): string {
  return [...jsonParts(report)].join('');
}

/** The same in parts, to be written one after the other. */
export function jsonParts(report: Report): Iterable<string> {
  return jsonTextParts(published(report), 2);
}

/** Data whose lists are made item by item: published usages hold their evidence once more, and a large report must not be there twice. */
type Streamed<T> = { readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Iterable<Item> : T[K] };

function* each<T, U>(items: readonly T[], publish: (item: T) => U): Iterable<U> {
  for (const item of items) yield publish(item);
}

/** The report as published data. Sorted, whatever order the report came in; lists whose order means something keep it. */
function published(report: Report): Streamed<JsonReport> {
  return {
    schemaVersion: report.schemaVersion,
    tool: { name: report.tool.name, version: report.tool.version },
    knowledge: knowledge(report),
    audit: audit(report),
    verdict: verdict(report),
    layers: layers(report),
    usages: each(
      sorted(report.usages, (a, b) => compareText(a.id, b.id)),
      jsonUsage,
    ),
    components: each(
      sorted(report.components, (a, b) => compareText(a.id, b.id)),
      jsonComponent,
    ),
    findings: each(sorted(report.findings, compareFindings), jsonFinding),
    rules: rules(report),
    resilience: resilience(report),
    staleFacts: report.staleFacts.map(({ claim, source, checked, ageDays, maxAgeDays, usages }) => ({
      claim,
      source,
      checked,
      ageDays,
      maxAgeDays,
      usages: sorted(usages, compareText),
    })),
    nextSteps: report.nextSteps.map(nextStep),
    afterSteps: report.afterSteps === null ? null : outlook(report.afterSteps),
    questions: report.questions.map(({ text, layer, key, usages }) => ({ text, layer, key, usages: sorted(usages, compareText) })),
    frameworks: jsonFrameworks(report.frameworks),
    dataPractices: sorted(report.dataPractices, (a, b) => compareText(a.service, b.service)).map(jsonPractices),
    comparison: comparison(report),
    gates: report.gates.map(({ gate, passed, message, remedy }) => ({ gate, passed, message, remedy })),
    coverage: coverage(report),
    diagnostics: sorted(report.diagnostics, compareDiagnostics).map(({ code, path, line, column, message }) => ({
      code,
      path,
      line,
      column,
      message,
    })),
  };
}

function knowledge({ knowledge: { version, asOf, newestFact, oldestFact, customRules, packs } }: Report): JsonReport['knowledge'] {
  const custom = sorted(customRules, (a, b) => firstOf(compareText(a.id, b.id), compareText(a.file, b.file)));
  return {
    version,
    asOf,
    newestFact,
    oldestFact,
    customRules: custom.map(({ id, file, extends: base, changes, pack }) => ({
      id,
      file,
      extends: base,
      ...(changes && { changes: [...changes] }),
      ...(pack !== undefined && { pack }),
    })),
    ...(packs && packs.length > 0 && { packs: packs.map(({ name, version, path, entries }) => ({ name, version, path, entries })) }),
  };
}

function audit({ audit }: Report): JsonReport['audit'] {
  const { root, repository, revision, profile, profileName, profileScope, asOf, scopes } = audit;
  const identity = repository && { repository: { name: repository.name, folder: repository.folder, from: repository.from } };
  return { root, ...identity, revision, profile, profileName, profileScope, asOf, scopes: [...scopes] };
}

function verdict({ verdict }: Report): JsonReport['verdict'] {
  return {
    level: verdict.level,
    range: [...verdict.range],
    missingLayers: sorted(verdict.missingLayers, compareLayers),
    riskIndex: verdict.riskIndex,
    riskTerms: perLayer((layer) => verdict.riskTerms[layer]),
    restriction: verdict.restriction,
    revocability: verdict.revocability,
    unknowns: verdict.unknowns,
  };
}

function layers(report: Report): JsonReport['layers'] {
  return sorted(report.layers, (a, b) => compareLayers(a.layer, b.layer)).map((layer) => ({
    layer: layer.layer,
    level: { low: layer.level.low, high: layer.level.high },
    floor: layer.floor,
    missing: layer.missing,
    question: layer.question,
    answer: layer.answer,
    row: layer.row,
    rowMeaning: rowMeaning(layer.row),
    facts: layer.facts.map(jsonFact),
    usage: layer.usage,
    findings: sorted(layer.findings, compareText),
  }));
}

function rules(report: Report): JsonReport['rules'] {
  return sorted(report.rules, (a, b) => compareText(a.id, b.id)).map((rule) => ({
    id: rule.id,
    name: rule.name,
    layer: rule.layer,
    help: rule.help,
    remediation: rule.remediation,
    references: [...rule.references],
    touches: rule.touches.map(({ regime, name, at }) => ({ regime, name, at })),
  }));
}

function nextStep({ text, layers, usages, levels, stack, code, leaves }: NextStep): JsonReport['nextSteps'][number] {
  return {
    text,
    layers: sorted(layers, compareLayers),
    usages: sorted(usages, compareText),
    levels: levels.map(({ layer, before, after }) => ({ layer, before: { ...before }, after: { ...after } })),
    stack: stack === null ? null : outlook(stack),
    code: [...code],
    leaves: [...leaves],
  };
}

function outlook({ verdict, missingLayers, levels }: Outlook): NonNullable<JsonReport['afterSteps']> {
  const list = levels.map(({ layer, level: { low, high } }) => ({ layer, level: { low, high } }));
  return { verdict, missingLayers: sorted(missingLayers, compareLayers), levels: list };
}

function resilience({ resilience }: Report): JsonReport['resilience'] {
  return {
    productionUsages: resilience.productionUsages,
    heldWeights: resilience.heldWeights,
    controllers: resilience.controllers.map(({ id, name, country, usages }) => ({ id, name, country, usages })),
    largestShare: resilience.largestShare,
    unknownOperator: resilience.unknownOperator,
    countries: resilience.countries.map(({ country, usages }) => ({ country, usages })),
    singlePoints: resilience.singlePoints.map(({ purpose, controller, name, usages }) => ({ purpose, controller, name, usages })),
    backedUp: resilience.backedUp,
    stateful: resilience.stateful,
    configurable: resilience.configurable,
    portable: resilience.portable,
  };
}

function comparison({ comparison: { baseline, revision } }: Report): JsonReport['comparison'] {
  return {
    baseline:
      baseline === null
        ? null
        : {
            file: baseline.file,
            profile: baseline.profile,
            entries: baseline.entries,
            stale: baseline.stale.map(({ rule, subject, severity, fingerprint }) => ({ rule, subject, severity, fingerprint })),
          },
    revision: revision === null ? null : { ref: revision.ref, id: revision.id, ...(revision.projectFiles && { projectFiles: [...revision.projectFiles] }) },
  };
}

function coverage({ coverage: { files, read, matched, skipped } }: Report): JsonReport['coverage'] {
  const reasons = sorted(skipped, (a, b) => compareText(a.reason, b.reason));
  return { files, read, matched, skipped: reasons.map(({ reason, count }) => ({ reason, count })) };
}

function compareLayers(a: Layer, b: Layer): number {
  return LAYERS.indexOf(a) - LAYERS.indexOf(b);
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return firstOf(
    compareText(a.path, b.path),
    (a.line ?? 0) - (b.line ?? 0),
    (a.column ?? 0) - (b.column ?? 0),
    compareText(a.code, b.code),
    compareText(a.message, b.message),
  );
}

function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  return [...items].sort(compare);
}
