// A process that puts evidence and says so, until it is killed: `put-forever.ts <folder> <data key, hex>`.

import { createEncryptedDisk } from '../../support/encrypted-disk.ts';

const [folder = '', dataKeyHex = ''] = process.argv.slice(2);
const store = createEncryptedDisk({ folder });
const dataKey = Buffer.from(dataKeyHex, 'hex');

for (let index = 0; ; index++) {
  // the same byte all over, so that a half-written piece would show
  const receipt = await store.put(
    { applicationId: 'a_1', evidenceId: `e_${index}` },
    dataKey,
    new Uint8Array(300_000).fill(index % 256),
  );
  process.stdout.write(`${index} ${receipt.sha256} ${receipt.address}\n`);
}
