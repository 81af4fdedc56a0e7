// How far our clock is from a service's, by the Date of any answer of its; asks nothing that could be billed.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from '../../ports/clock.ts';
import type { ReadClientTls } from './client-certificate.ts';

export interface MeasureConfig {
  readonly url: string;
  readonly tls: ReadClientTls | null;
  readonly clock: Clock;
}

/**
 * Milliseconds by which ours is ahead, negative when it is behind; exact to a second and half the time that the answer
 * took, for a Date has whole seconds. Null without an answer that has one. Never throws.
 */
export async function measureClock(
  { url, tls, clock }: MeasureConfig,
  signal: AbortSignal,
): Promise<number | null> {
  const own = tls === null ? {} : { ...(await tls()), agent: false as const };
  const target = new URL(url);
  const request = target.protocol === 'https:' ? requestHttps : requestHttp;
  const sentAt = clock.now().getTime();
  return new Promise((resolve) => {
    const asking = request(target, { method: 'HEAD', signal, ...own });
    asking.once('response', (response) => {
      const between = (sentAt + clock.now().getTime()) / 2;
      const theirs = Date.parse(response.headers.date ?? '');
      response.destroy();
      // it may be anywhere within its second
      resolve(Number.isNaN(theirs) ? null : Math.round(between - theirs - 500));
    });
    asking.on('error', () => resolve(null));
    asking.end();
  });
}
