// How the transit engine's stand-in is asked: as the real one.
import type { TransitConfig } from '../../server/adapters/wrapping-keys/transit-wire.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { transitKey, transitToken, type Transit } from './transit.ts';

export const transitConfigOf = ({ url }: Pick<Transit, 'url'>): TransitConfig & { keepMs: number } => ({
  url,
  mount: 'transit',
  key: transitKey,
  namespace: null,
  token: { value: new Sensitive(transitToken) },
  keepMs: 60_000,
});
