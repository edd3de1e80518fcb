/** Steps of pipelines that are shell text: `run:` of GitHub Actions, `script:` of GitLab and others. */
import { bound, meet } from '../../model/bounds.ts';
import type { Candidate } from '../../model/candidate.ts';
import type { SourceFile } from '../../model/file.ts';
import { lineStarts, positionAt } from '../../util/lines.ts';
import { extractCommands, type Locate } from '../shell/index.ts';
import type { TextNode, Tree } from '../tree.ts';

const SCRIPTS = new Set(['run', 'script', 'before_script', 'after_script', 'bash', 'inlineScript', 'commands']);

/** Commands of every step below a tree, for files that are pipelines by their path. */
export function pipelineCommands(tree: Tree, file: SourceFile): Candidate[] {
  if (
    !/(?:^|\/)(?:\.github\/(?:workflows|actions)\/|\.gitlab-ci|\.circleci\/|azure-pipelines|\.travis\.yml|\.drone\.yml|\.woodpecker|bitbucket-pipelines|buildspec|cloudbuild|action\.ya?ml$)/.test(
      file.path,
    )
  )
    return [];
  const scripts: TextNode[] = [];
  collect(tree, scripts, 0);
  return scripts.flatMap((script) => extractCommands(script.text, locator(script, file)));
}

function collect(tree: Tree, into: TextNode[], depth: number): void {
  if (depth > bound('nesting')) return meet('nesting');
  if (tree.kind === 'list') for (const item of tree.items) collect(item, into, depth + 1);
  if (tree.kind !== 'map') return;
  for (const { key, value } of tree.entries) {
    if (SCRIPTS.has(key)) into.push(...textsOf(value));
    collect(value, into, depth + 1);
  }
}

function textsOf(value: Tree): TextNode[] {
  if (value.kind === 'text') return [value];
  return value.kind === 'list' ? value.items.flatMap(textsOf) : [];
}

/** Lines of a block stand one below the other in the file; of other texts only the place as a whole is known. */
function locator(script: TextNode, file: SourceFile): Locate {
  const starts = lineStarts(file.text);
  const from = positionAt(starts, script.start);
  const to = positionAt(starts, script.end);
  const block = /^[|>]/.test(file.text.slice(script.start, script.start + 1));
  return (start) => {
    if (!block) return { path: file.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
    const line = from.line + 1 + (script.text.slice(0, start).match(/\n/g)?.length ?? 0);
    const written = file.text.slice(starts[line - 1], (starts[line] ?? file.text.length + 1) - 1);
    const column = written.length - written.trimStart().length + 1;
    return { path: file.path, line, column, endLine: line, endColumn: written.trimEnd().length + 1 };
  };
}
