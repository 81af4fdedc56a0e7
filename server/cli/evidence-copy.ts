// `portcullis evidence copy`: moves house with everything that is kept about people, without a key to look at it.
import { folderComplaint, openEvidenceFolder, openObjectStore } from '../compose-evidence.ts';
import { ConfigError, readConfig, type Config } from '../config.ts';
import { copyPieces } from '../features/evidence/copy-pieces.ts';

/** Exit code: 0 when all is at the other place, 1 when a piece could not go there as it was. No database is needed. */
export async function copyByCommand(
  environment: Readonly<Record<string, string | undefined>>,
  place: Config['EVIDENCE_STORE'],
  print: (line: string) => void,
): Promise<0 | 1> {
  const config = readConfig(environment);
  const [disk, objects] = [openEvidenceFolder(config), await openObjectStore(config)];
  if (objects === null)
    throw new ConfigError('to copy, the object store is described: S3_BUCKET, S3_REGION and a key');
  // who copies into a folder says that it is the one
  if (place === 'disk') await disk.folder.mark();
  else if (!(await disk.folder.isMarked())) throw new ConfigError(folderComplaint(disk.folder));
  const [from, to] = place === 'disk' ? [objects, disk] : [disk, objects];
  const { copied, there, faults } = await copyPieces({ from, to }, (fault, piece) =>
    print(`${fault}  ${piece.applicationId} ${piece.address}`),
  );
  print(`${copied} copied, ${there} there already, ${faults} not copied`);
  if (config.EVIDENCE_STORE !== place)
    print(`next: start with EVIDENCE_STORE=${place}, copy once more, then run \`evidence scrub\``);
  return faults > 0 ? 1 : 0;
}
