import { SEVERITIES } from '../../model/entity.ts';
import type { Finding, RuleDescriptor } from '../../model/finding.ts';
import { LAYERS } from '../../model/layer.ts';
import type { Report } from '../../model/report.ts';
import { suppressionWords } from '../figures.ts';
import { type FindingGroup, groupSize, groupsOf, othersAbout, othersWords } from '../groups.ts';
import { placeOf } from '../select.ts';
import { count, locationWords } from '../words.ts';
import { boxes, choice, controls, tallies } from './controls.ts';
import { evidenceList, factList, sourceLink } from './facts.ts';
import { html, type Markup } from './tag.ts';
import type { View } from './view.ts';

/** Usages linked from one finding. */
const USAGES = 12;
/** Services or models that are named of the other findings of a rule. */
const ABOUT = 6;
const SIGNS = { critical: '✖', high: '▲', medium: '●', low: '○', info: '·' } as const;
const STATUS_LABELS: Readonly<Record<Finding['status'], string>> = { new: 'open', baseline: 'known before', suppressed: 'suppressed' };

/** Every finding, to filter, sort and open. With the script, accepted ones are hidden at first. */
export function findingSection(view: View): Markup | null {
  const { findings, report } = view;
  if (findings.length === 0) return null;
  const statuses = tallies(
    findings.map(({ status }) => status),
    ['new', 'baseline', 'suppressed'],
  ).map((option) => ({ ...option, label: STATUS_LABELS[option.value as Finding['status']] }));
  const chosen = findings.some(({ status }) => status === 'new') ? 'new' : '';
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings <span class="quiet">${counts(findings)}</span></h2>
<p class="lead">One rule that holds for one or more call paths. Severity follows from levels and restrictions under the profile ${report.audit.profileName}; confidence says how sure the evidence is.</p>
${overview(view)}
${controls('finding-list', 'findings', [
  boxes(
    'severity',
    'Severity',
    tallies(
      findings.map(({ severity }) => severity),
      SEVERITIES,
    ),
  ),
  choice(
    'finding-list',
    'layer',
    'Layer',
    'any',
    tallies(
      findings.map(({ layer }) => layer),
      LAYERS,
    ),
  ),
  choice('finding-list', 'rule', 'Rule', 'any', tallies(findings.map(({ rule }) => rule))),
  choice('finding-list', 'status', 'Status', 'any', statuses, chosen),
  choice('finding-list', 'sort', 'Sort by', '', [
    { value: 'rank', label: 'worst first' },
    { value: 'layer', label: 'layer' },
    { value: 'rule', label: 'rule' },
    { value: 'place', label: 'place in the code' },
  ]),
])}
<ul class="list findings" id="finding-list" data-page="20">${findings.map((finding, index) => item(finding, index, view))}</ul><p class="nothing" data-nothing="finding-list" hidden>No finding fits these filters.</p></section>`;
}

/** Open findings by rule, a line each, with a link that narrows the list below; null where no rule has more than one. */
function overview({ findings, report }: View): Markup | null {
  const open = findings.filter(({ status }) => status === 'new');
  const groups = groupsOf(open, report);
  if (groups.length === open.length) return null;
  return html`<ol class="list overview">${groups.map((group) => overviewItem(group, report))}</ol>`;
}

function overviewItem(group: FindingGroup, report: Report): Markup {
  const { first, rule, name } = group;
  const others = othersWords(group);
  const about = othersAbout(group, report);
  const named = `${about.slice(0, ABOUT).join(', ')}${about.length > ABOUT ? ', …' : ''}`;
  const more = others === '' ? null : html`<span class="sub">${others}${about.length > 0 && ` (${named})`}</span>`;
  const size = groupSize(group);
  return html`<li><span class="severity tone-${first.severity}"><span aria-hidden="true">${SIGNS[first.severity]}</span> ${first.severity}</span>
<span><b>${name === '' ? rule : name}</b><span class="sub">${first.message}</span>${more}</span>
<a href="#finding-list" data-set="rule=${rule}">${size === '' ? '1 finding' : size}</a></li>`;
}

/** `4 open, 27 accepted`. */
function counts(findings: readonly Finding[]): string {
  const open = findings.filter(({ status }) => status === 'new').length;
  const rules = new Set(findings.map(({ rule }) => rule)).size;
  const all = open === findings.length ? String(open) : `${open} open, ${findings.length - open} accepted`;
  return rules === findings.length ? all : `${all}, of ${count(rules, 'rule')}`;
}

function item(finding: Finding, index: number, view: View): Markup {
  const { severity, rule, layer, status, message, confidence } = finding;
  const at = placeOf(finding, view.report);
  const place = at === null ? '' : locationWords(at);
  const more = finding.evidence.length > 1 ? ` +${finding.evidence.length - 1}` : '';
  return html`<li id="finding-${index + 1}" data-rank="${index}" data-severity="${severity}" data-layer="${layer}" data-rule="${rule}" data-status="${status}" data-place="${place}"><details><summary>
<span class="severity tone-${severity}"><span aria-hidden="true">${SIGNS[severity]}</span> ${severity}</span>
<span class="cell-message"><span class="message">${message}</span><span class="sub">${rule}${confidence === 'high' ? '' : ` · ${confidence} confidence`}${status === 'new' ? '' : ` · ${STATUS_LABELS[status]}`}</span></span>
<code class="sub cell-seen">${place}${more}</code>
</summary><div class="body">${details(finding, view)}</div></details></li>`;
}

function details({ remediation, facts, evidence, rule, fingerprint, usages, suppression, was }: Finding, view: View): Markup {
  const anchor = view.ruleAnchors.get(rule);
  return html`${suppression !== null && html`<p class="remedy"><b>Suppressed:</b> ${suppressionWords(suppression)}</p>`}${was !== null && html`<p class="remedy"><b>Known as ${was},</b> worse now.</p>`}${remediation !== '' && html`<p class="remedy"><b>What to do:</b> ${remediation}</p>`}<div class="pair"><div><h3 class="mini">Seen at</h3>${evidenceList(evidence)}</div><div>${facts.length > 0 && html`<h3 class="mini">Because</h3>${factList(facts)}`}${usageLinks(usages, view)}</div></div>
<p class="quiet">${anchor !== undefined && html`<a href="#${anchor}">About this rule</a> · `}fingerprint <code>${fingerprint}</code></p>`;
}

function usageLinks(ids: readonly string[], { usageAnchors }: View): Markup | null {
  const anchors = ids.map((id) => usageAnchors.get(id)).filter((anchor) => anchor !== undefined);
  if (anchors.length === 0) return null;
  const more = anchors.length - USAGES;
  return html`<h3 class="mini">Call paths</h3><p class="links">${anchors.slice(0, USAGES).map((anchor) => html`<a href="#${anchor}">call path ${anchor.replace('usage-', '')}</a> `)}${more > 0 && html`<span class="quiet">and ${more} more</span>`}</p>`;
}

/** What each rule means, once, for the findings that point here. */
export function ruleSection({ rules, ruleAnchors }: View): Markup | null {
  if (rules.length === 0) return null;
  return html`<section aria-labelledby="rules"><h2 id="rules">What the rules mean</h2><dl class="rules">${rules.map((rule) => ruleEntry(rule, ruleAnchors.get(rule.id) ?? ''))}</dl></section>`;
}

function ruleEntry({ id, name, layer, help, remediation, references, touches }: RuleDescriptor, anchor: string): Markup {
  return html`<div id="${anchor}"><dt>${name} <span class="quiet"><code>${id}</code> · ${layer}</span></dt><dd>${help !== '' && html`<p>${help}</p>`}${remediation !== '' && html`<p><b>What to do:</b> ${remediation}</p>`}${touches.length > 0 && html`<p class="quiet">Asks about the same as ${touches.map(({ name, at }, index) => html`${index > 0 && '; '}${name}, ${at}`)}. Whether that is met, a finding does not say.</p>`}${references.length > 0 && html`<p class="source">${references.map((reference, index) => html`${index > 0 && ', '}${sourceLink(reference)}`)}</p>`}</dd></div>`;
}
