/** Infrastructure in YAML, JSON and TOML documents: which kind a document is by what it holds, and its resources. */
import type { Candidate } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { ResourceCandidate } from '../../model/resource.ts';
import { type Tree, valueAt } from '../tree.ts';
import { isArmTemplate, readArm } from './arm.ts';
import { isCloudFormation, readCloudFormation, serverlessRegion } from './cloudformation.ts';
import { containersIn } from './containers.ts';
import { flatten } from './flatten.ts';
import { pipelineCommands } from './pipelines.ts';
import { createPlaces, type Places } from './places.ts';
import { entry, textAt, valueOfTree } from './tree-value.ts';
import type { Value } from './value.ts';

/** What a document gives. `whole`: its settings are here too, and the texts as they are written say nothing more. */
export interface Infrastructure {
  readonly candidates: readonly Candidate[];
  readonly whole: boolean;
}

/** Reads one document. */
export function infrastructureOf(tree: Tree, file: SourceFile, repository?: Repository): Infrastructure {
  if (tree.kind !== 'map') return { candidates: [], whole: false };
  if (isCloudFormation(tree)) return { candidates: readCloudFormation(tree, file), whole: true };
  if (isArmTemplate(tree)) return { candidates: readArm(tree, file, repository), whole: true };
  const inner = valueAt(tree, 'resources');
  const within = inner !== null && isCloudFormation(inner) ? readCloudFormation(inner, file, serverlessRegion(tree, file)) : [];
  const value = valueOfTree(tree, file);
  const places = createPlaces();
  return { candidates: [...within, ...customResources(value, file, places), ...containersIn(value, places), ...pipelineCommands(tree, file)], whole: false };
}

/** A Kubernetes object under `group/Kind`, and a Worker under the bindings it has. */
function customResources(value: Value, file: SourceFile, places: Places): ResourceCandidate[] {
  const version = entry(value, 'apiVersion');
  const kind = entry(value, 'kind');
  if (version.kind === 'text' && kind.kind === 'text') {
    const group = version.text.includes('/') ? version.text.slice(0, version.text.lastIndexOf('/')) : 'core';
    const { attributes } = flatten(value, places);
    return [
      {
        kind: 'resource',
        format: 'kubernetes',
        type: `${group}/${kind.text}`,
        address: textAt(value, 'metadata', 'name') ?? kind.text,
        attributes,
        location: places(kind.spot),
      },
    ];
  }
  if (!/(?:^|\/)wrangler\.(?:toml|jsonc?)$/.test(file.path) || value.kind !== 'object') return [];
  return [...value.entries].flatMap(([key, binding]): ResourceCandidate[] => {
    const [first] = flatten(binding, places).attributes;
    if (first === undefined) return [];
    const { attributes } = flatten(binding, places);
    return [{ kind: 'resource', format: 'wrangler', type: key, address: key, attributes, location: first.location }];
  });
}
