/** YAML with template actions in it (Helm, Ansible, Jinja): what is left is YAML of the same length, so that every place stays where it was. */

/** Stands for what only the template engine knows. */
const HOLE = '\uE000';

const ACTION = /\{\{[-~]?[\s\S]*?[-~]?\}\}|\{%[-+]?[\s\S]*?[-+]?%\}|\{#[\s\S]*?#\}/g;
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
    const lineStart = text.lastIndexOf('\n', at) + 1;
    const nextLine = text.indexOf('\n', at + action.length);
    const after = text.slice(at + action.length, nextLine === -1 ? undefined : nextLine);
    const before = text.slice(lineStart, at);
    if (/^[\s]*$/.test(before) && /^\s*(?:\{\{.*\}\}\s*)*$/.test(after)) return blank(action);
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
