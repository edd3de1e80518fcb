/** What could stand where a call stands now: each option as the usage it would be, with what changes in the code. Nothing is judged here. */
import type { Modality, Model, Service } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { Usage } from '../../model/usage.ts';
import { countryInText } from '../../util/country-name.ts';
import type { Perspective } from '../perspective.ts';
import { classOf, likeModels, modalityOf } from './like.ts';
import { homeEntry, homeHosts } from './places.ts';
import { refOf, sideOf } from './sides.ts';

/** One option for the usages of one cause. */
export interface Option {
  /** Options of one key are one change, whatever they replace. */
  readonly key: string;
  /** What is replaced or changed, for `{what}`. */
  readonly what: string;
  /** A sentence with `{what}`, and with `{where}` for the places in the code. */
  readonly text: string;
  /** The usage as it would be; null: it stays as it is. */
  readonly instead: Usage | null;
  /** A usage that would stand beside it in one fallback list. */
  readonly beside: Usage | null;
  readonly code: readonly string[];
  readonly leaves: readonly string[];
}

const CHECK_OFFER = 'Whether that host serves the model, and at your volume, is to be checked.';
const OWN_MACHINES = 'Machines and people to run it are yours; accelerators stay those of their makers.';
const OTHER_MODEL = 'Answers differ from model to model: evaluate on your own cases before the change.';
const OWN_SERVER = 'base URL: that of your server (vLLM and others speak the OpenAI interface)';
const SPEECH = 'Some speech models listen and some speak: check that it does what this call does.';
/** Candidates looked at, and named. */
const LOOKED_AT = 12;
const NAMED_HOSTS = 3;
/** Modalities that hosts of open models serve as a rule; the others are named for running oneself. */
const HOSTED: ReadonlySet<Modality> = new Set<Modality>(['text', 'vision', 'embedding', 'rerank']);

/** All options for a usage, the least change first. Those that lift nothing are left out by who judges them. */
export function optionsFor(usage: Usage, index: Index, view: Perspective): Option[] {
  const { model } = usage;
  const options: Option[] = [];
  const region = regionOption(usage, index, view);
  if (region) options.push(region);
  if (usage.weights === 'pulled') options.push(pinOption(usage));
  if (model?.weights === 'open' && usage.route !== 'self-hosted') options.push(...hostOptions(usage, index, view), selfOption(usage, model.name));
  if (model !== null && model.weights !== 'open') options.push(...modelOptions(usage, model, index, view));
  return options;
}

function regionOption(usage: Usage, index: Index, view: Perspective): Option | null {
  const service = index.services.get(usage.service?.id ?? '');
  if (!service || usage.endpointBasis === 'unknown' || usage.route === 'self-hosted' || view.isDataHome(usage.endpoint?.place ?? null)) return null;
  const entry = homeEntry(service, usage, index, view);
  if (!entry) return null;
  const { host, region, place, prefix } = entry;
  const to = host ?? `region ${region}`;
  const id = usage.model?.requested ?? '';
  const moved = prefix === null ? null : `${prefix}${id.slice(Object.keys(service.modelRegions).find((known) => id.startsWith(known))?.length ?? 0)}`;
  return {
    key: `reach ${service.id} ${to}`,
    what: service.name,
    text: `Reach {what} through ${to}{where}: data then stays in ${countryInText(place)}.`,
    instead: { ...usage, endpoint: { host, region, country: place, place }, endpointBasis: 'observed' },
    beside: null,
    code: [
      host === null ? `region: ${region}` : `base URL: https://${host} instead of ${usage.endpoint?.host ?? 'the default'}`,
      ...(moved === null ? [] : [`model id: "${moved}"`]),
    ],
    leaves: [`The operator remains ${usage.service?.operator.name ?? service.name}.`, 'Whether the model is offered there is to be checked.'],
  };
}

function pinOption(usage: Usage): Option {
  const name = usage.model?.requested ?? 'the model';
  return {
    key: 'pin',
    what: name,
    text: `Pin a revision of {what} and keep a copy{where}: nobody can then take it away.`,
    instead: { ...usage, weights: 'held' },
    beside: null,
    code: [`revision: the commit of ${name} you tested, or a path of your own`],
    leaves: ['A pinned copy gets no corrections by itself.'],
  };
}

function hostOptions(usage: Usage, index: Index, view: Perspective): Option[] {
  const hosts = homeHosts(index, view).filter(({ id }) => id !== usage.service?.id);
  const [first] = hosts;
  if (!first || !usage.model) return [];
  return [
    {
      key: 'move',
      what: usage.model.name,
      text: `Move {what} to an operator at home, such as ${hostNames(hosts)}{where}: the weights are open.`,
      instead: hostedAt(usage, first, index),
      beside: null,
      code: [addressLine(first), ...keyLine(first), `model id: that of ${usage.model.name} as the host writes it`],
      leaves: [CHECK_OFFER],
    },
  ];
}

/** `A, B, C or 4 more`. */
function hostNames(hosts: readonly Service[]): string {
  const names = hosts.slice(0, NAMED_HOSTS).map(({ name }) => name);
  return `${names.join(', ')}${hosts.length > names.length ? ` or ${hosts.length - names.length} more` : ''}`;
}

function hostedAt(usage: Usage, service: Service, index: Index): Usage {
  const place = service.location.value;
  return {
    ...usage,
    service: { id: service.id, name: service.name, category: service.category, operator: refOf(service.operator.value ?? '', index), observed: true },
    endpoint: { host: hostOf(service), region: null, country: place, place },
    endpointBasis: 'observed',
    route: 'direct',
    weights: null,
  };
}

function hostOf(service: Service): string | null {
  return service.hosts.find(({ host }) => !/[*{]/.test(host))?.host ?? null;
}

function addressLine(service: Service): string {
  const host = hostOf(service);
  return host === null ? `base URL: that of ${service.name}` : `base URL: on ${host} (${service.name})`;
}

function keyLine(service: Service): string[] {
  const key = service.env.find(({ role }) => role === 'key');
  return key ? [`key: ${key.name}`] : [];
}

function selfOption(usage: Usage, name: string): Option {
  return {
    key: 'run',
    what: name,
    text: `Run {what} on machines of your own or of an operator at home, pinned{where}: its weights are open.`,
    instead: ownRun(usage),
    beside: null,
    code: [OWN_SERVER, `weights: ${name} at a pinned revision`],
    leaves: [OWN_MACHINES],
  };
}

function ownRun(usage: Usage): Usage {
  return {
    ...usage,
    service: null,
    endpoint: { host: null, region: null, country: null, place: 'premises' },
    endpointBasis: 'observed',
    route: 'self-hosted',
    weights: 'held',
  };
}

/** Another model for a usage, and what every option with it has to say. */
interface Other {
  readonly usage: Usage;
  readonly what: string;
  readonly candidate: Model;
  /** Name, country of the developer and license. */
  readonly name: string;
  readonly own: Usage;
  readonly notes: readonly string[];
  /** The id that stands in the code. */
  readonly id: string;
  readonly packages: readonly string[];
}

/** A model that is not open: another one like it in its place, and one that stands beside it. */
function modelOptions(usage: Usage, model: NonNullable<Usage['model']>, index: Index, view: Perspective): Option[] {
  const asked = `${model.name} ${model.requested}`;
  const modality = modalityOf(usage, model);
  const hosts = HOSTED.has(modality) ? homeHosts(index, view) : [];
  return likeModels(modality, asked, index, view)
    .slice(0, LOOKED_AT)
    .flatMap((candidate): Option[] => {
      const license = index.licenses.get(candidate.license.value ?? '')?.name ?? 'license unknown';
      const weaker = classOf(candidate.name, index) === classOf(asked, index) ? [] : ['It is of another class of strength than the model it replaces.'];
      const other: Other = {
        usage,
        what: model.name,
        candidate,
        name: `${candidate.name} (${refOf(candidate.developer, index).country ?? 'country unknown'}, ${license})`,
        own: ownRun({ ...usage, model: sideOf(candidate, index), dynamicModel: null }),
        notes: [OTHER_MODEL, ...(modality === 'speech' ? [SPEECH] : []), ...weaker],
        id: model.requested,
        packages: packageLine(usage, index),
      };
      return [...atHome(other, hosts, index), ownInstead(other), ownBeside(other)];
    });
}

function atHome({ what, candidate, name, own, notes, id, packages }: Other, hosts: readonly Service[], index: Index): Option[] {
  const [host] = hosts;
  if (!host) return [];
  return [
    {
      key: `host ${candidate.id}`,
      what,
      text: `Replace {what} with ${name} at an operator at home, such as ${hostNames(hosts)}{where}.`,
      instead: hostedAt(own, host, index),
      beside: null,
      code: [`model id: "${id}" becomes ${candidate.name} as the host writes it`, addressLine(host), ...keyLine(host), ...packages],
      leaves: [CHECK_OFFER, ...notes],
    },
  ];
}

function ownInstead({ what, candidate, name, own, notes, id, packages }: Other): Option {
  return {
    key: `own ${candidate.id}`,
    what,
    text: `Replace {what} with ${name}, which you run yourself{where}.`,
    instead: own,
    beside: null,
    code: [`model id: "${id}" becomes ${candidate.name}, pinned`, OWN_SERVER, ...packages],
    leaves: [...notes, OWN_MACHINES],
  };
}

function ownBeside({ usage, what, candidate, name, own, notes }: Other): Option {
  return {
    key: `beside ${candidate.id}`,
    what,
    text: `Keep {what} and list ${name}, which you hold, as a fallback{where}: then no single vendor can stop this.`,
    instead: usage,
    beside: own,
    code: [`fallback: ${candidate.name}, pinned, on a server of yours`, 'router or client: try it when the first does not answer'],
    leaves: [`Data still goes to ${usage.service?.name ?? 'the present service'} as long as it answers.`, ...notes, OWN_MACHINES],
  };
}

/** A client made for one provider does not speak to another's server. */
function packageLine({ sdk, service }: Usage, index: Index): string[] {
  const pkg = index.packages.get(sdk?.id ?? '');
  if (!sdk || !pkg || pkg.role !== 'client' || index.services.get(service?.id ?? '')?.surface.value === 'portable') return [];
  return [`package: ${sdk.name} is replaced by a client of the OpenAI interface`];
}
