// `portcullis records check`: whether each configured service of the government record can be asked.
import { machineTools, openRecordServices, type RecordService } from '../compose-records.ts';
import type { Config } from '../config.ts';
import type { CitizenId } from '../domain/citizen-id.ts';
import { Sensitive } from '../domain/sensitive.ts';
import { checkServices, type CheckedService, type Voices } from './service-check.ts';

/** Well-formed, of the province 99 that no state uses: whoever is asked about it can but say that there is nobody. */
const nobody = '990000199001010308' as CitizenId;

function checked({ place, url, keyFile, records, check }: RecordService, codes: Codes): CheckedService {
  return {
    ...check,
    name: records.name,
    remark: place === 'GOVERNMENT_RECORDS_FALLBACK' ? ', the fallback' : '',
    url,
    keyFile,
    async probe(signal) {
      const query = { name: new Sensitive('测试'), citizenId: new Sensitive(nobody), livePhoto: null };
      const answer = await records.lookUp(query, signal);
      if (answer.answer === 'not-found') return null;
      const said = answer.answer === 'unavailable' ? answer.why : 'known';
      return { said, codes: codes.get(records.name) ?? [] };
    },
  };
}

/** What each service called its troubles. */
type Codes = Map<string, string[]>;

async function open(config: Config): Promise<readonly CheckedService[]> {
  const codes: Codes = new Map();
  const services = await openRecordServices(config, {
    ...machineTools(),
    onTrouble: ({ provider, code }) =>
      void codes.set(provider, [...(codes.get(provider) ?? []), code ?? 'no code']),
    onRetry: () => undefined,
    onAlarm: () => undefined,
    onNotCounted: () => undefined,
    sql: null,
    watch: null,
  });
  return services.map((service) => checked(service, codes));
}

/** Answers the exit code. The question is one that is listed as free; where none is, none is put. */
export const checkRecords = (environment: NodeJS.ProcessEnv, voices: Voices): Promise<number> =>
  checkServices(
    environment,
    voices,
    open,
    ({ GOVERNMENT_RECORDS: kind }) => `no service is asked: GOVERNMENT_RECORDS=${kind}`,
  );
