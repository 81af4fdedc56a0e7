// A process that wants a directory: says `holding` or `refused <pid>`, and stays until it is told or killed.
import { DirectoryInUse, lockDirectory } from '../../../server/adapters/database/directory-lock.ts';

process.stdin.resume();
process.stdin.once('data', () => {
  lockDirectory(process.argv[2] ?? '').then(
    () => process.stdout.write('holding\n'),
    (error: unknown) => {
      process.stdout.write(
        error instanceof DirectoryInUse ? `refused ${error.ownerPid}\n` : `${String(error)}\n`,
      );
    },
  );
});
process.stdin.once('end', () => process.exit(0));
process.stdout.write('awake\n');
