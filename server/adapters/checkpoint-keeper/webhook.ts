// Keeps checkpoints by sending each as a signed webhook; a status of success says that it is kept.
import type { CheckpointKeeper } from '../../ports/checkpoint-keeper.ts';
import type { Clock } from '../../ports/clock.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';

export interface WebhookKeeperConfig {
  readonly sender: Pick<WebhookSender, 'send'>;
  readonly clock: Clock;
  readonly url: string;
  readonly secret: Uint8Array;
}

export const checkpointEventType = 'audit.checkpoint';

export function createWebhookKeeper({ sender, clock, url, secret }: WebhookKeeperConfig): CheckpointKeeper {
  return {
    name: 'webhook',
    keep: async (checkpoints, signal) => {
      for (const { number, text, at } of checkpoints) {
        const body = JSON.stringify({
          type: checkpointEventType,
          timestamp: at.toISOString(),
          data: { number, checkpoint: text },
        });
        const message = { url, id: `checkpoint-${number}`, body, secrets: [secret], at: clock.now() };
        const answer = await sender.send(message, signal);
        if ('refused' in answer) return { isKept: false, why: answer.refused };
        if ('fault' in answer) return { isKept: false, why: answer.fault };
        if (answer.status < 200 || answer.status > 299)
          return { isKept: false, why: `status-${answer.status}` };
      }
      return { isKept: true };
    },
  };
}
