import type { Usage } from '../model/usage.ts';

/** Whether a service passes requests on to somebody who is not named. A library that routes, in front of a provider the code names, hides nobody. */
export function hidesRecipient({ route, service }: Usage): boolean {
  return route === 'gateway' && (service === null || service.category === 'gateway');
}
