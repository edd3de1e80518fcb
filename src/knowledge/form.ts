/** Checks of form: the first line, quotes that other YAML parsers need, blanks and line lengths. Light on purpose: what editors and reviewers stumble over. */
import { type Document, isPair, isScalar, type LineCounter, Scalar, visit } from 'yaml';
import type { Problem } from '../util/yaml-problems.ts';
import type { RawEntry } from './entry.ts';
import type { RuleFile } from './parse.ts';
import { KINDS, type Kind } from './schema.ts';
import { schemaName } from './schema-name.ts';

/** Longer lines are hard to review. A url or a verbatim quote may not be broken and is left alone. */
const LONGEST_LINE = 160;

/** Problems of form, in the text of the files and in what was parsed of them. */
export function checkForm(files: readonly RuleFile[], entries: readonly RawEntry[]): Problem[] {
  const problems = files.flatMap(checkText);
  const seen = new Set<Document>();
  for (const entry of entries) {
    const { document, lines } = entry.document === null && entry.locate ? entry.locate() : entry;
    // Entries of one pack share a document.
    if (document === null || lines === null || seen.has(document)) continue;
    seen.add(document);
    checkScalars(document, lines, entry.file, problems);
  }
  return problems;
}

function checkText(file: RuleFile): Problem[] {
  const problems: Problem[] = [];
  const at = (line: number, column: number, message: string): void => void problems.push({ file: file.shown, line, column, message });
  const lines = file.text.split('\n');
  const header = expectedHeader(file.path);
  if (header !== null && lines[0]?.trimEnd() !== header) at(1, 1, `the first line names the schema, so that editors complete and underline: ${header}`);
  lines.forEach((line, index) => {
    const text = line.replace(/\r$/, '');
    if (/[ \t]$/.test(text)) at(index + 1, text.trimEnd().length + 1, 'blanks at the end of the line');
    if (text.includes('\t')) at(index + 1, text.indexOf('\t') + 1, 'a tab: YAML is indented with blanks');
    if (text.length > LONGEST_LINE && !isUnbreakable(file.path, text))
      at(index + 1, LONGEST_LINE + 1, `${text.length} characters: break the line (a value may go on below after ">-")`);
  });
  if (file.text !== '' && !file.text.endsWith('\n')) at(lines.length, (lines.at(-1)?.length ?? 0) + 1, 'no line break at the end of the file');
  return problems;
}

/** Urls and quotes stay whole, and the word lists of `vocab/` are tables. */
function isUnbreakable(path: string, line: string): boolean {
  return path.startsWith('vocab/') || /\b(?:url|quote): ["'>|h]/.test(line) || /^\s+\S*https?:/.test(line);
}

/** `models/openai/gpt-5.yaml` names `../../schema/model.schema.json`; packs name none. */
export function expectedHeader(path: string): string | null {
  const [kind = '', ...below] = path.split('/');
  if (below.length === 0 || !Object.hasOwn(KINDS, kind)) return null;
  return `# yaml-language-server: $schema=${'../'.repeat(below.length)}schema/${schemaName(kind as Kind)}`;
}

/** Words that YAML 1.1 parsers read as true or false: Norway is `"NO"`. */
const BOOLEAN_WORDS = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/;

function checkScalars(document: Document, lines: LineCounter, file: string, problems: Problem[]): void {
  visit(document, {
    Scalar(key, node, path) {
      if (!isScalar(node) || node.type !== Scalar.PLAIN || typeof node.value !== 'string' || !node.range) return;
      const word = BOOLEAN_WORDS.test(node.value);
      const country = /^[A-Z]{2}$/.test(node.value) && key !== 'key' && !isName(path.at(-1));
      if (!word && !country) return;
      const { line, col } = lines.linePos(node.range[0]);
      const why = word ? `other YAML parsers read ${node.value} as a boolean` : 'country codes are quoted, as NO is a boolean to other YAML parsers';
      problems.push({ file, line, column: col, message: `quote "${node.value}": ${why}` });
    },
  });
}

/** A product or a class can be called KT or LM. */
function isName(parent: unknown): boolean {
  return isPair(parent) && isScalar(parent.key) && parent.key.value === 'name';
}
