import { describe, expect, it } from 'vitest';
import type { UsageReport } from '../../../src/model/report.ts';
import { flowMap } from '../../../src/report/html/flow.ts';
import { type LayoutOptions, layoutFlow } from '../../../src/report/html/flow-layout.ts';
import { deepseekUsage, evidence, openaiUsage, organization, report, unknownUsage } from '../sample-report.ts';

const OPTIONS: LayoutOptions = {
  stations: ['code', 'library', 'service', 'operator', 'jurisdiction'],
  width: 1000,
  nodeHeight: 50,
  columnGap: 60,
  nodeGap: 10,
  top: 30,
};

/** Usages through many folders, libraries and operators. */
function crowd(size: number): UsageReport[] {
  return Array.from({ length: size }, (_, index) => {
    const name = `Operator ${index % 23}`;
    const operator = organization(name, name, (index % 23) % 3 === 0 ? 'US' : 'FR');
    return {
      ...deepseekUsage,
      id: `usage-${String(index).padStart(4, '0')}`,
      sdk: { id: `sdk-${index % 7}`, purl: `pkg:npm/sdk-${index % 7}`, name: `sdk-${index % 7}` },
      service: { id: name, name: `${name} API`, category: 'model-api', operator, observed: true },
      evidence: [evidence(`team-${index % 17}/app/client.py`, index + 1, 'x')],
    };
  });
}

function labels(usages: readonly UsageReport[], station: string): string[] {
  return flowMap(report({ usages }))
    .nodes.filter((node) => node.station === station)
    .map(({ label }) => label);
}

describe('the map', () => {
  it('leads from the folder over library, service and operator to who controls it', () => {
    const [path] = flowMap(report({ usages: [openaiUsage] })).paths;
    expect(path?.nodes.map(({ label }) => label)).toEqual(['services/summary/src/', 'openai', 'OpenAI API', 'OpenAI Ireland Ltd', 'United States (US)']);
  });

  it('joins calls with the same way and counts them', () => {
    const twice = [deepseekUsage, { ...deepseekUsage, id: 'another' }];
    expect(flowMap(report({ usages: twice })).paths.map(({ calls }) => calls)).toEqual([2]);
  });

  it('colours a way by the cloud layer of its calls', () => {
    const { paths } = flowMap(report({ usages: [deepseekUsage, unknownUsage] }));
    expect(paths.map(({ state }) => state)).toEqual(['missing', 'unclear']);
  });

  it('ends at yourself where the model runs on your own machines', () => {
    expect(labels([{ ...deepseekUsage, route: 'self-hosted' }], 'jurisdiction')).toEqual(['in your hands']);
  });

  it('says that an operator is unknown', () => {
    expect(labels([unknownUsage], 'operator')).toEqual(['unknown operator']);
  });

  it('leaves out mere mentions where there are calls', () => {
    const mention = { ...openaiUsage, confidence: 'low' } as const;
    expect(labels([deepseekUsage, mention], 'service')).toEqual(['DeepSeek API']);
    expect(labels([mention], 'service')).toEqual(['OpenAI API']);
  });

  it('leaves out scopes that were not judged', () => {
    expect(labels([{ ...deepseekUsage, scope: 'test' }], 'service')).toEqual([]);
  });

  it('draws few nodes and joins the rest', () => {
    const operators = labels(crowd(200), 'operator');
    expect(operators).toHaveLength(9);
    expect(operators.at(-1)).toBe('15 more');
  });

  it('lets no text of the repository become an id', () => {
    const { nodes } = flowMap(report({ usages: crowd(50) }));
    for (const { id } of nodes) expect(id).toMatch(/^[a-z]+-(\d+|more)$/);
  });

  it('is the same whatever order the usages came in', () => {
    const usages = crowd(60);
    expect(layoutFlow(flowMap(report({ usages: [...usages].reverse() })), OPTIONS)).toEqual(layoutFlow(flowMap(report({ usages })), OPTIONS));
  });
});

describe('its layout', () => {
  it.each([1, 3, 40, 500])('of %i calls lets no nodes overlap', (size) => {
    const { nodes } = layoutFlow(flowMap(report({ usages: crowd(size) })), OPTIONS);
    for (const a of nodes) {
      for (const b of nodes) {
        if (a !== b && a.column === b.column) expect(a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true);
      }
    }
  });

  it.each([1, 3, 40, 500])('of %i calls keeps nodes in the drawing and bands at their nodes', (size) => {
    const { nodes, bands, width, height } = layoutFlow(flowMap(report({ usages: crowd(size) })), OPTIONS);
    for (const node of nodes) expect(node.x >= 0 && node.x + node.width <= width + 0.01 && node.y >= 0 && node.y + node.height <= height).toBe(true);
    for (const { from, to, y0, y1, thickness } of bands) {
      expect(to.column).toBe(from.column + 1);
      expect(y0 - thickness / 2).toBeGreaterThanOrEqual(from.y - 0.01);
      expect(y0 + thickness / 2).toBeLessThanOrEqual(from.y + from.height + 0.01);
      expect(y1 - thickness / 2).toBeGreaterThanOrEqual(to.y - 0.01);
      expect(y1 + thickness / 2).toBeLessThanOrEqual(to.y + to.height + 0.01);
    }
  });

  it('puts nodes that belong together on one level', () => {
    const usages = [deepseekUsage, openaiUsage].map((usage, index) => ({ ...usage, evidence: [evidence(`part-${index}/a.py`, 1, 'x')] }));
    const { nodes } = layoutFlow(flowMap(report({ usages })), OPTIONS);
    const order = (station: string): string[] => nodes.filter(({ node }) => node.station === station).map(({ node }) => node.label);
    expect(order('service').map((label) => label.split(' ')[0])).toEqual(order('operator').map((label) => label.split(' ')[0]));
  });

  it('of nothing is empty', () => {
    expect(layoutFlow(flowMap(report({ usages: [] })), OPTIONS)).toMatchObject({ nodes: [], bands: [] });
  });
});
