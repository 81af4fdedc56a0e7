// Evidence, encrypted before it goes to wherever pieces lie; the address of a piece is the hash of its ciphertext.
import { EvidenceUnreadable, type EvidenceStore } from '../../ports/evidence-store.ts';
import type { SealedPieces } from '../../ports/sealed-pieces.ts';
import { decryptEvidence, encryptEvidence } from '../cipher/media.ts';
import { boundTo, isHash, sha256Of } from './pieces.ts';

export function createEncryptedStore(pieces: SealedPieces): EvidenceStore {
  return {
    async put(ref, dataKey, bytes) {
      const sealed = encryptEvidence(bytes, dataKey, boundTo(ref));
      const address = sha256Of(sealed);
      await pieces.write({ applicationId: ref.applicationId, address }, sealed);
      return { sha256: sha256Of(bytes), bytes: bytes.length, address };
    },

    async get(piece, dataKey) {
      const bound = boundTo(piece);
      const sealed = await pieces.read(piece);
      if (sealed === null) throw new EvidenceUnreadable('missing');
      return decryptEvidence(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.length), dataKey, bound);
    },

    async inspect(place) {
      const sealed = await pieces.read(place);
      if (sealed === null) return 'missing';
      if (!isHash(place.address)) return 'unnamed';
      return sha256Of(sealed) === place.address ? 'whole' : 'altered';
    },

    list: () => pieces.list(),
    erase: (applicationId) => pieces.erase(applicationId),
    eraseOne: (place) => pieces.eraseOne(place),
    isReachable: (signal) => pieces.isReachable(signal),
  };
}
