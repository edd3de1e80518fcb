/** A line that a build server would take for a command: `::error ...` after blanks, and colours. */
const AT_START = /^((?:\s|\u001b\[[0-9;]*m)*):(?=:)/gm;
/** `##[error]` and `##vso[...]` are commands anywhere in a line. */
const ANYWHERE = /#(?=#(?:\[|vso\[))/g;

/**
 * Lines for the log of a build: no text from a repository can act there. GitHub runs a line that begins with `::`, and the older form
 * `##[...]` anywhere; Azure Pipelines runs `##vso[...]`. The first sign is shown as an escape; other text comes back unchanged.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function inertLines(text: string): string {
  return text.replace(AT_START, '$1\\x3a').replace(ANYWHERE, '\\x23');
}

/** A page, or a whole piece of one, that is no command to a build server which prints it: as a reference the sign looks the same. */
export function inertPage(html: string): string {
  return html.replace(ANYWHERE, '&#35;');
}
