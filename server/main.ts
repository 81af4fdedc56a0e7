// The process: configuration, composition, listening, an orderly end.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { openStandIn, type StandInKind } from './compose-stand-in.ts';
import { compose, type Portcullis } from './compose.ts';
import { ConfigError, exitConfig, publicUrl, readConfig, type Config } from './config.ts';
import { readMode } from './gate/mode.ts';
import { createLog } from './log.ts';
import type { Reviewer } from './ports/reviewers.ts';

const exitFailed = 1;
/** Requests under way get this long when the process is asked to stop. */
const drainMs = 10_000;

/** One of each role: two people for what takes two, and a third for what they disagree on. */
const demoReviewers: readonly Reviewer[] = [
  { id: 'demo-reviewer', name: 'Demo reviewer', role: 'reviewer' },
  { id: 'demo-lead', name: 'Demo lead', role: 'lead' },
  { id: 'demo-operator', name: 'Demo operator', role: 'operator' },
];

/** Listens before anything is there to answer, so that the port is known and a taken one is found at once. */
async function listen(
  config: Config,
): Promise<{ server: Server; port: number; serve: (app: Express) => void }> {
  let app: Express | null = null;
  const server = createServer((request, response) => {
    if (app === null) {
      response.writeHead(503, { 'Retry-After': '2', 'Content-Type': 'text/plain' }).end('starting\n');
      return;
    }
    app(request, response);
  });
  server.requestTimeout = 120_000; // a phone on a slow network may take a minute for a photo
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
  return {
    server,
    port: (server.address() as AddressInfo).port,
    serve: (ready) => {
      app = ready;
    },
  };
}

async function sayMode({ database }: Portcullis): Promise<string> {
  const mode = readMode(await database.gateModes.current(), new Date());
  return mode.mode === 'hold'
    ? 'The gate holds: a person decides on every application.'
    : `The gate is live for up to ${Math.round(mode.share * 100)} % of the applicants; people decide on everybody else.`;
}

async function printLinks(
  portcullis: Portcullis,
  config: Config,
  { port, isStandIn }: { port: number; isStandIn: boolean },
): Promise<void> {
  const url = publicUrl(config, port);
  const lines = [`  apply    ${url}/apply`];
  if (config.DEMO_REVIEWERS === 'yes') {
    for (const reviewer of demoReviewers)
      lines.push(`  review   ${await portcullis.signInLink(reviewer)}   (${reviewer.name}; opens once)`);
  }
  if (config.GOVERNMENT_RECORDS === 'sandbox')
    lines.push(`  sandbox  ${url}/sandbox   (issue yourself a made-up citizen first)`);
  if (isStandIn)
    lines.push(
      `  record   a stand-in of ${config.GOVERNMENT_RECORDS} on this machine, and one of a register that signs;`,
      '           the numbers and codes they know: npx portcullis sandbox list',
    );
  process.stdout.write(`\nPortcullis is ready. ${await sayMode(portcullis)}\n\n${lines.join('\n')}\n\n`);
}

function stopOnSignals(stop: (code: number) => Promise<void>): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(0));
}

/** `standIn`: also run stand-ins of that record and of a register on this machine, and ask them; nobody outside is asked. */
export async function serve(
  environment: NodeJS.ProcessEnv,
  standIn: StandInKind | null = null,
): Promise<void> {
  const service = standIn === null ? null : await openStandIn(standIn);
  const leave = async (message: string, code: number): Promise<never> => {
    process.stderr.write(`portcullis: ${message}\n`);
    await service?.close();
    process.exit(code);
  };
  let config: Config;
  try {
    config = readConfig({ ...environment, ...service?.environment });
  } catch (error) {
    if (error instanceof ConfigError) return leave(error.message, exitConfig);
    throw error;
  }
  const log = createLog(config.LOG_LEVEL);
  // a port that is taken is found here, and a stand-in would keep the process from ending
  const listening = await listen(config).catch((error: unknown) =>
    leave(error instanceof Error ? error.message : String(error), exitFailed),
  );
  const { server, port, serve: serveApp } = listening;
  const portcullis = await compose(config, {
    log,
    port,
    onFatal: (error) => {
      log.fatal({ event: 'process.failed', err: error });
      process.exit(1);
    },
  }).catch((error: unknown) => {
    if (error instanceof ConfigError) return leave(error.message, exitConfig);
    log.fatal({ event: 'process.not-started', err: error });
    return leave(`cannot start: ${error instanceof Error ? error.message : String(error)}`, exitFailed);
  });
  if (portcullis.hasNewMasterKey)
    log.warn({
      event: 'keys.generated',
      message:
        'A new master key was made in the data folder. Without it nothing can be read again: back it up.',
    });

  let isStopping = false;
  const stop = async (code: number): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ event: 'process.stopping' });
    const cutOff = setTimeout(() => server.closeAllConnections(), drainMs);
    server.closeIdleConnections();
    await new Promise((resolve) => server.close(resolve));
    clearTimeout(cutOff);
    await portcullis.close();
    await service?.close();
    process.exit(code);
  };
  stopOnSignals(stop);

  serveApp(portcullis.app);
  try {
    await portcullis.engine.warmUp();
  } catch (error) {
    // without eyes nothing can be verified; the message names the file where weights are not the ones that were measured
    log.fatal({ event: 'face-engine.failed', err: error });
    await stop(exitFailed);
    return;
  }
  log.info({ event: 'process.ready', port, engine: portcullis.engine.name });
  await printLinks(portcullis, config, { port, isStandIn: service !== null });
}
