/** Text as it is, in Markdown: characters with a meaning there are escaped, `<`, `>` and `&` as entities so that no HTML can come of it. */
export function markdownText(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_[\]#|~]/g, '\\$&');
}
