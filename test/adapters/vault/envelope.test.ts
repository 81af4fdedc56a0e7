// What lies in the vault opens for its own application alone, and not at all once it was altered.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEncryptedDisk } from '../../../server/adapters/evidence-store/encrypted-disk.ts';
import { createFileKeys } from '../../../server/adapters/keys/file.ts';
import { createSystemRandom } from '../../../server/adapters/system/random.ts';
import { createEnvelopeVault } from '../../../server/adapters/vault/envelope.ts';
import type { ApplicationId } from '../../../server/domain/application.ts';
import type { Declaration } from '../../../server/domain/subject.ts';
import type { Owner, Vault } from '../../../server/ports/vault.ts';

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
let mine: Owner;
let theirs: Owner;
async function newOwner(): Promise<Owner> {
  const id = random.id('a') as ApplicationId;
  return { id, wrappedKey: await vault.newKey(id) };
}
beforeAll(async () => {
  const keys = await createFileKeys({ path: join(folder, 'master.key') });
  vault = createEnvelopeVault({
    keys,
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
  const id = random.id('e');
  const { bytes, sha256 } = await vault.putMedia(mine, id, jpeg);
  expect(bytes).toBe(jpeg.length);
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(Buffer.from(await vault.getMedia(mine, id))).toEqual(jpeg);
  await expect(vault.getMedia(theirs, id)).rejects.toThrow();
  // somebody who has the application's name but another key
  await expect(vault.getMedia({ id: mine.id, wrappedKey: theirs.wrappedKey }, id)).rejects.toThrow();
  const files = readdirSync(join(folder, 'evidence'), { recursive: true, withFileTypes: true });
  const [file] = files.filter((one) => one.isFile());
  expect(readFileSync(join(file?.parentPath ?? '', file?.name ?? '')).includes(jpeg.subarray(0, 8))).toBe(
    false,
  );
  await vault.eraseMedia(mine, id);
  await expect(vault.getMedia(mine, id)).rejects.toThrow();
});

test('the same person is found again in every application, by keys that this master key alone can make', async () => {
  const keys = await vault.subjectKeys(declaration);
  expect(await vault.subjectKeys({ ...declaration, legalName: '王五' })).toEqual(keys);
  const neighbour = await vault.subjectKeys({ ...declaration, citizenId: '990000199001020105' });
  expect(neighbour.citizenKey).not.toBe(keys.citizenKey);
  expect(neighbour.lastFourKey).toBe(keys.lastFourKey);
  expect(await vault.lastFourKey('0105')).toBe(keys.lastFourKey);
  expect(await vault.lastFourKey('012x')).toBe(await vault.lastFourKey('012X'));

  const others = createEnvelopeVault({
    keys: await createFileKeys({ path: join(folder, 'other.key') }),
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
