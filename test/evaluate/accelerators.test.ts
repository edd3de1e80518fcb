/** What the accelerators of a repository say about the compute layer, from the file to the level. */
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/index.ts';
import { repository } from '../support/repository.ts';

/** The compute layer of the only usage that is run here. */
async function compute(files: Readonly<Record<string, string>>, profile = 'eu', asOf = '2026-11-22') {
  const report = await audit({ path: repository(files), asOf, profile, gitignore: false });
  const own = report.usages.filter(({ route }) => route === 'self-hosted');
  expect(own).toHaveLength(1);
  return own[0]?.layers.compute;
}

const pod = (...limits: string[]): string => `
apiVersion: v1
kind: Pod
metadata:
  name: llm
spec:
  containers:
    - name: server
      image: registry.acme.test/vllm-server:1
      command: ["vllm", "serve", "mistralai/Mistral-7B-Instruct-v0.3"]
${limits.length > 0 ? `      resources:\n        limits:\n${limits.map((name) => `          ${name}: 1`).join('\n')}\n` : ''}`;

const CODE = 'from vllm import LLM\n\nllm = LLM(model="mistralai/Mistral-7B-Instruct-v0.3")\n';

describe('accelerators of what is run here', () => {
  test('none shown: one foreign vendor, or a processor will do', async () => {
    expect(await compute({ 'app.py': CODE })).toMatchObject({ low: 2, high: 3 });
  });

  test('one foreign vendor is C2', async () => {
    expect(await compute({ 'app.py': CODE, 'pod.yaml': pod('nvidia.com/gpu') })).toMatchObject({ low: 2, high: 2, row: 'C2' });
  });

  test('two vendors are C3', async () => {
    expect(await compute({ 'app.py': CODE, 'a.yaml': pod('nvidia.com/gpu'), 'b.yaml': pod('amd.com/gpu') })).toMatchObject({ low: 3, row: 'C3' });
  });

  test('a chip of home is C4', async () => {
    expect(await compute({ 'app.py': CODE, 'pod.yaml': pod('nvidia.com/gpu') }, 'us')).toMatchObject({ low: 4, row: 'C4' });
    expect(await compute({ 'app.py': CODE, 'pod.yaml': pod('huawei.com/Ascend910') }, 'cn')).toMatchObject({ low: 4, row: 'C4' });
  });

  test('a chip whose export needs a license that is presumed denied is C0', async () => {
    const node = 'resource "aws_eks_node_group" "gpu" {\n  instance_types = ["p5.48xlarge"]\n}\n';
    expect(await compute({ 'app.py': CODE, 'main.tf': node }, 'cn')).toMatchObject({ low: 0, row: 'C0' });
  });

  test('before the control was in force the same chip was only foreign', async () => {
    const node = 'resource "aws_eks_node_group" "gpu" {\n  instance_types = ["p5.48xlarge"]\n}\n';
    expect(await compute({ 'app.py': CODE, 'main.tf': node }, 'cn', '2022-10-01')).toMatchObject({ low: 2, row: 'C2' });
  });

  test('a device in code is an accelerator, unless a processor would do', async () => {
    const strict = 'from transformers import AutoModelForCausalLM\n\nmodel = AutoModelForCausalLM.from_pretrained("mistralai/Mistral-7B-v0.3").to("npu")\n';
    const loose =
      'from transformers import pipeline\n\nrun = pipeline("text-generation", model="mistralai/Mistral-7B-v0.3", device="cuda" if gpu else "cpu")\n';
    expect(await compute({ 'app.py': strict })).toMatchObject({ row: 'C2' });
    expect(await compute({ 'app.py': loose })).toMatchObject({ low: 2, high: 3 });
  });

  test('accelerators of tests say nothing about production', async () => {
    expect(await compute({ 'app.py': CODE, 'tests/pod.yaml': pod('nvidia.com/gpu') })).toMatchObject({ low: 2, high: 3 });
  });
});
