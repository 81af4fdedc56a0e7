// Pieces of evidence as objects of an S3-compatible store, under the same names as on a disk.
import { addAbortSignal, type Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { EvidenceUnavailable, type EvidencePlace, type StoredPiece } from '../../ports/evidence-store.ts';
import type { SealedPieces } from '../../ports/sealed-pieces.ts';
import { checkedId, isHash, sha256Of, suffix } from './pieces.ts';
import { createS3Wire, type S3Config } from './s3-client.ts';

/** A piece is one picture: what is larger was not put by us. */
const mostBytes = 64 * 1024 * 1024;

interface Listed {
  readonly name: string;
  readonly bytes: number;
  readonly at: Date;
}

async function bytesOf(body: Readable, signal: AbortSignal): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of addAbortSignal(signal, body) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > mostBytes) throw new EvidenceUnavailable('larger-than-any-piece');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export function createS3Pieces(config: S3Config): SealedPieces {
  const { bucket: Bucket, prefix } = config;
  const wire = createS3Wire(config);
  const folderOf = (applicationId: string): string => `${prefix}${checkedId(applicationId)}/`;
  const nameOf = ({ applicationId, address }: EvidencePlace): string =>
    `${folderOf(applicationId)}${checkedId(address)}${suffix}`;

  /** Null for what is none of ours. */
  function pieceOf({ name, bytes, at }: Listed): StoredPiece | null {
    const [, applicationId, address] =
      /^([A-Za-z0-9_-]{1,64})\/([A-Za-z0-9_-]{1,64})\.evidence$/.exec(name.slice(prefix.length)) ?? [];
    if (applicationId === undefined || address === undefined) return null;
    return { applicationId, address, bytes, storedAt: at };
  }

  /** A page at a time, in whatever size the store cuts them. */
  async function* pages(Prefix: string): AsyncIterable<readonly Listed[]> {
    let ContinuationToken: string | undefined;
    do {
      const token = ContinuationToken === undefined ? {} : { ContinuationToken };
      const page = await wire.ask((client, abortSignal) =>
        client.send(new ListObjectsV2Command({ Bucket, Prefix, ...token }), { abortSignal }),
      );
      yield (page?.Contents ?? []).flatMap(({ Key: name, Size: bytes = 0, LastModified: at }) =>
        name === undefined ? [] : [{ name, bytes, at: at ?? new Date(0) }],
      );
      if (page?.IsTruncated === true && page.NextContinuationToken === undefined)
        throw new EvidenceUnavailable('page-without-next');
      ContinuationToken = page?.IsTruncated === true ? page.NextContinuationToken : undefined;
    } while (ContinuationToken !== undefined);
  }

  return {
    async write(place, sealed) {
      const Key = nameOf(place);
      // the store computes it of what arrived, and refuses what was damaged on its way
      const ChecksumSHA256 = Buffer.from(sha256Of(sealed), 'hex').toString('base64');
      await wire.ask((client, abortSignal) =>
        client.send(new PutObjectCommand({ Bucket, Key, Body: sealed, ChecksumSHA256 }), { abortSignal }),
      );
    },

    async read(place) {
      const Key = nameOf(place);
      const read = async (): Promise<Uint8Array | null> =>
        wire.ask(
          async (client, abortSignal) => {
            const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }), { abortSignal });
            return bytesOf(Body as Readable, abortSignal);
          },
          (code) => code === 'NoSuchKey', // of a bucket that is not there, nothing is known
        );
      const bytes = await read();
      // damaged on its way, or there: asked once more, it tells
      return bytes !== null && isHash(place.address) && sha256Of(bytes) !== place.address ? read() : bytes;
    },

    async *list() {
      for await (const page of pages(prefix))
        for (const listed of page) {
          const piece = pieceOf(listed);
          if (piece !== null) yield piece;
        }
    },

    async erase(applicationId) {
      let pieces = 0;
      for await (const page of pages(folderOf(applicationId))) {
        if (page.length === 0) continue;
        const Delete = { Objects: page.map(({ name }) => ({ Key: name })), Quiet: true };
        const answer = await wire.ask((client, abortSignal) =>
          client.send(new DeleteObjectsCommand({ Bucket, Delete }), { abortSignal }),
        );
        const [refused] = answer?.Errors ?? [];
        if (refused !== undefined) throw new EvidenceUnavailable('not-all-erased');
        pieces += page.filter(({ name }) => name.endsWith(suffix)).length;
      }
      return pieces;
    },

    async eraseOne(place) {
      const Key = nameOf(place);
      await wire.ask((client, abortSignal) =>
        client.send(new DeleteObjectCommand({ Bucket, Key }), { abortSignal }),
      );
    },

    async isReachable(signal) {
      const question = new ListObjectsV2Command({ Bucket, Prefix: prefix, MaxKeys: 1 });
      const options = (own: AbortSignal) => ({ abortSignal: AbortSignal.any([own, signal]) });
      try {
        return (await wire.ask((client, own) => client.send(question, options(own)))) !== null;
      } catch {
        return false;
      }
    },
  };
}
