// The vault over an evidence store: one data key per application, wrapped by the master key.
import { createHmac } from 'node:crypto';
import { identityKinds, normalIdentity, type IdentityKind } from '../../domain/identity-key.ts';
import type { Declaration } from '../../domain/subject.ts';
import type { EvidenceStore } from '../../ports/evidence-store.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';
import type { Owner, Vault } from '../../ports/vault.ts';

const dataKeyBytes = 32;
const lastFourCharacters = 4;

export function createEnvelopeVault(deps: { keys: Keys; store: EvidenceStore; random: Random }): Vault {
  const { keys, store, random } = deps;
  const keyContext = (id: string): string => `data-key:${id}`;
  const declarationContext = (owner: Owner): string => `declaration:${owner.id}`;
  const textContext = (owner: Owner, label: string): string => `text:${owner.id}:${label}`;
  const templateContext = (owner: Owner, label: string): string => `template:${owner.id}:${label}`;
  const dataKeyOf = (owner: Owner): Promise<Uint8Array> =>
    keys.unwrap(owner.wrappedKey, keyContext(owner.id));

  /** A key of its own for each kind: the same characters in two places are not seen to be the same. */
  const blindIndex = async (kind: IdentityKind | 'last-four', text: string): Promise<string> =>
    createHmac('sha256', await keys.tokenSecret(`index ${kind}`))
      .update(text)
      .digest('hex');
  const lastFourKey = (text: string): Promise<string> => blindIndex('last-four', text.toUpperCase());

  return {
    newKey: (id) => keys.wrap(random.bytes(dataKeyBytes), keyContext(id)),
    sealDeclaration: (owner, declaration) =>
      keys.seal(new TextEncoder().encode(JSON.stringify(declaration)), declarationContext(owner)),
    async openDeclaration(owner, sealed) {
      const text = new TextDecoder().decode(await keys.open(sealed, declarationContext(owner)));
      return JSON.parse(text) as Declaration;
    },
    subjectKeys: async ({ citizenId, business }) => ({
      citizenKey: await blindIndex('citizen', citizenId),
      lastFourKey: await lastFourKey(citizenId.slice(-lastFourCharacters)),
      businessKey: business === null ? null : await blindIndex('business', business.code),
    }),
    identityKeys: (identity) =>
      Promise.all(
        identityKinds.flatMap((kind) => {
          const text = normalIdentity(kind, identity[kind] ?? '');
          return text === '' ? [] : [blindIndex(kind, text).then((key) => ({ kind, key }))];
        }),
      ),
    lastFourKey,
    sealTemplate: (owner, label, template) =>
      keys.seal(
        new Uint8Array(template.buffer, template.byteOffset, template.byteLength),
        templateContext(owner, label),
      ),
    async openTemplate(owner, label, sealed) {
      const bytes = await keys.open(sealed, templateContext(owner, label));
      return new Float32Array(Uint8Array.from(bytes).buffer);
    },
    sealText: (owner, label, text) => keys.seal(new TextEncoder().encode(text), textContext(owner, label)),
    openText: async (owner, label, sealed) =>
      new TextDecoder().decode(await keys.open(sealed, textContext(owner, label))),
    putMedia: async (owner, evidenceId, bytes) =>
      store.put({ applicationId: owner.id, evidenceId }, await dataKeyOf(owner), bytes),
    getMedia: async (owner, evidenceId) =>
      store.get({ applicationId: owner.id, evidenceId }, await dataKeyOf(owner)),
    eraseMedia: (owner, evidenceId) => store.eraseOne({ applicationId: owner.id, evidenceId }),
  };
}
