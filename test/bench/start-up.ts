// How long a start takes: to a port that is listened on, to an application that answers, to models that are loaded.
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer, type ServerOptions, type ServerProcess } from '../durability/server-process.ts';

export interface StartUp {
  readonly listeningMs: number;
  readonly answeringMs: number;
  readonly readyMs: number;
}

const isListening = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

export async function timedStart(options: ServerOptions): Promise<{ server: ServerProcess; took: StartUp }> {
  const beganAt = performance.now();
  const elapsed = (): number => performance.now() - beganAt;
  const server = startServer(options);
  while (!(await isListening(options.port))) {
    if (server.hasExited()) throw new Error(`the server ended:\n${server.output()}`);
    await pause(5);
  }
  const listeningMs = elapsed();
  await server.untilAnswering();
  const answeringMs = elapsed();
  await server.untilReady();
  return { server, took: { listeningMs, answeringMs, readyMs: elapsed() } };
}
