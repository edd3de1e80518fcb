/** A handful of made-up models of three makers, for tests of reading model ids alone. */
import type { ModelStem, ModelWordRole } from '../../src/model/knowledge.ts';
import { fact, family, knowing, organization, service, version } from './small-world.ts';

const stem = (model: string | null, of: string, boundOnly = false): ModelStem => ({ model, family: of, boundOnly });

/** Harbour has open weights, Pilot closed ones, Tide adapts what others made. */
export const SMALL_MODELS = knowing({
  organizations: [organization('pilot-abroad', 'SG', { parent: fact('pilot') }), organization('lonely', 'SG', { parent: fact('stranger') })],
  services: [
    service('ferry', { modelRegions: { 'eu.': 'EU', 'eu/': 'EU' }, regions: 'ferry' }),
    service('river', { modelRegions: { 'eu.': 'DE' } }),
    service('pilot', { operator: fact('pilot'), offers: fact('own') }),
    service('pilot-abroad', { operator: fact('pilot-abroad'), offers: fact('own') }),
    service('lonely', { operator: fact('lonely'), offers: fact('own') }),
    service('orphan', { offers: fact('own') }),
    service('protocol', { operator: fact('pilot'), offers: fact('own') }),
    service('market', { operator: fact('pilot'), offers: fact('many') }),
  ],
  families: [
    family('harbour/beam', 'harbour', { weights: 'open' }),
    family('harbour/beam-large', 'harbour', { weights: 'open' }),
    family('harbour/mixed', 'harbour'),
    family('pilot/wheel', 'pilot', { weights: 'closed' }),
    family('tide/ripple', 'tide', { weights: 'open', kind: 'adaptation' }),
  ],
  models: [
    version('harbour/beam-2', 'harbour/beam', 'harbour', { weights: fact('open') }),
    version('harbour/beam-3', 'harbour/beam', 'harbour', { weights: fact('partly') }),
    version('harbour/word', 'harbour/beam', 'harbour', { weights: fact('open') }),
    version('pilot/wheel-4', 'pilot/wheel', 'pilot', { weights: fact('closed') }),
    version('pilot/word', 'pilot/wheel', 'pilot', { weights: fact('closed') }),
    version('tide/ripple-3', 'tide/ripple', 'tide', { weights: fact('open') }),
  ],
  regions: { ferry: { 'north-1': 'NO' } },
  more: {
    stems: new Map([
      ['beam-2', stem('harbour/beam-2', 'harbour/beam')],
      ['beam-3', stem('harbour/beam-3', 'harbour/beam')],
      ['mixed', stem(null, 'harbour/mixed')],
      ['shoal', stem(null, 'harbour/beam')],
      ['lake', stem('harbour/beam-3', 'harbour/beam')],
      ['gull7', stem('harbour/beam-3', 'harbour/beam')],
      ['gull-7', stem('harbour/beam-2', 'harbour/beam')],
      ['word', stem('harbour/word', 'harbour/beam', true)],
      ['speech', stem('pilot/word', 'pilot/wheel', true)],
      ['wheel-4', stem('pilot/wheel-4', 'pilot/wheel')],
      ['pilot/o1', stem('pilot/wheel-4', 'pilot/wheel')],
      ['pilot/keel-4', stem('pilot/wheel-4', 'pilot/wheel')],
      ['pilot/word', stem('pilot/word', 'pilot/wheel', true)],
      ['ripple-3', stem('tide/ripple-3', 'tide/ripple')],
      ['ripple-1', stem(null, 'tide/ripple', true)],
    ]),
    familyPrefixes: new Map([
      ['beam-large-', 'harbour/beam-large'],
      ['lake-large-', 'harbour/beam-large'],
      ['wheel-', 'pilot/wheel'],
      ['lamp-', 'harbour/beam'],
      ['sail-4', 'pilot/wheel'],
      ['lone', 'nobody/lone'],
    ]),
    modelVendors: new Map([
      ['harbour', 'harbour'],
      ['pilot', 'pilot'],
      ['pilot-boats', 'pilot'],
      ['tide', 'tide'],
    ]),
    modelWords: new Map<string, ModelWordRole[]>([
      ['hosted', ['leading']],
      ['quantizer', ['uploader']],
      ['instruct', ['variant']],
      ['turbo', ['host-variant']],
      ['mini', ['tier']],
      ['protocol', ['protocol']],
    ]),
    servicePrefixes: new Map([
      ['ferry/', 'ferry'],
      ['ferry/europe/', 'ferry'],
      ['free/', 'market'],
      ['pilot/', 'pilot'],
      ['abroad/', 'pilot-abroad'],
      ['lonely/', 'lonely'],
      ['orphan/', 'orphan'],
      ['protocol/', 'protocol'],
      ['cloud:', 'ferry'],
      ['publishers/pilot/models/', 'pilot'],
    ]),
    modelAliases: new Map([
      ['ferry:nickname', 'harbour/beam-2'],
      ['ferry:lost', 'gone/model'],
    ]),
    modelGeographies: new Map([['eu.', 'ferry']]),
  },
});
