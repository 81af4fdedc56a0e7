// The secret that messages to one endpoint are signed with: shown once, kept sealed.
import { webhookSecretBytes, webhookSecretOf } from '../../domain/webhook.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';

/** What the sealed secret is bound to. */
const contextOf = (endpointId: string): string => `webhook-secret:${endpointId}`;

export async function newSecret(
  { keys, random }: { keys: Pick<Keys, 'seal'>; random: Random },
  endpointId: string,
): Promise<{ shown: string; sealed: Uint8Array }> {
  const secret = random.bytes(webhookSecretBytes);
  return {
    shown: webhookSecretOf(Buffer.from(secret).toString('base64')),
    sealed: await keys.seal(secret, contextOf(endpointId)),
  };
}

export function openSecret(
  keys: Pick<Keys, 'open'>,
  endpointId: string,
  sealed: Uint8Array,
): Promise<Uint8Array> {
  return keys.open(sealed, contextOf(endpointId));
}
