/** YAML with template actions in it (Helm, Ansible, Jinja): what is left is YAML of the same length, so that every place stays where it was. */

/** Stands for what only the template engine knows. */
const HOLE = '\uE000';

// Bounded, so that an action that never ends does not make every one search the whole file.
const ACTION = /\{\{[\s\S]{0,2000}?\}\}|\{%[\s\S]{0,2000}?%\}|\{#[\s\S]{0,2000}?#\}/g;
const MAX_LINE = 400;
/** A literal that is used when nothing is given. */
const FALLBACK = /\bdefault\s*\(?\s*("[^"\n]*"|'[^'\n]*')|("[^"\n]*")\s*(?=\}\}|\|)/;

/** Whether a file is a template: one of a chart, or one that has lines of nothing but actions. */
export function isYamlTemplate(path: string, text: string): boolean {
  if (!text.includes('{{') && !text.includes('{%')) return false;
  return (
    /(?:^|\/)templates\/.*\.(?:ya?ml|tpl)$/.test(path) ||
    /^[ \t]*\{[{%][-~+]?\s*(?:(?:if|else|end|range|with|include|template|define|for|endif|endfor|set)\b|\/\*)/m.test(text)
  );
}

/** Actions blanked out: lines of nothing else become empty, a literal default stays, everything else leaves a hole. */
export function withoutActions(text: string): string {
  return text.replace(ACTION, (action: string, at: number) => {
    // A line longer than this is data: what stands far off in it does not matter.
    const nearby = text.slice(Math.max(0, at - MAX_LINE), at);
    const before = nearby.slice(nearby.lastIndexOf('\n') + 1);
    const after = text.slice(at + action.length, at + action.length + MAX_LINE).split('\n', 1)[0] ?? '';
    if (before.trim() === '' && after.replace(/\{\{[^{}]*\}\}/g, '').trim() === '') return blank(action);
    const [, first, second] = /^\{\{/.test(action) ? (FALLBACK.exec(action) ?? []) : [];
    const fallback = first ?? second;
    const inQuotes = (before.match(/"/g)?.length ?? 0) % 2 === 1;
    if (fallback !== undefined && !inQuotes && /\bdefault\b/.test(action)) {
      const from = action.indexOf(fallback);
      return blank(action.slice(0, from)) + fallback + blank(action.slice(from + fallback.length));
    }
    return action.replace(/[^\n]/g, HOLE);
  });
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Whether only the template engine knows a text. */
export function isHole(text: string): boolean {
  return hasHole(text) && text.replaceAll(HOLE, '').trim() === '';
}

/** The text with `{{}}` for what only the template engine knows. */
export function openText(text: string): string {
  return text.replace(/\uE000+/g, '{{}}');
}

/** Whether a text has a part that only the template engine knows. */
export function hasHole(text: string): boolean {
  return text.includes(HOLE);
}
