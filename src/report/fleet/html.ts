import { createHash } from 'node:crypto';
import { SEVERITIES } from '../../model/entity.ts';
import type { FleetController, FleetEntry, FleetGroup, FleetReport, Occurs } from '../../model/fleet.ts';
import { LAYERS } from '../../model/layer.ts';
import { inertPage } from '../../util/inert-lines.ts';
import { mapStrings } from '../../util/map-strings.ts';
import { nestedName } from '../../util/nested-name.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { elide } from '../../util/text-width.ts';
import { boxes, choice, controls, tallies } from '../html/controls.ts';
import { placeName } from '../html/places.ts';
import { SCRIPT } from '../html/script.ts';
import { STYLE } from '../html/style.ts';
import { type Markup, markupOf, html as tag, trusted } from '../html/tag.ts';
import { count, levelWords, VERDICT_MEANING } from '../words.ts';
import { fleetHeadline } from './html-headline.ts';
import type { FleetReporter } from './reporter.ts';
import { FLEET_STYLE } from './style.ts';
import { ranked } from './tables.ts';
import { cautions, findingCounts, groupProfile, percent, repositories } from './words.ts';

/** Longest text of a report that is shown in full. */
const TEXT_LIMIT = 300;
/** Rows of a table before the rest is folded away. */
const OPEN_ROWS = 12;
/** Rows of a table at all: what comes after is in JSON and CSV, and said to be. */
const MOST_ROWS = 400;
/** Repositories of a list: a browser holds that many folded entries well. */
const MOST_REPOSITORIES = 5000;

/**
 * The fleet as one HTML file that needs nothing else: style and script are those of a report, and its policy forbids everything from elsewhere.
 * Readable without the script; with it, repositories can be searched, filtered and sorted.
 */
export const fleetHtml: FleetReporter = function* (source) {
  for (const piece of pieces(source)) yield inertPage(piece);
};

function* pieces(source: FleetReport): Iterable<string> {
  const safe = (text: string): string => elide(terminalText(text), TEXT_LIMIT, ' … ');
  const report: FleetReport = { ...source, groups: mapStrings(source.groups, safe), leftOut: mapStrings(source.leftOut, safe) };
  const entries = new Map(source.entries.map((entry) => [entry.id, entry]));
  const style = `${STYLE}${FLEET_STYLE}`;
  const title = report.groups.length === 1 ? 'AI across the fleet' : `AI across the fleet: ${report.groups.length} groups`;
  yield markupOf(tag`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${`default-src 'none'; style-src '${hash(style)}'; script-src '${hash(SCRIPT)}'; base-uri 'none'; form-action 'none'`}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
<nav aria-label="Sections"><b>sovaudit</b>${links(report)}</nav>
<main id="main">
`);
  for (const [at, group] of report.groups.entries()) {
    yield markupOf(groupPart(report, group, at));
    yield* repositoryList(at, ranked(group, { entries }), group.floors, safe);
  }
  yield markupOf(tag`</main>
${closing(report)}
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`);
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function links({ groups }: FleetReport): Markup[] {
  if (groups.length > 1) return groups.map((group, at) => tag`<a href="#group-${at}">${groupProfile(group)}, ${group.asOf.join(' ')}</a>`);
  return [
    tag`<a href="#layers-0">Layers</a><a href="#controllers-0">Controllers</a><a href="#services-0">Services</a><a href="#models-0">Models</a><a href="#rules-0">Findings</a><a href="#repositories-0">Repositories</a><a href="#fleet">The fleet</a>`,
  ];
}

function groupPart(report: FleetReport, group: FleetGroup, at: number): Markup {
  const withAi = group.ranking.length - group.verdicts.none;
  const notes = cautions(report, group);
  return tag`${fleetHeadline(report, group, at)}
${notes.length > 0 && tag`<section class="notes" aria-label="What to know first"><h3>What to know first</h3><ul>${notes.map((note) => tag`<li>${note}</li>`)}</ul></section>`}
${withAi > 0 && tag`${layerSection(group, at, withAi)}${controllerSection(group, at, withAi)}${tables(group, at, withAi)}`}`;
}

function layerSection({ layers }: FleetGroup, at: number, withAi: number): Markup {
  const row = ({ layer, floor, missing, unclear, present, levels }: FleetGroup['layers'][number]): Markup => {
    const part = (kind: string, number: number, x: number): Markup | null =>
      number === 0 ? null : tag`<rect class="${kind}" x="${x}" width="${(300 * number) / withAi}" height="14"/>`;
    const [a, b] = [(300 * missing) / withAi, (300 * (missing + unclear)) / withAi];
    return tag`<tr><th scope="row">${layer}</th><td class="wide"><svg class="stack" viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true">${part('stack-missing', missing, 0)}${part('stack-unclear', unclear, a)}${part('stack-present', present, b)}</svg></td><td class="number">${missing} <span class="quiet">${percent(missing, withAi)}</span></td><td class="number">${unclear}</td><td class="number">${present}</td><td class="number">${floor}</td>${levels.map((number) => tag`<td class="number quiet">${number === 0 ? '' : number}</td>`)}</tr>`;
  };
  return tag`<section aria-labelledby="layers-${at}"><h2 id="layers-${at}">The six layers</h2><p class="lead">How many of the ${repositories(withAi)} with AI are below what the profile asks for, and the level that is certain: 0, someone else decides, to 4, in your hands.</p>
<div class="scroll"><table class="grid"><thead><tr><th scope="col">layer</th><td></td><th scope="col">missing</th><th scope="col">may be missing</th><th scope="col">holds</th><th scope="col">floor</th>${[0, 1, 2, 3, 4].map((level) => tag`<th scope="col">level ${level}</th>`)}</tr></thead><tbody>${layers.map(row)}</tbody></table></div></section>`;
}

/** Who the call paths end at, as bars: how much of the fleet stops when one of them does. */
function controllerSection({ controllers, countries }: FleetGroup, at: number, withAi: number): Markup {
  const named = ({ id, name, country }: FleetController): string =>
    id === 'self' || id === 'unknown' ? name : `${name}, ${country === null ? 'country unknown' : placeName(country)}`;
  return tag`<section aria-labelledby="controllers-${at}"><h2 id="controllers-${at}">Who the call paths end at</h2><p class="lead">Repositories with at least one call path that ends at this ultimate controller. The stronger part: all of their call paths end there, so nothing of them goes on without it.</p>
<div class="columns"><div><h3>Ultimate controllers</h3>${bars(
    controllers.map((row) => ({ ...row, label: named(row) })),
    withAi,
  )}</div><div><h3>Their countries</h3>${bars(
    countries.map((row) => ({ ...row, label: placeName(row.country) })),
    withAi,
  )}</div></div></section>`;
}

function bars(rows: readonly (Occurs & { readonly label: string; readonly wholly: number })[], withAi: number): Markup {
  const bar = ({ label, repositories: number, callPaths, wholly }: (typeof rows)[number]): Markup =>
    tag`<li><span class="bar-label">${label}</span><span class="bar-figure">${number} of ${withAi}${wholly > 0 && `, ${wholly} wholly`} · ${count(callPaths, 'call path')}</span><svg class="bar" viewBox="0 0 200 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="200" height="8" rx="2"/><rect class="touch" width="${(200 * number) / withAi}" height="8" rx="2"/><rect class="whole" width="${(200 * wholly) / withAi}" height="8" rx="2"/></svg></li>`;
  const more = rows.slice(OPEN_ROWS, MOST_ROWS);
  return tag`<ul class="bars">${rows.slice(0, OPEN_ROWS).map(bar)}</ul>${more.length > 0 && tag`<details><summary>${more.length} more</summary><ul class="bars">${more.map(bar)}</ul></details>`}${beyond(rows.length)}`;
}

function tables(group: FleetGroup, at: number, withAi: number): Markup {
  const paths = ({ repositories: number, callPaths }: Occurs): (string | Markup)[] => [
    tag`<span class="nowrap">${number} <span class="quiet">${percent(number, withAi)}</span></span>`,
    String(callPaths),
  ];
  return tag`${table(`services-${at}`, 'Services', 'By number of repositories.', ['service', 'operator', 'controlled from', 'repositories', 'call paths'], group.services, (row) => [row.name, row.operator, placeName(row.country), ...paths(row)])}
${table(`models-${at}`, 'Models', 'By number of repositories; a model that no entry knows is told by what the code asks for.', ['model', 'developer', 'controlled from', 'weights', 'repositories', 'call paths'], group.models, (row) => [row.id === null ? tag`<code>${row.name}</code> <span class="quiet">not known</span>` : row.name, row.developer, placeName(row.country), row.weights ?? 'unknown', ...paths(row)])}
${table(`restrictions-${at}`, 'Restrictions on record', 'What is on record against call paths, for this profile at this date. sovaudit explain tells each.', ['event or regime', 'level', 'repositories', 'call paths'], group.restrictions, (row) => [tag`<code>${row.by}</code>`, tag`<b class="tone-${row.level}">${row.level}</b>`, ...paths(row)])}
${table(`rules-${at}`, 'Findings', findingCounts(group), ['rule', 'worst severity', 'repositories', 'findings'], group.rules, (row) => [tag`<code>${row.rule}</code>`, tag`<b class="tone-${row.severity}">${row.severity}</b>`, tag`<span class="nowrap">${row.repositories} <span class="quiet">${percent(row.repositories, withAi)}</span></span>`, String(row.findings)])}`;
}

function table<T>(
  anchor: string,
  title: string,
  lead: string,
  head: readonly string[],
  items: readonly T[],
  cells: (item: T) => readonly (string | Markup)[],
): Markup | null {
  if (items.length === 0) return null;
  const row = (item: T): Markup => {
    const [first = '', ...rest] = cells(item);
    return tag`<tr><th scope="row">${first}</th>${rest.map((cell) => tag`<td>${cell}</td>`)}</tr>`;
  };
  const grid = (rows: readonly T[]): Markup =>
    tag`<div class="scroll"><table class="grid"><thead><tr>${head.map((text) => tag`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows.map(row)}</tbody></table></div>`;
  const more = items.slice(OPEN_ROWS, MOST_ROWS);
  return tag`<section aria-labelledby="${anchor}"><h2 id="${anchor}">${title}</h2><p class="lead">${lead}</p>${grid(items.slice(0, OPEN_ROWS))}${more.length > 0 && tag`<details><summary>${more.length} more</summary>${grid(more)}</details>`}${beyond(items.length)}</section>`;
}

function beyond(number: number): Markup | null {
  return number > MOST_ROWS ? tag`<p class="quiet">and ${number - MOST_ROWS} more in the JSON and CSV formats</p>` : null;
}

/** Every repository, worst first, in parts: ten thousand of them are never one string. */
function* repositoryList(at: number, entries: readonly FleetEntry[], floors: FleetGroup['floors'], safe: (text: string) => string): Iterable<string> {
  const list = `repository-list-${at}`;
  const shown = entries.slice(0, MOST_REPOSITORIES);
  const order = ['access', 'dependency', 'sovereign', 'none'];
  const missing = tallies(
    shown.flatMap(({ verdict }) => verdict.missingLayers),
    LAYERS,
  );
  const form = controls(list, 'repositories', [
    choice(list, 'missing', 'Missing layer', 'any', missing),
    choice(
      list,
      'restriction',
      'Restriction',
      'any',
      tallies(
        shown.map(({ verdict }) => verdict.restriction),
        ['prohibited', 'conditional', 'watch', 'none'],
      ),
    ),
    choice(list, 'sort', 'Sort by', '', [
      { value: 'rank', label: 'worst first' },
      { value: 'name', label: 'name' },
    ]),
    boxes(
      'verdict',
      'Verdict',
      tallies(
        shown.map(({ verdict }) => verdict.level),
        order,
      ),
    ),
  ]);
  yield markupOf(
    tag`<section aria-labelledby="repositories-${at}"><h2 id="repositories-${at}">Repositories</h2><p class="lead">Worst first: by verdict, missing layers, restriction, findings, risk index.</p>${form}<ol class="list fleet-list" id="${list}">`,
  );
  for (const [rank, entry] of shown.entries()) yield markupOf(repositoryItem(mapStrings({ ...entry, occurrences: [] }, safe), rank, at, floors));
  yield markupOf(tag`</ol><p class="nothing" data-nothing="${list}" hidden>No repository fits.</p>${entries.length > shown.length && tag`<p class="quiet">and ${entries.length - shown.length} more in the JSON and CSV formats</p>`}</section>
`);
}

function repositoryItem(entry: FleetEntry, rank: number, at: number, floors: FleetGroup['floors']): Markup {
  const { verdict, levels, findings, controllers } = entry;
  const hasAi = verdict.level !== 'none';
  const open = SEVERITIES.filter((severity) => severity !== 'info' && findings[severity] > 0).map((severity) => `${findings[severity]} ${severity}`);
  const strip = LAYERS.map((layer) => {
    const { low, high } = levels[layer];
    const state = high < floors[layer] ? 'missing' : low < floors[layer] ? 'unclear' : 'present';
    return tag`<span class="cell ${state}" title="${`${layer} ${levelWords(levels[layer])}`}"></span>`;
  });
  const missing = verdict.missingLayers.length === 0 ? (hasAi ? 'no layer missing' : 'no AI found') : `${verdict.missingLayers.join(', ')} missing`;
  return tag`<li id="repository-${at}-${rank}" data-rank="${rank}" data-name="${nestedName(entry)}" data-verdict="${verdict.level}" data-restriction="${verdict.restriction}" data-missing="${verdict.missingLayers.join(' ')}"><details><summary><span><b>${nestedName(entry)}</b><span class="sub">${entry.revision === null ? 'revision unknown' : entry.revision.slice(0, 12)}</span></span><span><b class="verdict-word-${verdict.level}">${verdict.level}</b>${hasAi && tag`<span class="strip" role="img" aria-label="${missing}">${strip}</span>`}</span><span>${open.join(', ') || 'no open findings'}<span class="sub">${verdict.restriction !== 'none' && tag`<b class="tone-${verdict.restriction}">${verdict.restriction}</b> · `}risk ${verdict.riskIndex} · ${verdict.revocability}</span></span></summary>
<div class="body"><div class="pair"><dl class="small"><div><dt>Layers</dt><dd>${hasAi ? LAYERS.map((layer) => `${layer} ${levelWords(levels[layer])}`).join(', ') : VERDICT_MEANING.none} ${hasAi && tag`<span class="quiet">(${missing})</span>`}</dd></div><div><dt>Ends at</dt><dd>${controllers.map(({ name, usages }) => `${name} (${usages})`).join(', ') || 'nobody'}</dd></div><div><dt>On record</dt><dd>${entry.restrictions.map(({ by, level }) => `${by}: ${level}`).join(', ') || 'nothing'}</dd></div></dl><dl class="small"><div><dt>Findings</dt><dd>${entry.rules.map(({ rule, severity, findings: number }) => `${rule} (${number === 1 ? severity : `${number}, ${severity}`})`).join(', ') || 'none'}${entry.suppressed > 0 && `; ${entry.suppressed} suppressed`}</dd></div><div><dt>Gates</dt><dd>${entry.failedGates.length === 0 ? 'none failed' : `failed: ${entry.failedGates.join(', ')}`}</dd></div><div><dt>Read</dt><dd>${entry.read} of ${count(entry.files, 'file')}${entry.diagnostics > 0 && `, ${count(entry.diagnostics, 'diagnostic')}`}${entry.declared && ', with declared facts'}</dd></div></dl></div></div></details></li>`;
}

function closing({ tool, entries, conditions, leftOut, groups }: FleetReport): Markup {
  const counted = groups.reduce((sum, { ranking }) => sum + ranking.length, 0);
  return tag`<footer><h2 id="fleet">The fleet</h2><p>${count(entries.length, 'report')}, ${counted} of them counted, in ${count(groups.length, 'group')}; made by sovaudit ${[...new Set(conditions.map((condition) => condition.tool))].sort().join(', ')}, joined by ${tool.version}. ${leftOut.length === 0 ? 'No report was left out.' : ''}</p><p>A repository counts once, with its latest report. What only exists at run time, in consoles or in repositories that were not audited cannot be seen from here.</p>
${leftOut.length > 0 && tag`<details open><summary>Left out (${leftOut.length})</summary><ul class="evidence">${leftOut.slice(0, MOST_ROWS).map(({ report, reason }) => tag`<li><code class="place">${report}</code> <span>${reason}</span></li>`)}</ul>${beyond(leftOut.length)}</details>`}</footer>`;
}
