// The built server under load: how soon it starts, how long a verification takes, how free its event loop stays.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addPhoto } from '../../server/contract/evidence.ts';
import { submitApplication } from '../../server/contract/application.ts';
import { freePort } from '../durability/server-process.ts';
import { partsOf, prepare, submitUntilHeld, type Prepared } from './applications.ts';
import type { Aim } from './aims.ts';
import { forMs, load, type Load } from './http-load.ts';
import { probeArguments, readProbe } from './probed.ts';
import { timedStart } from './start-up.ts';

const atOnce = 8;
const photosUploaded = 6; // while verifications run
const limits = { loopMaxMs: 50, loopP99Ms: 20, warmListeningMs: 10_000 };

/** Three photos of one side, again and again: pictures to decode and to look at while others ask for their status. */
async function uploadPhotos({ client, id, applicant }: Prepared): Promise<void> {
  for (let count = 0; count < photosUploaded; count++) {
    const file = { bytes: applicant.photos['id-front'], name: 'a.jpg', mediaType: 'image/jpeg' };
    const params = { applicationId: id, kind: 'id-front' };
    await client.call(addPhoto, { params, body: { insist: 'yes' }, files: [file] });
  }
}

async function startPeer(probeFile: string): Promise<{ url: string; pid: number; end: () => void }> {
  const port = await freePort();
  const script = fileURLToPath(new URL('./peer.ts', import.meta.url));
  const child = spawn(process.execPath, [...probeArguments, '--import', 'tsx', script], {
    env: { ...process.env, PORT: String(port), PROBE_FILE: probeFile },
    stdio: 'inherit',
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}/healthz`;
  for (;;) {
    const isUp = await fetch(url).then(
      async (answer) => answer.arrayBuffer().then(() => true),
      () => false,
    );
    if (isUp) return { url, pid: child.pid ?? Number.NaN, end: () => void child.kill('SIGKILL') };
  }
}

async function measureIn(folder: string, isQuick: boolean) {
  const calmMs = isQuick ? 1500 : 5000;
  const underLoad = isQuick ? 1 : 2; // verifications at once, beside the one that is measured alone
  const dataDirectory = join(folder, 'data');
  const probeFile = join(folder, 'server.json');
  const peerProbe = join(folder, 'peer.json');
  const options = {
    dataDirectory,
    port: await freePort(),
    environment: { PROBE_FILE: probeFile },
    nodeArguments: probeArguments,
  };
  const cold = await timedStart(options);
  const coldProbe = await readProbe(cold.server.pid, probeFile);
  cold.server.signal('SIGTERM');
  await cold.server.exited;
  const { server, took: warm } = await timedStart(options);
  const warmProbe = await readProbe(server.pid, probeFile);

  const applicant = await prepare(server.baseUrl, addPhoto);
  const alone = await prepare(server.baseUrl, submitApplication);
  const together: Prepared[] = [];
  for (let count = 0; count < underLoad; count++)
    together.push(await prepare(server.baseUrl, submitApplication));
  const capturing = await readProbe(server.pid, probeFile);

  const aloneMs = await submitUntilHeld(alone);
  const verification = await readProbe(server.pid, probeFile);

  const peer = await startPeer(peerProbe);
  const asks = (goesOn: () => boolean): Promise<[Load, Load]> => {
    const status = `${server.baseUrl}/api/applications/${applicant.id}`;
    return Promise.all([
      load({ url: status, cookie: applicant.cookie, atOnce, goesOn }),
      // as many beside it, so that both have the same share of the machine
      load({ url: peer.url, atOnce, goesOn }),
    ]);
  };
  await asks(forMs(500)); // both warm
  await readProbe(server.pid, probeFile);
  const [idle, idlePeer] = await asks(forMs(calmMs));
  const idleProbe = await readProbe(server.pid, probeFile);

  await readProbe(peer.pid, peerProbe);
  let isWorking = true;
  const work = Promise.all([uploadPhotos(applicant), ...together.map((one) => submitUntilHeld(one))]);
  const [[busy, busyPeer]] = await Promise.all([
    asks(() => isWorking),
    work.finally(() => (isWorking = false)),
  ]);
  const busyProbe = await readProbe(server.pid, probeFile);
  const peerLoop = await readProbe(peer.pid, peerProbe);
  peer.end();
  server.signal('SIGTERM');
  await server.exited;

  return {
    machine: { node: process.version, cores: cpus().length, cpu: cpus()[0]?.model ?? '' },
    startUpMs: { cold: cold.took, warm },
    verification: {
      wallMs: aloneMs,
      cpuMs: verification.cpuMs,
      partsMs: await partsOf(dataDirectory, alone.id),
    },
    status: {
      idle,
      idlePeer,
      idleRatio: idle.p95Ms / idlePeer.p95Ms,
      busy,
      busyPeer,
      busyRatio: busy.p95Ms / busyPeer.p95Ms,
    },
    memoryMb: {
      afterStart: warmProbe.rssMb,
      idle: idleProbe.rssMb,
      busy: busyProbe.rssMb,
      peak: busyProbe.peakRssMb,
    },
    loopMaxMs: {
      coldStart: coldProbe.loopMaxMs,
      warmStart: warmProbe.loopMaxMs,
      capturing: capturing.loopMaxMs,
      verifying: verification.loopMaxMs,
      idle: idleProbe.loopMaxMs,
      busy: busyProbe.loopMaxMs,
      peerBusy: peerLoop.loopMaxMs,
    },
    loopP99Ms: {
      capturing: capturing.loopP99Ms,
      verifying: verification.loopP99Ms,
      busy: busyProbe.loopP99Ms,
      peerBusy: peerLoop.loopP99Ms,
    },
  };
}

export type ServerFigures = Awaited<ReturnType<typeof measureIn>>;

export async function measureServer(isQuick: boolean): Promise<ServerFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  try {
    return await measureIn(folder, isQuick);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function serverAims({ loopMaxMs, loopP99Ms, startUpMs }: ServerFigures): Aim[] {
  const whileWorking = ({ capturing, verifying, busy }: Record<'capturing' | 'verifying' | 'busy', number>) =>
    Math.max(capturing, verifying, busy);
  return [
    { what: 'event loop blocked at most, ms', measured: whileWorking(loopMaxMs), below: limits.loopMaxMs },
    {
      what: 'event loop p99 while verifying, ms',
      measured: whileWorking(loopP99Ms),
      below: limits.loopP99Ms,
    },
    { what: 'listening when warm, ms', measured: startUpMs.warm.listeningMs, below: limits.warmListeningMs },
  ];
}
