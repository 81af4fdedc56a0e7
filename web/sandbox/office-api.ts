// What the office asks of the server.
import type { IssuedCitizen, SandboxOffice } from '../../server/contract/sandbox.ts';
import { callApi } from '../shared/api.ts';

export interface NewCitizen {
  readonly name: string;
  readonly sex: IssuedCitizen['sex'];
  /** YYYY-MM-DD */
  readonly birthDate: string;
  readonly portrait: Blob;
}

export const readOffice = (signal: AbortSignal): Promise<SandboxOffice> =>
  callApi({ path: '/api/sandbox/office', signal });

export function issueCitizen({ name, sex, birthDate, portrait }: NewCitizen): Promise<IssuedCitizen> {
  const form = new FormData();
  form.set('name', name);
  form.set('sex', sex);
  form.set('birthDate', birthDate);
  form.set('portrait', portrait, 'portrait.jpg');
  return callApi({ method: 'POST', path: '/api/sandbox/citizens', form });
}
