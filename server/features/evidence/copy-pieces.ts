// Copies the ciphertext of evidence from one place into another: names and bytes stay, no key is needed.
import { createHash } from 'node:crypto';
import type { StoredPiece } from '../../ports/evidence-store.ts';
import type { SealedPieces } from '../../ports/sealed-pieces.ts';

export interface CopyDeps {
  readonly from: Pick<SealedPieces, 'list' | 'read'>;
  readonly to: Pick<SealedPieces, 'list' | 'read' | 'write'>;
}

/** `altered`: its bytes are not those that it is named by. `not-kept`: what was read back is not what was written. */
export type CopyFault = 'altered' | 'not-kept';

export interface CopyReport {
  readonly copied: number;
  /** From an earlier run. */
  readonly there: number;
  readonly faults: number;
}

type Copied = CopyFault | 'copied' | 'gone';

/** Most of it is waiting. */
const atOnce = 8;

const isAddressOf = (address: string, sealed: Uint8Array): boolean =>
  !/^[0-9a-f]{64}$/.test(address) || createHash('sha256').update(sealed).digest('hex') === address;

async function copyOne({ from, to }: CopyDeps, piece: StoredPiece): Promise<Copied> {
  const sealed = await from.read(piece);
  if (sealed === null) return 'gone'; // erased meanwhile
  if (!isAddressOf(piece.address, sealed)) return 'altered';
  await to.write(piece, sealed);
  const kept = await to.read(piece);
  return kept !== null && Buffer.from(kept).equals(sealed) ? 'copied' : 'not-kept';
}

/** A piece of the same name and size at the other place is taken for copied; whether it is whole, a scrub tells there. */
export async function copyPieces(
  deps: CopyDeps,
  tell: (fault: CopyFault, piece: StoredPiece) => void,
): Promise<CopyReport> {
  const nameOf = ({ applicationId, address, bytes }: StoredPiece): string =>
    `${applicationId}/${address} ${bytes}`;
  const known = new Set<string>();
  for await (const piece of deps.to.list()) known.add(nameOf(piece));
  let [copied, there, faults] = [0, 0, 0];
  const copy = async (piece: StoredPiece): Promise<void> => {
    const end = await copyOne(deps, piece);
    if (end === 'copied') copied += 1;
    else if (end !== 'gone') {
      faults += 1;
      tell(end, piece);
    }
  };
  let waiting: StoredPiece[] = [];
  for await (const piece of deps.from.list()) {
    if (known.has(nameOf(piece))) {
      there += 1;
      continue;
    }
    waiting.push(piece);
    if (waiting.length < atOnce) continue;
    await Promise.all(waiting.map(copy));
    waiting = [];
  }
  await Promise.all(waiting.map(copy));
  return { copied, there, faults };
}
