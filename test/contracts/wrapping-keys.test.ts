// Runs the contract of wrapping keys on the key ring, on the master key alone, and on a transit engine.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { createKeysByForm } from '../../server/adapters/wrapping-keys/by-form.ts';
import { createKeyRing } from '../../server/adapters/wrapping-keys/key-ring.ts';
import { createTransitKeys } from '../../server/adapters/wrapping-keys/transit.ts';
import { openTransit } from '../support/transit.ts';
import { transitConfigOf } from '../support/transit-config.ts';
import { wrappingKeysContract } from './wrapping-keys.ts';

async function inFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-wrapping-'));
  const master = await createFileKeys({ path: join(folder, 'master.key') });
  const ring = () => createKeyRing(join(folder, 'wrapping.keys'), master);
  /** A file that others may use is refused. */
  const goAway = async () => {
    await chmod(join(folder, 'wrapping.keys'), 0o644);
    return () => chmod(join(folder, 'wrapping.keys'), 0o600);
  };
  return { ring, goAway, close: () => rm(folder, { recursive: true }) };
}

wrappingKeysContract('key ring', async () => {
  const { ring, goAway, close } = await inFolder();
  const keys = ring();
  await keys.add();
  return { keys, others: ring(), exchange: () => keys.add(), goAway, close };
});

wrappingKeysContract('master key alone', async () => {
  const { ring, close } = await inFolder();
  return { keys: ring(), others: ring(), exchange: null, goAway: null, close };
});

wrappingKeysContract('transit', async () => {
  const { ring, close } = await inFolder();
  const service = await openTransit();
  const open = () => createKeysByForm(ring(), createTransitKeys(transitConfigOf(service)), 'transit');
  return {
    keys: open(),
    others: open(),
    exchange: async () => service.rotate(),
    goAway: async () => {
      service.trouble('sealed');
      return async () => service.trouble(null);
    },
    close: async () => {
      await service.close();
      await close();
    },
  };
});
