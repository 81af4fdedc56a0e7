// Does an operator's work at the database, with nothing else of the system running.
import { withDatabase, type Tools } from '../compose-tools.ts';
import { readConfig, type Config } from '../config.ts';
import { createLog } from '../log.ts';

/** Rejects with a sentence for the operator. With the embedded database, the server must not be running. */
export async function atTheDatabase<T>(
  environment: Readonly<Record<string, string | undefined>>,
  work: (tools: Tools, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(environment);
  const surroundings = {
    log: createLog('warn'),
    onFatal: (error: Error): void => {
      throw error;
    },
  };
  return withDatabase(config, surroundings, (tools) => work(tools, config));
}
