// Takes a photo of a document: decoded, judged, kept encrypted; findings are named before the attempt is spent.
import type { ApplicationId } from '../../domain/application.ts';
import { demandEditable } from '../../domain/editable.ts';
import { DomainError } from '../../domain/errors.ts';
import { staleAfter, type PhotoFinding, type PhotoKind } from '../../domain/evidence.ts';
import { takesPhoto } from '../../domain/journey.ts';
import { attempts } from '../../domain/limits.ts';
import { faceMargin, judgePhoto, type PhotoLimits, type SeenPhoto } from '../../domain/photo-quality.ts';
import { poseOf } from '../../domain/pose.ts';
import type { ApplicationRow } from '../../ports/applications.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database, Stores } from '../../ports/database.ts';
import type { FaceEngine, Sighting } from '../../ports/face-engine.ts';
import type { Pictures } from '../../ports/pictures.ts';
import type { Random } from '../../ports/random.ts';
import type { Vault } from '../../ports/vault.ts';

export interface AddPhotoDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly pictures: Pictures;
  readonly engine: FaceEngine;
  readonly clock: Clock;
  readonly random: Random;
  readonly photoLimits: PhotoLimits;
}

export interface OfferedPhoto {
  readonly kind: PhotoKind;
  readonly upload: Uint8Array;
  /** Keep it in spite of its findings: a person will judge. */
  readonly insists: boolean;
}

/** Longer side of a kept document photo: text of a photographed card stays readable. */
const keptSidePx = 2400;
const hourMs = 3_600_000;

async function demandReady(stores: Stores, row: ApplicationRow, kind: PhotoKind): Promise<void> {
  if ((await stores.consents.current(row.id))['id-document'] !== 'granted')
    throw new DomainError('consent-missing', { item: 'id-document' });
  if (row.subjectKind === null) throw new DomainError('application-incomplete', { missing: ['declaration'] });
  if (!takesPhoto(kind, row.subjectKind))
    throw new DomainError('invalid-request', {
      errors: [{ pointer: '/kind', code: 'not-for-this-subject' }],
    });
}

const otherSide: Partial<Record<PhotoKind, PhotoKind>> = { 'id-front': 'id-back', 'id-back': 'id-front' };

function seenIn(sighting: Sighting): SeenPhoto {
  const { widthPx, heightPx, sharpness, exposure, chroma } = sighting;
  const faces = sighting.faces.map(({ landmarks }) => {
    const { faceWidthPx } = poseOf(landmarks);
    return { widthPx: faceWidthPx, margin: faceMargin(landmarks, faceWidthPx, sighting) };
  });
  const { meanLuma, clippedShare } = exposure;
  return { widthPx, heightPx, faces, sharpness, meanLuma, clippedShare, chroma };
}

/** Throws the most important finding as its problem, with all of them in `findings`, unless the applicant insists. */
export async function addPhoto(
  deps: AddPhotoDeps,
  id: ApplicationId,
  offered: OfferedPhoto,
  signal: AbortSignal,
): Promise<void> {
  const { database, vault, pictures, engine, clock, random, photoLimits } = deps;
  const { kind } = offered;
  const early = demandEditable(await database.applications.find(id));
  await demandReady(database, early, kind);
  const at = clock.now();
  if ((await database.evidence.countSince(id, new Date(at.getTime() - hourMs))) >= attempts.photosPerHour)
    throw new DomainError('too-many-attempts');

  const picture = await pictures.normalise(offered.upload, keptSidePx);
  const sighting = await engine.look(picture.jpeg, { purpose: 'document', embed: 'none' }, signal);
  const judged = judgePhoto(kind, seenIn(sighting), photoLimits);

  const evidenceId = random.id('e');
  const kept = await vault.putMedia(early, { id: evidenceId, kind }, picture.jpeg);
  try {
    await database.transaction(async (tx) => {
      const row = demandEditable(await tx.applications.lock(id));
      await demandReady(tx, row, kind);
      const isOtherSide = (await tx.evidence.current(id)).some(
        (piece) => piece.kind === otherSide[kind] && piece.sha256 === kept.sha256,
      );
      const findings: readonly PhotoFinding[] = isOtherSide
        ? ['same-photo-twice', ...judged.findings]
        : judged.findings;
      const [worst] = findings;
      if (worst !== undefined && !offered.insists) throw new DomainError(worst, { findings });
      await tx.evidence.supersede(id, [kind]);
      await tx.evidence.add({
        id: evidenceId,
        applicationId: id,
        kind,
        ...kept,
        mediaType: 'image/jpeg',
        findings,
        measurements: judged.measurements,
        capture: null,
        addedAt: at,
      });
      await tx.applications.save(id, { fix: row.fix.filter(({ item }) => item !== kind) });
      await tx.audit.append({
        type: 'evidence.added',
        applicationId: id,
        actor: { kind: 'applicant' },
        at,
        data: { evidenceId, kind, sha256: kept.sha256, stale: staleAfter[kind] },
      });
    });
  } catch (error) {
    await vault.eraseMedia(early, kept);
    throw error;
  }
}
