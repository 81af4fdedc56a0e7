// `portcullis registry check`: whether the configured business register can be asked.
import { openRegistryService } from '../compose-registry.ts';
import type { Config } from '../config.ts';
import type { BusinessCode } from '../domain/business-code.ts';
import { checkServices, type CheckedService, type Voices } from './service-check.ts';

/** Well-formed, of the province 99 that no state uses. */
const nobody = { code: '91990000MA0000306U' as BusinessCode, name: '测试' };

async function open(config: Config): Promise<readonly CheckedService[]> {
  const service = await openRegistryService(config);
  if (service === null) return [];
  const { registry, url, keyFile, check } = service;
  return [
    {
      ...check,
      name: registry.name,
      remark: '',
      url,
      keyFile,
      async probe(signal) {
        const answer = await registry.lookUp(nobody, signal);
        if (answer.answer === 'not-found') return null;
        return { said: answer.answer === 'unavailable' ? answer.why : 'known', codes: [] };
      },
    },
  ];
}

/** Answers the exit code. A question is put only where the mapping says that one about nobody is free. */
export const checkRegistry = (environment: NodeJS.ProcessEnv, voices: Voices): Promise<number> =>
  checkServices(
    environment,
    voices,
    open,
    ({ BUSINESS_REGISTRY: kind }) => `no register is asked over the network: BUSINESS_REGISTRY=${kind}`,
  );
