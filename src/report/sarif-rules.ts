import type { Severity } from '../model/entity.ts';
import type { Finding, RuleDescriptor } from '../model/finding.ts';
import { LAYERS } from '../model/layer.ts';
import type { Report } from '../model/report.ts';
import { markdownText } from '../util/markdown-text.ts';
import { terminalText } from '../util/terminal-text.ts';
import type { SarifLevel, SarifRule } from './sarif-types.ts';
import { compareText } from './select.ts';

/** Name of the taxonomy whose taxa are the six layers. */
export const LAYER_TAXONOMY = 'sovereignty-layers';

/** Longest text GitHub shows of a description. */
const DESCRIPTION_LIMIT = 1024;
const CONFIDENCE_ORDER = ['low', 'medium', 'high'] as const;

export const SARIF_LEVELS: Readonly<Record<Severity, SarifLevel>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** GitHub's bands: 9.0 and more is critical, 7.0 to 8.9 high. */
const SECURITY_SEVERITY: Partial<Readonly<Record<Severity, string>>> = { critical: '9.5', high: '8.0' };

/**
 * The SARIF rule id of a finding. `security-severity` belongs to the rule, not to the result, but here the severity comes from the profile and the
 * date: one rule can be critical in one place and medium in the next. So the two severities that carry a score get ids of their own below the
 * rule's (`cloud/foreign-operator/high`), and the id alone stands for the others, which carry none. A finding that changes severity is a new
 * alert to GitHub, which is what a reviewer wants to see.
 */
export function sarifRuleId({ rule, severity }: Pick<Finding, 'rule' | 'severity'>): string {
  return SECURITY_SEVERITY[severity] === undefined ? rule : `${rule}/${severity}`;
}

/** Descriptors of the rules that have results, by id. */
export function sarifRules(findings: readonly Finding[], report: Report): SarifRule[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = sarifRuleId(finding);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [finding]);
    else group.push(finding);
  }
  const descriptors = new Map(report.rules.map((rule) => [rule.id, rule]));
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([id, group]) => {
      const worst = group[0];
      // A group is never empty: it is made with its first finding, and findings come worst first.
      if (worst === undefined) throw new Error(`rule ${id} without findings`);
      return sarifRule(id, worst, group, descriptors.get(worst.rule) ?? undescribed(worst));
    });
}

/** A rule nobody described still needs every text, or GitHub refuses the file. */
function undescribed({ rule, layer, message, remediation }: Finding): RuleDescriptor {
  return { id: rule, name: rule, layer, help: message, remediation, references: [], touches: [] };
}

function sarifRule(id: string, worst: Finding, group: readonly Finding[], descriptor: RuleDescriptor): SarifRule {
  const score = SECURITY_SEVERITY[worst.severity];
  const title = terminalText(descriptor.name) || id;
  const level = SARIF_LEVELS[worst.severity];
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: clip(title) },
    fullDescription: { text: clip(terminalText(descriptor.help) || title) },
    help: help(title, descriptor),
    defaultConfiguration: { level },
    relationships: [
      {
        target: { id: descriptor.layer, index: LAYERS.indexOf(descriptor.layer), toolComponent: { name: LAYER_TAXONOMY, index: 0 } },
        kinds: ['relevant'],
      },
    ],
    properties: {
      tags: ['sovereignty', `sovereignty/${descriptor.layer}`, ...(score === undefined ? [] : ['security'])],
      precision: CONFIDENCE_ORDER.find((confidence) => group.some((finding) => finding.confidence === confidence)) ?? 'high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
      ...(score === undefined ? {} : { 'security-severity': score }),
    },
  };
}

function help(title: string, { help, remediation, references, touches }: RuleDescriptor): SarifRule['help'] {
  const why = terminalText(help) || title;
  const fix = terminalText(remediation);
  const links = references.map(terminalText);
  const places = touches.map(({ name, at }) => terminalText(`${name}, ${at}`));
  const text = [
    why,
    fix === '' ? '' : `What to do: ${fix}`,
    places.length === 0 ? '' : `Asks about the same as: ${places.join('; ')}.`,
    links.length === 0 ? '' : `References: ${links.join(', ')}`,
  ];
  const markdown = [
    markdownText(why),
    fix === '' ? '' : `**What to do:** ${markdownText(fix)}`,
    places.length === 0 ? '' : `Asks about the same as:\n${places.map((place) => `* ${markdownText(place)}`).join('\n')}`,
    links.length === 0 ? '' : `References:\n${links.map((link) => `* ${markdownText(link)}`).join('\n')}`,
  ];
  return { text: text.filter(Boolean).join('\n\n'), markdown: markdown.filter(Boolean).join('\n\n') };
}

/** `cloud/foreign-operator` -> `CloudForeignOperator`, the form SARIF asks of rule names. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')
    .slice(0, 255);
}

function clip(text: string): string {
  return text.length <= DESCRIPTION_LIMIT ? text : `${text.slice(0, DESCRIPTION_LIMIT - 3)}...`;
}
