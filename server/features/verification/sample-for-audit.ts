// Which automatic admissions a person looks at afterwards: the same for the same application, and nobody's to foresee.
import { createHmac } from 'node:crypto';
import type { ApplicationId } from '../../domain/application.ts';
import type { Keys } from '../../ports/keys.ts';

/** Keyed: an applicant knows their own identifier and must not know whether anybody will look. `share`: 0..1. */
export async function isSampledForAudit(
  keys: Pick<Keys, 'tokenSecret'>,
  id: ApplicationId,
  share: number,
): Promise<boolean> {
  const secret = await keys.tokenSecret('audit-sample');
  const digest = createHmac('sha256', secret).update(id).digest();
  return digest.readUIntBE(0, 6) / 2 ** 48 < share;
}
