import { Composer, type CST, type Document, LineCounter, Parser } from 'yaml';
import type { Problem } from './yaml-problems.ts';
import { syntaxProblems } from './yaml-syntax.ts';

/** Deeper nesting is an attack or a mistake; composing it would exhaust the stack. */
const MAX_DEPTH = 100;

/** A YAML file of one document, or what is wrong with it. */
export interface ReadYaml {
  readonly document: Document | null;
  readonly lines: LineCounter;
  readonly problems: readonly Problem[];
}

/** Parses a YAML file somebody wrote for this tool. Never throws; a file with problems has no document. */
export function readYaml(file: string, text: string): ReadYaml {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (isDeepYaml(tokens, MAX_DEPTH))
    return { document: null, lines, problems: [{ file, line: 1, column: 1, message: `nested more than ${MAX_DEPTH} levels deep` }] };
  // Silent: what the package has to say to the console is the text of a stranger, and unescaped.
  const documents = [...new Composer({ uniqueKeys: true, merge: false, logLevel: 'silent', prettyErrors: false }).compose(tokens)];
  const problems: Problem[] = [];
  for (const document of documents) for (const problem of syntaxProblems(document as Document, text, lines)) problems.push({ file, ...problem });
  const [, second] = documents;
  if (second) {
    const { line } = lines.linePos(second.range[0]);
    problems.push({ file, line, column: 1, message: 'one document expected: remove the "---" between them' });
  }
  const [document] = documents;
  if (!document) problems.push({ file, line: 1, column: 1, message: 'the file is empty' });
  // With %YAML 1.1 the same text would mean something else.
  else if (document.directives?.yaml.explicit) problems.push({ file, line: 1, column: 1, message: 'a %YAML line is not allowed: rules are read as YAML 1.2' });
  return { document: problems.length > 0 || !document ? null : document, lines, problems };
}

/** Whether YAML tokens nest deeper than `limit`. Level by level, without calling itself: near the end of the stack V8 can end the whole process. */
export function isDeepYaml(tokens: readonly CST.Token[], limit: number): boolean {
  let level: CST.Token[] = [...tokens];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    const next: CST.Token[] = [];
    for (const token of level) {
      if (token.type === 'document' && token.value !== undefined) next.push(token.value);
      if (!('items' in token)) continue;
      for (const item of token.items) {
        if (item.key) next.push(item.key);
        if (item.value) next.push(item.value);
      }
    }
    level = next;
  }
  return false;
}
