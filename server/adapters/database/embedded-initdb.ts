// Makes an empty cluster in the folder named by its argument; a process of its own, because initdb peaks at 840 MB.
import { PGlite } from '@electric-sql/pglite';

const directory = process.argv[2];
if (directory === undefined) throw new Error('embedded-initdb needs a folder');
const db = await PGlite.create({ dataDir: directory });
await db.close();
