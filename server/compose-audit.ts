// Imports what keeps checkpoints of the audit trail elsewhere; the one that the configuration chose.
import { createFileKeeper } from './adapters/checkpoint-keeper/file.ts';
import { createStdoutKeeper } from './adapters/checkpoint-keeper/stdout.ts';
import { createWebhookKeeper } from './adapters/checkpoint-keeper/webhook.ts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { CheckpointPace } from './domain/checkpoint.ts';
import { readWebhookSecret } from './domain/webhook.ts';
import type { TendTrailDeps } from './features/audit/tend-trail.ts';
import type { CheckpointKeeper } from './ports/checkpoint-keeper.ts';
import type { Clock } from './ports/clock.ts';
import type { WebhookSender } from './ports/webhook-sender.ts';

const minuteMs = 60_000;

export const checkpointPace = (config: Config): CheckpointPace => ({
  everyEvents: config.AUDIT_CHECKPOINT_EVENTS,
  everyMs: config.AUDIT_CHECKPOINT_MINUTES * minuteMs,
});

function webhookKeeper(config: Config, tools: { sender: WebhookSender; clock: Clock }): CheckpointKeeper {
  const { AUDIT_CHECKPOINT_URL: url = '', AUDIT_CHECKPOINT_SECRET: secret } = config;
  const base64 = readWebhookSecret(secret?.reveal() ?? '') ?? '';
  return createWebhookKeeper({ ...tools, url, secret: Buffer.from(base64, 'base64') });
}

/** Null: nobody. */
export function checkpointKeeper(
  config: Config,
  tools: { sender: WebhookSender; clock: Clock },
): CheckpointKeeper | null {
  switch (config.AUDIT_CHECKPOINT_KEEPER) {
    case 'none':
      return null;
    case 'file':
      return createFileKeeper({ path: config.AUDIT_CHECKPOINT_FILE ?? '' });
    case 'stdout':
      return createStdoutKeeper();
    case 'webhook':
      return webhookKeeper(config, tools);
  }
}

/** What operators have to know of the trail, each time it is so: once a minute. */
export function trailLog(log: Logger): Pick<TendTrailDeps, 'onWritten' | 'onHandedOver'> {
  return {
    onWritten: (outcome) => {
      if (outcome.kind === 'written') log.info({ event: 'audit.checkpoint-written', ...outcome });
      if (outcome.kind === 'broken') log.error({ event: 'audit.broken', seq: outcome.seq });
    },
    onHandedOver: (outcome) => {
      if (outcome.kind === 'not-kept') log.error({ event: 'audit.checkpoint-not-kept', ...outcome });
    },
  };
}
