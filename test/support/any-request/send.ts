// Sends a made-up request as it is, whatever is wrong with it, and reads the answer to its end.
import { Agent, request as open } from 'node:http';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { MadeRequest } from './requests.ts';

export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export interface Sender {
  send(request: MadeRequest, who: Readonly<Record<string, string>>): Promise<Answered>;
  close(): void;
}

const unpackers: Readonly<Record<string, (packed: Buffer) => Buffer>> = {
  gzip: (packed) => gunzipSync(packed),
  br: (packed) => brotliDecompressSync(packed),
  deflate: (packed) => inflateSync(packed),
};

/** Of an answer to HEAD nothing comes, whatever its headers say. */
function unpacked(packed: Buffer, encoding: string | undefined): string {
  const unpack = packed.length === 0 ? undefined : unpackers[encoding ?? ''];
  return (unpack === undefined ? packed : unpack(packed)).toString();
}

export function createSender(baseUrl: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const { hostname, port } = new URL(baseUrl);

  function once(
    { method, path, headers, body }: MadeRequest,
    who: Readonly<Record<string, string>>,
  ): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const length = body === null ? {} : { 'Content-Length': String(body.length) };
      const asking = open(
        {
          hostname,
          port,
          agent,
          method: method.toUpperCase(),
          path,
          headers: { ...who, ...length, ...headers },
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              text: unpacked(Buffer.concat(parts), response.headers['content-encoding']),
            }),
          );
        },
      );
      asking.once('error', reject);
      asking.end(body ?? undefined);
    });
  }

  return {
    async send(request, who) {
      try {
        return await once(request, who);
      } catch (error) {
        // answered and closed before the whole body had come: what a browser tries again, too
        const { code } = error as { code?: unknown };
        if (code === 'ECONNRESET' || code === 'EPIPE') return once(request, who);
        throw error;
      }
    },
    close: () => agent.destroy(),
  };
}
