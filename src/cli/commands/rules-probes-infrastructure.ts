/** Samples of resource signatures and of the names of accelerators, as infrastructure code writes them. */
import type * as input from '../../knowledge/schema.ts';
import type { Path } from '../../util/yaml-problems.ts';
import type { Probe } from './rules-probe.ts';

/** The samples of a signature, and each of its types as the least text that has it. */
export function resourceProbes(id: string, value: input.ResourceSignature): Probe[] {
  const written = (value.samples ?? []).map((sample, at): Probe => {
    const { path, text, model = null, region = null, place = null } = sample;
    return { kind: 'resource', path: ['samples', at], file: { path, text }, resource: id, model, region, place };
  });
  const made = Object.entries(value.types).flatMap(([format, names]) =>
    (names ?? []).flatMap((name, at): Probe[] => {
      const text = RESOURCES[format]?.(name.replace(/\*$/, 'sample'), value.when ?? {}, value.each);
      return text === undefined ? [] : [{ kind: 'resource', path: ['types', format, at], file: text, resource: id, model: null, region: null, place: null }];
    }),
  );
  return [...written, ...made];
}

type Text = { readonly path: string; readonly text: string };

/** The least text of a resource type, by format; none where a type can stand in many ways. */
const RESOURCES: Readonly<Record<string, (type: string, when: Readonly<Record<string, readonly string[]>>, each: string | undefined) => Text | undefined>> = {
  terraform: (type, when, each) => (each === undefined && !type.startsWith('module.') ? { path: 'main.tf', text: terraformText(type, when) } : undefined),
  cloudformation: (type, when) => ({ path: 'template.json', text: JSON.stringify({ Resources: { Sample: { Type: type, Properties: nested(when) } } }) }),
  arm: (type, when, each) => {
    if (each !== undefined || type.startsWith('br')) return undefined;
    const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';
    return { path: 'azuredeploy.json', text: JSON.stringify({ $schema, resources: [{ type, name: 'sample', ...nested(when) }] }) };
  },
  kubernetes: (type) => {
    const [, group = '', kind = ''] = /^(.*)\/([^/]+)$/.exec(type) ?? [];
    return { path: 'k8s/sample.yaml', text: `apiVersion: ${group}/v1\nkind: ${kind}\nmetadata:\n  name: sample\n` };
  },
};

function terraformText(type: string, when: Readonly<Record<string, readonly string[]>>): string {
  const data = type.startsWith('data.');
  const lines = Object.entries(when).map(([path, [first = '']]) => {
    const names = path.split('.');
    const value = `${names.at(-1)} = "${first.replace('*', 'sample')}"`;
    return names.length === 1 ? `  ${value}` : `  ${names[0]} {\n    ${value}\n  }`;
  });
  return `${data ? 'data' : 'resource'} "${type.replace(/^data\./, '')}" "sample" {\n${lines.join('\n')}\n}\n`;
}

/** `{ "model.format": ["OpenAI"] }` -> `{ model: { format: "OpenAI" } }`. */
function nested(when: Readonly<Record<string, readonly string[]>>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [path, [first = '']] of Object.entries(when)) {
    const names = path.split('.');
    let at = result;
    for (const name of names.slice(0, -1)) {
      at[name] ??= {};
      at = at[name] as Record<string, unknown>;
    }
    at[names.at(-1) as string] = first.replace('*', 'sample');
  }
  return result;
}

/** Names of an accelerator where infrastructure writes them. Devices are found in code only. */
export function acceleratorProbes(id: string, value: input.Accelerator): Probe[] {
  const plain = (name: string): string => name.replace(/\*$/, 'sample1');
  const of = (path: Path, text: string): Probe => ({
    kind: 'file',
    path,
    file: { path: 'k8s/pod.yaml', text },
    subject: `accelerators/${id}`,
    signature: path.join('.'),
  });
  return [
    ...(value.resource_names ?? []).map((name, at) => of(['resource_names', at], `resources:\n  limits:\n    ${plain(name)}: "1"\n`)),
    ...(value.labels ?? []).map((name, at) => of(['labels', at], `nodeSelector:\n  accelerator: ${plain(name)}\n`)),
    ...(value.nodes ?? []).flatMap(({ types }, at) =>
      types.map((type, position) => of(['nodes', at, 'types', position], `instanceType: ${plain(type.replace(/\{([^,}]*)[^}]*\}/, '$1'))}\n`)),
    ),
  ];
}
