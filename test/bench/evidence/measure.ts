// What encrypting the pieces of one capture costs: sealed and put on the disk, against the same bytes written plainly.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDiskPieces } from '../../../server/adapters/evidence-store/disk.ts';
import { createEncryptedStore } from '../../../server/adapters/evidence-store/encrypted.ts';
import { sha256Of } from '../../../server/adapters/evidence-store/pieces.ts';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { createEnvelopeVault } from '../../../server/adapters/vault/envelope.ts';
import { createKeyRing } from '../../../server/adapters/wrapping-keys/key-ring.ts';
import { createTransitKeys } from '../../../server/adapters/wrapping-keys/transit.ts';
import type { ApplicationId } from '../../../server/domain/application.ts';
import type { SealedPieces } from '../../../server/ports/sealed-pieces.ts';
import type { WrappingKeys } from '../../../server/ports/wrapping-keys.ts';
import { openTransit } from '../../support/transit.ts';
import { transitConfigOf } from '../../support/transit-config.ts';
import type { Aim } from '../aims.ts';

/** As in a capture: about as many frames of about this size are kept. */
const pieces = 30;
const pieceBytes = 60_000;

export interface EvidenceFigures {
  readonly pieces: number;
  readonly pieceBytes: number;
  /** Medians of one capture, in ms: the same bytes with the same syncs, under a name that is their hash. */
  readonly plainMs: number;
  readonly sealedMs: number;
  readonly sealedByTransitMs: number;
  /** Medians of the ratios of captures that were written one after the other. */
  readonly sealedToPlain: number;
  readonly transitToPlain: number;
  /** The same where nothing waits for a disk: the cipher, the hashes and the keys alone, of one capture, in ms. */
  readonly cipherAloneMs: number;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function timedMs(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

const nowhere: SealedPieces = {
  write: async () => undefined,
  read: async () => null,
  list: async function* () {
    yield* [];
  },
  erase: async () => 0,
  eraseOne: async () => undefined,
  isReachable: async () => true,
};

export async function measureEvidence(isQuick: boolean): Promise<EvidenceFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  const service = await openTransit();
  try {
    const keys = await createFileKeys({ path: join(folder, 'master.key') });
    const ring = createKeyRing(join(folder, 'wrapping.keys'), keys);
    await ring.add();
    const transit = createTransitKeys(transitConfigOf(service));
    const disk = createDiskPieces({ folder: join(folder, 'evidence') });
    await disk.folder.mark();
    const random = createSystemRandom();
    const frames = Array.from({ length: pieces }, () => new Uint8Array(randomBytes(pieceBytes)));
    let captures = 0;

    async function sealed(wrapping: WrappingKeys, to: SealedPieces): Promise<number> {
      const vault = createEnvelopeVault({ keys, wrapping, store: createEncryptedStore(to), random });
      const id = `a_${(captures += 1)}` as ApplicationId;
      const owner = { id, ...(await vault.newKeys(id)) };
      return timedMs(async () => {
        for (const [index, frame] of frames.entries())
          await vault.putMedia(owner, { id: `e_${index}`, kind: 'liveness-frame' }, frame);
      });
    }
    async function plain(): Promise<number> {
      const applicationId = `a_${(captures += 1)}`;
      return timedMs(async () => {
        for (const frame of frames) await disk.write({ applicationId, address: sha256Of(frame) }, frame);
      });
    }

    const ways = {
      plain,
      sealed: () => sealed(ring, disk),
      transit: () => sealed(transit, disk),
      cipher: () => sealed(ring, nowhere),
    } as const;
    const names = Object.keys(ways) as (keyof typeof ways)[];
    const rounds: Record<keyof typeof ways, number>[] = [];
    for (let round = 0; round < (isQuick ? 9 : 33); round += 1) {
      const took = { plain: 0, sealed: 0, transit: 0, cipher: 0 };
      // each is first as often as the others: whoever comes first pays for what came before
      for (const name of names.map((_, at) => names[(at + round) % names.length] ?? 'plain'))
        took[name] = await ways[name]();
      rounds.push(took);
    }
    rounds.shift(); // warms up
    return {
      pieces,
      pieceBytes,
      plainMs: median(rounds.map((one) => one.plain)),
      sealedMs: median(rounds.map((one) => one.sealed)),
      sealedByTransitMs: median(rounds.map((one) => one.transit)),
      sealedToPlain: median(rounds.map((one) => one.sealed / one.plain)),
      transitToPlain: median(rounds.map((one) => one.transit / one.plain)),
      cipherAloneMs: median(rounds.map((one) => one.cipher)),
    };
  } finally {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export const evidenceAims = ({ sealedToPlain, transitToPlain }: EvidenceFigures): readonly Aim[] => [
  { what: 'one capture sealed, of the time it takes plainly', measured: sealedToPlain, below: 2 },
  { what: 'the same, keys at a service, cached', measured: transitToPlain, below: 2 },
];
