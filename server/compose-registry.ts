// Puts together the business register that the configuration names.
import type { Logger } from 'pino';
import {
  openChosenRegistry,
  openSignedRegistry,
  type ChosenRegistry,
} from './adapters/business-registry/choose.ts';
import { createGuardedRegistry } from './adapters/business-registry/guarded.ts';
import { createSystemClock } from './adapters/system/clock.ts';
import { createSystemRandom } from './adapters/system/random.ts';
import { certificateEnds } from './adapters/wire/client-certificate.ts';
import { measureClock } from './adapters/wire/measure-clock.ts';
import { ConfigError, type Config } from './config.ts';
import type { BusinessRegistry } from './ports/business-registry.ts';
import type { Clock } from './ports/clock.ts';
import type { Random } from './ports/random.ts';
import { operatorsTroubles } from './ports/unavailable.ts';
import { tlsFilesOf, type ServiceCheck } from './service-settings.ts';
import type { ServicesWatch } from './watch-services.ts';

export interface RegistryTools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly watch: ServicesWatch;
}

const chosenBy = (config: Config): ChosenRegistry => ({
  kind: config.BUSINESS_REGISTRY,
  url: config.BUSINESS_REGISTRY_URL,
  mappingFile: config.BUSINESS_REGISTRY_MAPPING_FILE,
  keyFile: config.BUSINESS_REGISTRY_KEY_FILE,
  tlsFiles: tlsFilesOf(config, 'BUSINESS_REGISTRY'),
});

const atFault = (error: unknown): never => {
  throw new ConfigError(`BUSINESS_REGISTRY: ${(error as Error).message}`);
};

export interface RegistryService {
  readonly registry: BusinessRegistry;
  readonly url: string;
  readonly keyFile: string;
  readonly check: ServiceCheck;
}

/** For the command line: null where none is asked over the network. Rejects with `ConfigError`. */
export async function openRegistryService(config: Config): Promise<RegistryService | null> {
  if (config.BUSINESS_REGISTRY !== 'signed-http') return null;
  const tools = { clock: createSystemClock(), random: createSystemRandom(), onTrouble: () => undefined };
  const { tls, allowedSkewMs, isNobodyFree, ...service } = await openSignedRegistry(
    chosenBy(config),
    tools,
  ).catch(atFault);
  const { url } = service;
  return {
    ...service,
    check: {
      allowedSkewMs,
      isNobodyFree,
      measureClock: (signal) => measureClock({ url, tls, clock: tools.clock }, signal),
      certificateEnds: () => certificateEnds(tls),
    },
  };
}

/** Null without one. A mapping or a key at fault is a fault of the configuration: rejects with `ConfigError`. */
export async function openRegistry(
  config: Config,
  { clock, random, log, watch }: RegistryTools,
): Promise<BusinessRegistry | null> {
  const registry = await openChosenRegistry(chosenBy(config), {
    clock,
    random,
    onTrouble: (why, provider) =>
      log[operatorsTroubles.includes(why) ? 'error' : 'warn']({
        event: 'business-registry.trouble',
        provider,
        why,
      }),
  }).catch(atFault);
  if (registry === null || config.BUSINESS_REGISTRY === 'sandbox') return registry;
  const { name: provider } = registry;
  const around = watch.watch({ service: provider, kind: 'business-registry' });
  const onAsked = (answer: string, tookMs: number): void => {
    log.info({ event: 'business-registry.asked', provider, answer });
    around.onAsked(answer, tookMs);
  };
  return createGuardedRegistry({ registry, ...around, onAsked, elapsedMs: () => performance.now() });
}
