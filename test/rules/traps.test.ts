/** Facts and names that mislead a scanner: region labels of several countries, hosts that mislead, layers that come apart. One test for each. */
import { describe, expect, test } from 'vitest';
import { matchHost, regionPlace } from '../../src/match/hosts.ts';
import { resolveModelId } from '../../src/match/model-id.ts';
import { compiledRules } from './rules-folder.ts';

const { index } = compiledRules();

const host = (name: string) => {
  const { entry, region, place } = matchHost(index, name) ?? {};
  return [entry?.service ?? null, region ?? null, place ?? null];
};
const operatorCountry = (service: string) => {
  const { seat } = index.organizations.get(index.services.get(service)?.operator.value ?? '') ?? {};
  return seat?.value ?? null;
};

describe('one region label, several countries', () => {
  test.each([
    ['amazon-bedrock', 'ap-southeast-1', 'SG'],
    ['alibaba-model-studio', 'ap-southeast-1', 'SG'],
    ['huawei-modelarts', 'ap-southeast-1', 'HK'],
    ['byteplus-modelark', 'ap-southeast-1', 'MY'],
    ['huawei-modelarts', 'me-east-1', 'SA'],
    ['alibaba-model-studio', 'me-east-1', 'AE'],
    ['amazon-bedrock', 'eu-west-2', 'GB'],
    ['amazon-bedrock', 'eu-central-2', 'CH'],
    ['google-vertex', 'europe-west2', 'GB'],
    ['google-vertex', 'europe-west6', 'CH'],
    ['azure-openai', 'northeurope', 'IE'],
  ])('at %s, %s is %s', (service, region, country) => {
    expect(regionPlace(index, service, region)).toBe(country);
  });

  test.each(['ark.eu-west.bytepluses.com', 'ark.ap-southeast.bytepluses.com'])('%s names a region and may still spill over: its place is global', (name) => {
    expect(host(name)[2]).toBe('global');
  });

  test.each(['dashscope-us.aliyuncs.com', 'ws-1.eu-central-1.maas.aliyuncs.com'])('where data rest is not where inference runs: %s is global', (name) => {
    expect(host(name)[2]).toBe('global');
  });

  test('the sovereign partition of AWS has its own top-level domain', () => {
    expect(host('bedrock-runtime.eusc-de-east-1.amazonaws.eu')).toEqual(['amazon-bedrock', 'eusc-de-east-1', 'DE']);
  });

  test('the regions of AWS in China have another operator', () => {
    const [service] = host('bedrock-runtime.cn-north-1.amazonaws.com.cn');
    expect([service, operatorCountry(service ?? '')]).toEqual(['aws-china-beijing', 'CN']);
  });

  test.each(['eu.', 'us.', 'apac.', 'global.'])('the prefix %s of Bedrock says with a source where it may lead', (prefix) => {
    const fact = index.services.get('amazon-bedrock')?.modelRegionFacts?.[prefix];
    expect([fact?.source?.basis, fact?.note === undefined]).toEqual(['read', false]);
  });
});

describe('the host can mislead', () => {
  test('a region word in the name of an Azure resource is no region', () => {
    expect(host('contoso-swedencentral.openai.azure.com')).toEqual(['azure-openai', null, null]);
  });

  test('the unmarked default is in the EU at one vendor and in the US at the other', () => {
    expect([host('cloud.langfuse.com')[2], host('api.smith.langchain.com')[2]]).toEqual(['IE', 'US']);
  });

  test.each([
    ['aiplatform.googleapis.com', 'global'],
    ['aiplatform.eu.rep.googleapis.com', 'EU'],
    ['europe-west4-aiplatform.googleapis.com', 'NL'],
  ])('%s is Vertex AI, in %s', (name, place) => {
    expect([host(name)[0], host(name)[2]]).toEqual(['google-vertex', place]);
  });

  test.each(['deepseek-ai/deepseek-v3.2-maas', 'zai-org/glm-4.7-maas'])('%s on Vertex AI names no place', (model) => {
    expect(resolveModelId(index, `vertex_ai/${model}`, true)).toMatchObject({ service: 'google-vertex', place: null });
  });

  test.each([
    ['us', 'US'],
    ['eu', 'EU'],
    ['au', 'AU'],
    ['in', 'IN'],
    ['jp', 'JP'],
    ['ae', 'AE'],
  ])('%s.api.openai.com is OpenAI in %s', (prefix, place) => {
    expect(host(`${prefix}.api.openai.com`)).toEqual(['openai', null, place]);
  });

  test('a service that code reaches through a proxy on its own machine says where it really runs', () => {
    expect([index.services.get('privatemode')?.location.value, operatorCountry('privatemode')]).toEqual(['DE', 'DE']);
  });

  test('one client, many hosts: each host names its own service', () => {
    const hosts = ['api.deepseek.com', 'api.moonshot.ai', 'api.scaleway.ai', 'api.openai-compat.model-serving.eu01.onstackit.cloud'];
    expect(hosts.map((name) => host(name)[0])).toEqual(['deepseek', 'moonshot', 'scaleway', 'stackit']);
  });
});

describe('layers come apart', () => {
  test.each([
    ['eu.deepseek.v3.2', 'deepseek'],
    ['minimax.minimax-m2', 'minimax'],
    ['moonshot.kimi-k2-thinking', 'moonshot'],
    ['qwen.qwen3-32b-v1:0', 'alibaba'],
    ['zai.glm-4.7', 'zhipu'],
  ])('%s on Bedrock is made by %s, in China', (id, developer) => {
    const match = resolveModelId(index, id, true, 'amazon-bedrock');
    expect([match?.developer, index.organizations.get(developer)?.seat.value]).toEqual([developer, 'CN']);
  });

  test.each(['ovhcloud', 'scaleway', 'stackit', 'evroc', 'berget', 'regolo'])('%s is a European host and serves models of others', (service) => {
    expect(['own', null]).not.toContain(index.services.get(service)?.offers.value ?? null);
  });

  test('a plain model name in the AI SDK goes to the gateway of Vercel', () => {
    expect(index.packages.get('ai-sdk')?.implies).toBe('vercel-ai-gateway');
  });

  test.each([
    ['us.i.posthog.com', 'US'],
    ['eu.posthog.com', 'EU'],
    ['telemetry.crewai.com', null],
  ])('telemetry of frameworks goes to a known host: %s', (name, place) => {
    const [service, , found] = host(name);
    expect([index.services.get(service ?? '')?.category, found]).toEqual(['observability', place]);
  });

  test('HF_ENDPOINT moves the downloads of Hugging Face', () => {
    expect(index.env.get('HF_ENDPOINT')).toEqual([expect.objectContaining({ service: 'huggingface-hub', role: 'base-url' })]);
  });
});
