// Addresses of the guided capture.
import * as contract from '../../contract/liveness.ts';
import * as receipt from '../../contract/receipt.ts';
import { DomainError } from '../../domain/errors.ts';
import { route, type Route } from '../../http/route.ts';
import type { Keys } from '../../ports/keys.ts';
import { openLiveness, type OpenLivenessDeps } from './open-liveness.ts';
import { postFrames, type PostFramesDeps } from './post-frames.ts';
import { readReceipt, readSigningKeys } from './read-receipt.ts';

function readMeta(text: string): contract.FramesMeta {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new DomainError(
      'malformed-json',
      { errors: [{ pointer: '/meta', code: 'not-json' }] },
      { cause: error },
    );
  }
  const parsed = contract.framesMeta.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, code }) => ({ pointer: `/meta/${path.join('/')}`, code }));
  throw new DomainError('invalid-request', { errors });
}

export function livenessRoutes(
  deps: OpenLivenessDeps & PostFramesDeps & { readonly keys: Keys },
): readonly Route[] {
  return [
    route(contract.openLiveness, async ({ params, body }) =>
      openLiveness(deps, params.applicationId, body.needs),
    ),
    route(contract.postFrames, async ({ params, body, files, signal }) =>
      postFrames(
        deps,
        params.applicationId,
        params,
        { token: body.token, meta: readMeta(body.meta), pictures: files },
        signal,
      ),
    ),
    route(receipt.readReceipt, async ({ params }) => readReceipt(deps, params.applicationId)),
    route(receipt.readSigningKeys, async () => readSigningKeys(deps)),
  ];
}
