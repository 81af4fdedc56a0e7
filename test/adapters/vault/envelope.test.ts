// What lies in the vault opens for its own application alone, and not at all once it was altered.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEncryptedDisk } from '../../support/encrypted-disk.ts';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { createEnvelopeVault } from '../../../server/adapters/vault/envelope.ts';
import type { ApplicationId } from '../../../server/domain/application.ts';
import type { Declaration } from '../../../server/domain/subject.ts';
import type { EvidenceKind } from '../../../server/domain/evidence.ts';
import { CannotOpen, type Keys } from '../../../server/ports/keys.ts';
import type { Owner, Piece, Vault } from '../../../server/ports/vault.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-vault-'));
const random = createSystemRandom();
const declaration: Declaration = {
  subjectKind: 'individual',
  legalName: '𠮷野·阿不都',
  citizenId: '990000199001010105',
  business: null,
  shop: { name: '木偶小店', categories: ['toys'], brands: [] },
  contact: { phone: '+86 10 5555 0100', email: null },
};
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(400).fill(7)]);

let vault: Vault;
let keys: Keys;
let mine: Owner;
let theirs: Owner;
async function newOwner(): Promise<Owner> {
  const id = random.id('a') as ApplicationId;
  return { id, ...(await vault.newKeys(id)) };
}
beforeAll(async () => {
  keys = await createFileKeys({ path: join(folder, 'master.key') });
  vault = createEnvelopeVault({
    keys,
    wrapping: keys,
    store: createEncryptedDisk({ folder: join(folder, 'evidence') }),
    random,
  });
  [mine, theirs] = [await newOwner(), await newOwner()];
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a declaration comes back as it was, for its own application alone', async () => {
  const sealed = await vault.sealDeclaration(mine, declaration);
  expect(Buffer.from(sealed).includes(declaration.citizenId)).toBe(false);
  expect(await vault.openDeclaration(mine, sealed)).toEqual(declaration);
  await expect(vault.openDeclaration(theirs, sealed)).rejects.toThrow('cannot be opened');
  const altered = Uint8Array.from(sealed, (byte, index) => (index === sealed.length - 1 ? byte ^ 1 : byte));
  await expect(vault.openDeclaration(mine, altered)).rejects.toThrow('cannot be opened');
});

test('a template comes back number for number, under its own label alone', async () => {
  const template = Float32Array.from({ length: 128 }, (_, index) => Math.sin(index));
  const sealed = await vault.sealTemplate(mine, 'l_1', template);
  expect(await vault.openTemplate(mine, 'l_1', sealed)).toEqual(template);
  await expect(vault.openTemplate(mine, 'l_2', sealed)).rejects.toThrow('cannot be opened');
  await expect(vault.openTemplate(theirs, 'l_1', sealed)).rejects.toThrow('cannot be opened');
  await expect(vault.openDeclaration(mine, sealed)).rejects.toThrow('cannot be opened');
});

test('a picture comes back byte for byte, is unreadable on the disk, and can be erased', async () => {
  const piece = { id: random.id('e'), kind: 'id-front' } as const;
  const kept = { ...piece, ...(await vault.putMedia(mine, piece, jpeg)) };
  expect(kept.bytes).toBe(jpeg.length);
  expect(kept.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(Buffer.from(await vault.getMedia(mine, kept))).toEqual(jpeg);
  await expect(vault.getMedia(theirs, kept)).rejects.toThrow();
  // somebody who has the application's name but another key
  await expect(vault.getMedia({ ...theirs, id: mine.id }, kept)).rejects.toThrow();
  const files = readdirSync(join(folder, 'evidence'), { recursive: true, withFileTypes: true });
  const [file] = files.filter((one) => one.name.endsWith('.evidence'));
  expect(readFileSync(join(file?.parentPath ?? '', file?.name ?? '')).includes(jpeg.subarray(0, 8))).toBe(
    false,
  );
  await vault.eraseMedia(mine, kept);
  await expect(vault.getMedia(mine, kept)).rejects.toThrow();
});

test('a class whose key was replaced is forgotten, and the others last', async () => {
  const owner = await newOwner();
  const put = async (kind: EvidenceKind): Promise<Piece> => {
    const piece = { id: random.id('e'), kind };
    return { ...piece, ...(await vault.putMedia(owner, piece, jpeg)) };
  };
  const [card, face, portrait] = [
    await put('id-front'),
    await put('best-frame'),
    await put('record-portrait'),
  ];
  const template = await vault.sealTemplate(owner, 'l_1', new Float32Array(128));
  const sealed = await vault.sealDeclaration(owner, declaration);
  const { faceKey } = await vault.newKeys(owner.id);
  const after = { ...owner, faceKey };
  await expect(vault.getMedia(after, face)).rejects.toMatchObject({ why: 'altered' });
  await expect(vault.getMedia(after, portrait)).rejects.toMatchObject({ why: 'altered' });
  expect(Buffer.from(await vault.getMedia(after, card))).toEqual(jpeg);
  expect((await vault.openTemplate(after, 'l_1', template)).length).toBe(128);
  expect(await vault.openDeclaration(after, sealed)).toEqual(declaration);
  const { documentKey, templateKey } = await vault.newKeys(owner.id);
  await expect(vault.openTemplate({ ...owner, templateKey }, 'l_1', template)).rejects.toThrow(CannotOpen);
  await expect(vault.openDeclaration({ ...owner, documentKey }, sealed)).rejects.toThrow(CannotOpen);
});

test('a key of one class is not taken for one of another', async () => {
  const owner = await newOwner();
  const mixedUp = { ...owner, faceKey: owner.documentKey };
  const piece = { id: random.id('e'), kind: 'best-frame' } as const;
  await expect(vault.putMedia(mixedUp, piece, jpeg)).rejects.toThrow(CannotOpen);
});

test('what was locked before there were classes still opens', async () => {
  const id = random.id('a') as ApplicationId;
  const only = await keys.wrap(random.bytes(32), `data-key:${id}`);
  const owner = { id, documentKey: only, faceKey: only, templateKey: only };
  const piece = { id: random.id('e'), kind: 'best-frame' } as const;
  const kept = { ...piece, ...(await vault.putMedia(owner, piece, jpeg)) };
  expect(Buffer.from(await vault.getMedia(owner, kept))).toEqual(jpeg);
  const text = new TextEncoder().encode(JSON.stringify(declaration));
  const sealed = await keys.seal(text, `declaration:${id}`);
  expect(await vault.openDeclaration(owner, sealed)).toEqual(declaration);
});

test('the same person is found again in every application, by keys that this master key alone can make', async () => {
  const keys = await vault.subjectKeys(declaration);
  expect(await vault.subjectKeys({ ...declaration, legalName: '王五' })).toEqual(keys);
  const neighbour = await vault.subjectKeys({ ...declaration, citizenId: '990000199001020105' });
  expect(neighbour.citizenKey).not.toBe(keys.citizenKey);
  expect(neighbour.lastFourKey).toBe(keys.lastFourKey);
  expect(await vault.lastFourKey('0105')).toBe(keys.lastFourKey);
  expect(await vault.lastFourKey('012x')).toBe(await vault.lastFourKey('012X'));

  const otherKeys = await createFileKeys({ path: join(folder, 'other.key') });
  const others = createEnvelopeVault({
    keys: otherKeys,
    wrapping: otherKeys,
    store: createEncryptedDisk({ folder: join(folder, 'evidence') }),
    random,
  });
  const foreign = await others.subjectKeys(declaration);
  expect(foreign.citizenKey).not.toBe(keys.citizenKey);
  expect(foreign.lastFourKey).not.toBe(keys.lastFourKey);
});

test('equal characters in different fields are not seen to be equal', async () => {
  const business = { code: declaration.citizenId, name: '木偶商行', legalRepresentative: '林试' };
  const keys = await vault.subjectKeys({ ...declaration, business });
  expect(keys.businessKey).not.toBeNull();
  expect(new Set(Object.values(keys)).size).toBe(3);
});
