/** Joins what infrastructure deploys with the code that calls it: by the name of the deployment, else by its model. */
import type { Site } from '../model/evidence.ts';
import type { Index } from '../model/knowledge.ts';

/** Sites with what their deployments say; a deployment that code calls is no path of its own. */
export function joinDeployments(sites: readonly Site[], index: Index): Site[] {
  const deployments = sites.filter(({ deployed }) => deployed !== undefined);
  if (deployments.length === 0) return [...sites];
  const called = new Set<Site>();
  const joined = sites.map((site) => {
    if (site.deployed !== undefined) return site;
    const near = deployments.filter((deployment) => compatible(site, deployment));
    const [server] = near.filter((deployment) => answers(deployment, site.endpoint.host));
    if (server !== undefined) {
      called.add(server);
      return withDeployment(site, server, []);
    }
    const own = near.filter((deployment) => sameOperator(site, deployment, index));
    const [one, ...more] = namesakes(site, own);
    if (one !== undefined) {
      for (const item of [one, ...more]) called.add(item);
      return withDeployment(site, one, more);
    }
    return inAccount(site, own, called);
  });
  // Accounts of one service in one region have the same answer.
  const spoken = new Map<string, boolean>();
  const isSpokenFor = (account: Site): boolean => {
    const key = JSON.stringify([account.endpoint.service, account.endpoint.region]);
    const known = spoken.get(key) ?? joined.some((other) => speaksFor(other, account, index));
    spoken.set(key, known);
    return known;
  };
  return joined.filter((site) => !called.has(site) && !(site.deployed === 'account' && isSpokenFor(site)));
}

/** An account says nothing where something else of its service is seen, or what another service of the same operator deploys in its region. */
function speaksFor(site: Site, account: Site, index: Index): boolean {
  if (site.deployed === 'account' || site.endpoint.service === null) return false;
  if (site.endpoint.service === account.endpoint.service) return true;
  const here = site.deployed === 'deployment' && site.model !== null && site.endpoint.region === account.endpoint.region && account.endpoint.region !== null;
  return here && sameOperator(account, site, index);
}

/** Whether a host is the name of a container inside its network: `http://vllm:8000`, `http://vllm.ai.svc.cluster.local`. */
function answers({ answersAs }: Site, host: string | null): boolean {
  if (answersAs === undefined || host === null || (host.includes('.') && !/^[^.]+(?:\.[^.]+)?\.svc(?:\.cluster\.local)?$/.test(host))) return false;
  return answersAs.includes(host.split('.')[0] ?? '');
}

function sameOperator(site: Site, deployment: Site, index: Index): boolean {
  const [here, there] = [site.endpoint.service, deployment.endpoint.service];
  // A setting can name a deployment without saying whose it is.
  if (here === null) return site.sdk === null && site.endpoint.host === null;
  if (here === there) return true;
  const operator = index.services.get(here)?.operator.value ?? null;
  return operator !== null && operator === index.services.get(there ?? '')?.operator.value;
}

/** What tests call need not be what production deploys. */
function compatible(site: Site, deployment: Site): boolean {
  return deployment.scope === 'production' || deployment.scope === site.scope;
}

/** Deployments a site means: of its name; else of its model; else the only one of its kind when the environment chooses. */
function namesakes(site: Site, deployments: readonly Site[]): Site[] {
  const asked = site.model?.requested.toLowerCase() ?? null;
  const withModel = deployments.filter(({ model }) => model !== null);
  const named = asked === null ? [] : withModel.filter(({ deploys }) => deploys?.toLowerCase() === asked);
  if (named.length > 0) return onePlace(named);
  if (site.endpoint.service === null) return [];
  if (asked !== null) return onePlace(withModel.filter(({ model }) => model?.model != null && model.model === site.model?.model));
  const open = site.dynamicModel !== null || (site.modelSlots ?? []).length > 0;
  const sameKind = open ? withModel.filter((deployment) => isEmbedding(deployment) === (site.purpose === 'embedding')) : [];
  return new Set(sameKind.map(({ model }) => model?.model ?? model?.requested)).size === 1 ? onePlace(sameKind) : [];
}

function isEmbedding({ purpose, model }: Site): boolean {
  return purpose === 'embedding' || /embed/i.test(model?.requested ?? '');
}

/** Deployments that disagree on the place say nothing about the call. */
function onePlace(deployments: readonly Site[]): Site[] {
  return new Set(deployments.map(({ endpoint }) => `${endpoint.place} ${endpoint.region}`)).size <= 1 ? [...deployments] : [];
}

function withDeployment(site: Site, deployment: Site, more: readonly Site[]): Site {
  const { endpoint } = site;
  const there = deployment.endpoint;
  const open = endpoint.place === null && endpoint.region === null;
  const model = deployment.model === null ? site.model : { ...deployment.model, requested: site.model?.requested ?? deployment.model.requested };
  return {
    ...site,
    endpoint: {
      ...endpoint,
      service: endpoint.service ?? there.service,
      basis: endpoint.basis === 'unknown' ? there.basis : endpoint.basis,
      ...(open && { region: there.region, place: there.place }),
    },
    model: site.model === null && model !== null ? { ...model, configurable: true } : model,
    dynamicModel: deployment.model === null ? site.dynamicModel : null,
    artefact: site.artefact ?? deployment.artefact,
    ...(deployment.accelerators && { accelerators: deployment.accelerators }),
    confidence: 'high',
    evidence: [...new Set([...site.evidence, ...[deployment, ...more].flatMap(({ evidence }) => evidence)])],
  };
}

/** The only account of a service says where the calls go that name no place. */
function inAccount(site: Site, deployments: readonly Site[], called: Set<Site>): Site {
  const accounts = deployments.filter(({ deployed, endpoint }) => deployed === 'account' && endpoint.service === site.endpoint.service);
  const [account] = accounts;
  const { endpoint } = site;
  if (account === undefined || endpoint.service === null || endpoint.place !== null || endpoint.region !== null || account.endpoint.region === null)
    return site;
  if (new Set(accounts.map((item) => item.endpoint.region)).size !== 1) return site;
  for (const item of accounts) called.add(item);
  const evidence = [...new Set([...site.evidence, ...accounts.flatMap((item) => item.evidence)])];
  return { ...site, endpoint: { ...endpoint, region: account.endpoint.region, place: account.endpoint.place }, evidence };
}
