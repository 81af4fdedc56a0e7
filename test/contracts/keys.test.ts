// Runs the keys' contract on the master key file.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { createFileKeys } from '../../server/adapters/keys/file.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { keysContract } from './keys.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-keys-'));
});
afterAll(() => rm(folder, { recursive: true }));

keysContract('file', (masterKey) => createFileKeys({ path: join(folder, masterKey) }));

const configured = {
  a: new Sensitive(randomBytes(32).toString('base64')),
  b: new Sensitive(randomBytes(32).toString('base64')),
};
keysContract('configuration', (masterKey) =>
  createFileKeys({ path: join(folder, 'not-used'), masterKey: configured[masterKey] }),
);
