// Lets one process at a time own a data directory; a crash leaves nothing to clean up by hand.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface DirectoryLock {
  release(): Promise<void>;
}

export class DirectoryInUse extends Error {
  readonly ownerPid: number;

  constructor(directory: string, ownerPid: number) {
    super(`${directory} is in use by process ${ownerPid}; stop it first, or choose another data directory`);
    this.name = 'DirectoryInUse';
    this.ownerPid = ownerPid;
  }
}

/*
 * Each contender listens on a socket of its OWN name, `lock-<pid>-<random>.sock`, then looks at all the others.
 * The system stops listening for a killed process, so a socket that refuses connections is stale. No name is ever
 * used twice, therefore removing a stale one can never remove somebody's fresh one; and since everybody listens
 * BEFORE looking, of two contenders at least one sees the other. When both do, the smaller name goes first.
 */
const socketName = /^lock-(\d+)-[0-9a-f]{16}\.sock$/;
/** sockaddr_un holds 104 bytes on macOS, 108 on Linux. */
const longestSocketPath = 100;
const answerTimeoutMs = 5_000;
/** The one that goes first looks again soon; the one that gave way comes back later, so that it isn't in the way. */
const lookAgainMs = 2;
const comeBackMs = 30;

type Standing = 'contending' | 'holding' | 'gone';

export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  if (process.platform === 'win32') return lockByPipe(directory);
  const address = shortAddress(directory);
  try {
    for (;;) {
      const outcome = await contend(address.path, directory);
      if (outcome === 'again') await pause(comeBackMs);
      else return { release: () => outcome.release().finally(address.dispose) };
    }
  } catch (error) {
    address.dispose();
    throw error;
  }
}

async function contend(path: string, directory: string): Promise<DirectoryLock | 'again'> {
  const own = `lock-${process.pid}-${randomBytes(8).toString('hex')}.sock`;
  const socket = await listen(join(path, own));
  const release = async (): Promise<void> => {
    await socket.close();
    rmSync(join(directory, own), { force: true });
  };
  try {
    for (;;) {
      const rivals = await liveRivals(path, own);
      const holder = rivals.find((rival) => rival.standing === 'holding');
      if (holder) throw new DirectoryInUse(directory, holder.pid);
      if (rivals.some((rival) => rival.name < own)) {
        await release();
        return 'again';
      }
      // taken for stale in the instant between bind and listen: somebody removed our name
      if (!readdirSync(path).includes(own)) {
        await release();
        return 'again';
      }
      if (rivals.length === 0) {
        socket.hold();
        return { release };
      }
      await pause(lookAgainMs);
    }
  } catch (error) {
    await release();
    throw error;
  }
}

/** The others that are alive; removes the names that dead processes left. */
async function liveRivals(
  path: string,
  own: string,
): Promise<{ name: string; pid: number; standing: Standing }[]> {
  const names = readdirSync(path).filter((name) => name !== own && socketName.test(name));
  const rivals = await Promise.all(
    names.map(async (name) => {
      const standing = await ask(join(path, name));
      if (standing === 'gone') rmSync(join(path, name), { force: true });
      return { name, pid: Number(socketName.exec(name)?.[1]), standing };
    }),
  );
  return rivals.filter((rival) => rival.standing !== 'gone');
}

interface LockSocket {
  hold(): void;
  close(): Promise<void>;
}

function listen(address: string): Promise<LockSocket> {
  let standing: Standing = 'contending';
  const server: Server = createServer((caller) => {
    caller.on('error', () => undefined);
    caller.end(standing);
  });
  server.unref();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject).on('error', () => undefined);
      resolve({
        hold: () => {
          standing = 'holding';
        },
        close: () => new Promise((done) => server.close(() => done())),
      });
    });
  });
}

/** Somebody who lets us connect but doesn't say what it is counts as the holder: refusing is the smaller mistake. */
function ask(address: string): Promise<Standing> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const caller = connect(address);
    caller.setEncoding('utf8');
    caller.setTimeout(answerTimeoutMs, () => {
      caller.destroy();
      resolve('holding');
    });
    caller.on('data', (text: string) => (answer += text));
    caller.on('end', () => resolve(answer === 'contending' ? 'contending' : 'holding'));
    caller.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('gone');
      else if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve('contending');
      else reject(error);
    });
  });
}

/** A way to the directory that leaves room for a socket's name: itself, relative, or a short link in the temp folder. */
function shortAddress(directory: string): { path: string; dispose: () => void } {
  const room = longestSocketPath - 'lock-4294967295-0123456789abcdef.sock'.length - 1;
  const candidates = [relative(process.cwd(), directory) || '.', directory];
  const short = candidates.find((path) => Buffer.byteLength(path) <= room);
  if (short !== undefined) return { path: short, dispose: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'));
  symlinkSync(realpathSync(directory), join(folder, 'd'));
  return { path: join(folder, 'd'), dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A named pipe vanishes with its process: nothing can be stale, so the name may be fixed. Unmeasured on Windows. */
async function lockByPipe(directory: string): Promise<DirectoryLock> {
  const hash = createHash('sha256').update(realpathSync.native(directory).toLowerCase()).digest('hex');
  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    caller.end(String(process.pid));
  });
  server.unref();
  const address = `\\\\.\\pipe\\portcullis-${hash}`;
  const inUse = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(true) : reject(error),
    );
    server.listen(address, () => resolve(false));
  });
  if (inUse) throw new DirectoryInUse(directory, await pidBehind(address));
  return { release: () => new Promise((done) => server.close(() => done())) };
}

function pidBehind(address: string): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    const caller = connect(address).setEncoding('utf8');
    caller.on('data', (chunk: string) => (text += chunk));
    caller.on('end', () => resolve(Number(text)));
    caller.on('error', () => resolve(Number.NaN));
  });
}
