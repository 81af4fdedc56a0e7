// The vault over an evidence store: data keys for each application and class, wrapped by a key that is none of them.
import { createHmac, createSecretKey } from 'node:crypto';
import { identityKinds, normalIdentity, type IdentityKind } from '../../domain/identity-key.ts';
import type { Declaration } from '../../domain/subject.ts';
import { mediaKeyOf, type KeyClass } from '../../domain/key-class.ts';
import type { EvidenceStore } from '../../ports/evidence-store.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Random } from '../../ports/random.ts';
import type { Owner, Vault } from '../../ports/vault.ts';
import type { WrappingKeys } from '../../ports/wrapping-keys.ts';
import { createLock, type Lock } from '../cipher/lock.ts';
import { keyContext, unwrapDataKey } from './data-key.ts';

const dataKeyBytes = 32;
const lastFourCharacters = 4;

/** Not a secret: tells what a data key locked from what the master key did, before there were keys of classes. */
const ofDataKey = Buffer.from('PCD1', 'ascii');
const markAt = 1;

const isOfDataKey = (sealed: Uint8Array): boolean =>
  Buffer.from(sealed.subarray(markAt, markAt + ofDataKey.length)).equals(ofDataKey);

export function createEnvelopeVault(deps: {
  keys: Keys;
  wrapping: Pick<WrappingKeys, 'wrap' | 'unwrap'>;
  store: EvidenceStore;
  random: Random;
}): Vault {
  const { keys, wrapping, store, random } = deps;
  const declarationContext = (owner: Owner): string => `declaration:${owner.id}`;
  const textContext = (owner: Owner, label: string): string => `text:${owner.id}:${label}`;
  const templateContext = (owner: Owner, label: string): string => `template:${owner.id}:${label}`;

  const dataKeyOf = (owner: Owner, of: KeyClass): Promise<Uint8Array> =>
    unwrapDataKey(wrapping, owner.id, of, owner[`${of}Key`]);
  const lockOf = async (owner: Owner, of: KeyClass): Promise<Lock> =>
    createLock(createSecretKey(await dataKeyOf(owner, of)), ofDataKey);
  const seal = async (owner: Owner, of: KeyClass, plain: Uint8Array, context: string): Promise<Uint8Array> =>
    (await lockOf(owner, of)).lock(plain, context);
  const open = async (
    owner: Owner,
    of: KeyClass,
    sealed: Uint8Array,
    context: string,
  ): Promise<Uint8Array> =>
    isOfDataKey(sealed) ? (await lockOf(owner, of)).unlock(sealed, context) : keys.open(sealed, context);
  const newKey = (id: string, of: KeyClass): Promise<Uint8Array> =>
    wrapping.wrap(random.bytes(dataKeyBytes), keyContext(id, of));

  /** A key of its own for each kind: the same characters in two places are not seen to be the same. */
  const blindIndex = async (kind: IdentityKind | 'last-four', text: string): Promise<string> =>
    createHmac('sha256', await keys.tokenSecret(`index ${kind}`))
      .update(text)
      .digest('hex');
  const lastFourKey = (text: string): Promise<string> => blindIndex('last-four', text.toUpperCase());

  return {
    newKeys: async (id) => ({
      documentKey: await newKey(id, 'document'),
      faceKey: await newKey(id, 'face'),
      templateKey: await newKey(id, 'template'),
    }),
    sealDeclaration: (owner, declaration) =>
      seal(
        owner,
        'document',
        new TextEncoder().encode(JSON.stringify(declaration)),
        declarationContext(owner),
      ),
    async openDeclaration(owner, sealed) {
      const bytes = await open(owner, 'document', sealed, declarationContext(owner));
      return JSON.parse(new TextDecoder().decode(bytes)) as Declaration;
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
      seal(
        owner,
        'template',
        new Uint8Array(template.buffer, template.byteOffset, template.byteLength),
        templateContext(owner, label),
      ),
    async openTemplate(owner, label, sealed) {
      const bytes = await open(owner, 'template', sealed, templateContext(owner, label));
      return new Float32Array(Uint8Array.from(bytes).buffer);
    },
    sealText: (owner, label, text) =>
      seal(owner, 'document', new TextEncoder().encode(text), textContext(owner, label)),
    openText: async (owner, label, sealed) =>
      new TextDecoder().decode(await open(owner, 'document', sealed, textContext(owner, label))),
    putMedia: async (owner, { id, kind }, bytes) =>
      store.put({ applicationId: owner.id, evidenceId: id }, await dataKeyOf(owner, mediaKeyOf[kind]), bytes),
    getMedia: async (owner, { id, kind, address }) =>
      store.get(
        { applicationId: owner.id, evidenceId: id, address },
        await dataKeyOf(owner, mediaKeyOf[kind]),
      ),
    eraseMedia: ({ id }, { address }) => store.eraseOne({ applicationId: id, address }),
  };
}
