// Puts together the business register that the configuration names.
import type { Logger } from 'pino';
import { openChosenRegistry } from './adapters/business-registry/choose.ts';
import { askOnce } from './adapters/government-records/provider-wire.ts';
import { ConfigError, type Config } from './config.ts';
import type { Clock } from './ports/clock.ts';
import type { Random } from './ports/random.ts';
import { operatorsTroubles } from './ports/unavailable.ts';

/** Null without one. A mapping or a key at fault is a fault of the configuration: rejects with `ConfigError`. */
export const openRegistry = (
  config: Config,
  { clock, random, log }: { readonly clock: Clock; readonly random: Random; readonly log: Logger },
): ReturnType<typeof openChosenRegistry> =>
  openChosenRegistry(
    {
      kind: config.BUSINESS_REGISTRY,
      url: config.BUSINESS_REGISTRY_URL,
      mappingFile: config.BUSINESS_REGISTRY_MAPPING_FILE,
      keyFile: config.BUSINESS_REGISTRY_KEY_FILE,
    },
    {
      clock,
      random,
      ask: askOnce,
      onTrouble: (why) =>
        log[operatorsTroubles.includes(why) ? 'error' : 'warn']({ event: 'business-registry.trouble', why }),
    },
  ).catch((error: unknown) => {
    throw new ConfigError(`BUSINESS_REGISTRY: ${(error as Error).message}`);
  });
