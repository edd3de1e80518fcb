import { LAYERS, SCOPES } from '../../model/layer.ts';
import type { UsageReport } from '../../model/report.ts';
import type { Restriction } from '../../model/usage.ts';
import { layerState, missingLayers, unclearLayers } from '../select.ts';
import { LAYER_STATE_WORDS, levelWords, locationWords, modelTitle, organizationWords, placeWords, REVOCABILITY_SHORT } from '../words.ts';
import { choice, controls, tallies } from './controls.ts';
import { chain, evidenceList, factList, layerStrip } from './facts.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

/** Findings linked from one usage. */
const FINDINGS = 12;

/** Every call path, to filter, sort and open. */
export function usageSection(view: View): Markup | null {
  const { usages } = view;
  if (usages.length === 0) return null;
  const levels = LAYERS.map((layer) => ({ value: layer, label: layer }));
  return html`<section aria-labelledby="usages"><h2 id="usages">AI call paths <span class="quiet">${usages.length}</span></h2>
<p class="lead">One line per way from this code to a model: library and service, model and maker, where it runs, and how the six layers stand for it.</p>
${controls('usage-list', 'call paths', [
  choice(
    'usage-list',
    'scope',
    'Scope',
    'every scope',
    tallies(
      usages.map(({ scope }) => scope),
      SCOPES,
    ),
  ),
  choice('usage-list', 'missing', 'Missing layer', 'any', levels),
  choice('usage-list', 'revocability', 'Revocability', 'any', tallies(usages.map(({ revocability }) => revocability))),
  choice('usage-list', 'sort', 'Sort by', '', [
    { value: 'rank', label: 'worst first' },
    { value: 'service', label: 'service' },
    { value: 'model', label: 'model' },
    { value: 'place', label: 'place in the code' },
  ]),
])}
<ul class="list usages" id="usage-list">${usages.map((usage, index) => item(usage, index, view))}</ul><p class="nothing" data-nothing="usage-list" hidden>No call path fits these filters.</p></section>`;
}

function item(usage: UsageReport, index: number, view: View): Markup {
  const { service, model, scope, revocability, evidence, confidence, endpoint } = usage;
  const missing = missingLayers(usage, view.report);
  const first = evidence[0];
  const place = first === undefined ? '' : locationWords(first);
  const tokens = view.flow.nodesOfUsage.get(usage.id) ?? [];
  const sent = service?.name ?? endpoint?.host ?? (usage.route === 'self-hosted' ? 'your own process' : 'unknown service');
  return html`<li id="usage-${index + 1}" data-rank="${index}" data-scope="${scope}" data-missing="${missing.join(' ')}" data-revocability="${revocability}" data-service="${sent}" data-model="${modelTitle(usage)}" data-place="${place}" data-tokens="${tokens.join(' ')}"><details><summary>
<span class="cell-service"><b>${usage.sdk?.name ?? 'no library'} → ${sent}</b><span class="sub">${service === null ? 'operator unknown' : organizationWords(service.operator)}</span></span>
<span class="cell-model"><b>${modelTitle(usage)}</b><span class="sub">${model === null ? 'maker unknown' : organizationWords(model.developer)}</span></span>
<span class="cell-place"><span>${placeWords(usage)}</span><code class="sub">${place}</code></span>
<span class="cell-state">${layerStrip(strip(usage, view))}<span class="sub">${stateWords(usage, view)}${scope === 'production' ? '' : ` · ${scope}`}${confidence === 'low' ? ' · mention only' : ''}</span></span>
</summary><div class="body">${details(usage, view)}</div></details></li>`;
}

function strip({ layers }: UsageReport, { report }: View): Parameters<typeof layerStrip>[0] {
  return LAYERS.map((layer) => {
    const floor = report.layers.find((each) => each.layer === layer)?.floor ?? 2;
    const { low, high } = layers[layer];
    return { layer, level: { low, high }, state: high < floor ? 'missing' : low < floor ? 'unclear' : 'present' };
  });
}

function stateWords(usage: UsageReport, { report }: View): string {
  const missing = missingLayers(usage, report);
  const unclear = unclearLayers(usage, report);
  const names = (layers: readonly string[]): string => (layers.length === LAYERS.length ? 'all layers' : layers.join(', '));
  const words = [missing.length > 0 ? `missing: ${names(missing)}` : '', unclear.length > 0 ? `unclear: ${names(unclear)}` : ''].filter(Boolean);
  return words.length === 0 ? 'no layer missing' : words.join('; ');
}

function details(usage: UsageReport, view: View): Markup {
  const { restrictions, revocability, revocabilityReason, evidence } = usage;
  const tone = revocability.toLowerCase();
  return html`<div class="pair"><div><h3 class="mini">What it is</h3><dl class="small">${facts(usage).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h3 class="mini">Seen at</h3>${evidenceList(evidence)}</div><div><h3 class="mini">How the layers stand</h3>${layerTable(usage, view)}<p><b class="tone-${tone}">${REVOCABILITY_SHORT[revocability]}</b> ${revocabilityReason}</p>${findingLinks(usage, view)}</div></div>
${restrictions.length > 0 && html`<h3 class="mini">On record</h3><ul class="records">${restrictions.map(record)}</ul>`}`;
}

/** The facts of a usage that its line does not show, as far as they are known. */
function facts(usage: UsageReport): [string, string][] {
  const { sdk, service, endpoint, endpointBasis, model, weights, configurable, route, fallbackGroup } = usage;
  const address = endpointBasis === 'default' ? ' (default of the library)' : service !== null && !service.observed ? ' (not seen in the code)' : '';
  const all: [string, string | null][] = [
    ['Purpose', usage.purpose],
    ['Package', sdk?.purl ?? null],
    ['Address', endpoint?.host == null ? null : `${endpoint.host}${address}`],
    ['Route', route],
    ['Configurable', configurable ? 'yes, from environment or configuration' : 'no'],
    ['Model', model === null ? null : modelName(model)],
    [
      'Weights',
      model === null ? null : `${model.weights ?? 'unknown'}${weights === null ? '' : weights === 'held' ? ', a copy is held' : ', pulled at start'}`,
    ],
    ['License', model === null ? null : (model.license?.name ?? 'unknown')],
    ['Adapted from', model?.base ?? null],
    ['Status', model?.status ?? null],
    ['Fallback group', fallbackGroup],
  ];
  return all.filter((entry): entry is [string, string] => entry[1] !== null);
}

/** A model nobody entered is still known by its maker where the id says who that is. */
function modelName({ id, family, name, developer }: NonNullable<UsageReport['model']>): string {
  if (id !== null || family !== null) return name;
  return developer.id === null ? 'not in the knowledge base' : `${name}, of ${organizationWords(developer)}; the model is not in the knowledge base`;
}

function layerTable({ layers }: UsageReport, { report }: View): Markup {
  const rows = report.layers.map((layer) => {
    const { low, high, reason, row, facts } = layers[layer.layer];
    const state = layerState({ ...layer, level: { low, high } });
    return html`<tr class="${state}"><th scope="row">${layer.layer}</th><td class="level">${levelWords({ low, high })}</td><td><b>${LAYER_STATE_WORDS[state]}</b> ${reason}${chain(facts, row)}</td></tr>`;
  });
  return html`<table class="levels"><tbody>${rows}</tbody></table>`;
}

function record({ level, by, reason, flags, facts }: Restriction): Markup {
  return html`<li><b class="tone-${level}">${level}</b> ${reason} <span class="quiet">${by}${flags.map((flag) => `, ${flag}`)}</span>${factList(facts)}</li>`;
}

function findingLinks({ id }: UsageReport, { findingsOfUsage, findings }: View): Markup | null {
  const indexes = findingsOfUsage.get(id) ?? [];
  if (indexes.length === 0) return null;
  const more = indexes.length - FINDINGS;
  return html`<h3 class="mini">Findings</h3><ul class="links-list">${indexes.slice(0, FINDINGS).map((index) => html`<li><a href="#finding-${index + 1}">${findings[index]?.severity ?? ''} ${findings[index]?.rule ?? ''}</a></li>`)}</ul>${more > 0 && html`<p class="quiet">and ${more} more</p>`}`;
}
