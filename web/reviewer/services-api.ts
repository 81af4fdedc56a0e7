// What the services page asks of the server.
import type { ServicesView } from '../../server/contract/services.ts';
import { callApi } from '../shared/api.ts';

export const readServices = (hours: number, signal: AbortSignal): Promise<ServicesView> =>
  callApi({ path: `/api/review/services?hours=${hours}`, signal });
