// How often one browser may open and resume applications in a day; counted in this process, by an id that lasts as long as its count.
import type { Request, Response } from 'express';
import { DomainError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Cookies } from './cookies.ts';

/** Not made longer by use: the next day the browser is another one, and its days cannot be told to belong together. */
const deviceLifetimeMs = 24 * 3_600_000;

export type DeviceAct = 'opening' | 'resuming';

export type DeviceSettings = Readonly<Record<DeviceAct, number>>;

export interface DeviceLimits {
  /**
   * Counts what this browser is about to do. Throws `too-many-attempts`.
   * One that shows no id of ours is given one, and is held back by its network address alone.
   */
  count(act: DeviceAct, request: Request, response: Response): Promise<void>;
}

interface Device {
  readonly id: string;
  readonly endsMs: number;
}

/** Counts of devices, each forgotten when its life ends. */
function createCounts(): (act: DeviceAct, device: Device, nowMs: number) => number {
  const devices = new Map<string, Record<DeviceAct, number> & { readonly endsMs: number }>();
  const forgetEnded = (nowMs: number): void => {
    // all live equally long, so the first that is still alive has none before it to forget
    for (const [id, { endsMs }] of devices) {
      if (endsMs > nowMs) return;
      devices.delete(id);
    }
  };
  return (act, { id, endsMs }, nowMs) => {
    forgetEnded(nowMs);
    const counts = devices.get(id) ?? { opening: 0, resuming: 0, endsMs };
    devices.set(id, counts);
    counts[act] += 1;
    return counts[act];
  };
}

export function createDeviceLimits(
  deps: { tokens: Tokens; clock: Clock; random: Random; cookies: Cookies },
  most: DeviceSettings,
): DeviceLimits {
  const { tokens, clock, random, cookies } = deps;
  const countOf = createCounts();

  async function deviceOf(request: Request): Promise<Device | null> {
    const token = cookies.read(request, 'device');
    if (token === null) return null;
    const read = await tokens.read('device', token);
    if (read.verdict !== 'good') return null;
    const { sub, exp } = read.claims;
    return typeof sub === 'string' && typeof exp === 'number' ? { id: sub, endsMs: exp * 1000 } : null;
  }

  async function newDevice(response: Response): Promise<Device> {
    const id = random.id('d');
    const endsAt = new Date(clock.now().getTime() + deviceLifetimeMs);
    cookies.write(response, 'device', await tokens.issue('device', { sub: id }, endsAt), endsAt);
    return { id, endsMs: endsAt.getTime() };
  }

  return {
    async count(act, request, response) {
      const device = (await deviceOf(request)) ?? (await newDevice(response));
      const nowMs = clock.now().getTime();
      if (countOf(act, device, nowMs) > most[act])
        throw new DomainError('too-many-attempts', {
          retryAfterSeconds: Math.ceil((device.endsMs - nowMs) / 1000),
        });
    },
  };
}
