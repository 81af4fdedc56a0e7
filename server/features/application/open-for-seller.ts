// Opens an application for a seller that the marketplace names, or finds the one that is under way.
import type { SellerApplication } from '../../contract/admission.ts';
import {
  turnOf,
  type ApplicationId,
  type ApplicationState,
  type Language,
} from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { resumeLinkLifetimeMs } from '../../domain/limits.ts';
import type { Jurisdiction } from '../../domain/retention.ts';
import { faultOfSellerReference, type SellerReference } from '../../domain/seller-reference.ts';
import type { Stores } from '../../ports/database.ts';
import type { Tokens } from '../../ports/tokens.ts';
import { newDraft, openedBy, type OpenDeps } from './open-application.ts';
import { makeResumeLink } from './resume-link.ts';

export interface OpenForSellerDeps extends OpenDeps {
  readonly tokens: Tokens;
  readonly publicUrl: string;
}

/** Over without an admission: the seller may apply anew. */
const isOver: Record<ApplicationState, boolean> = {
  draft: false,
  checking: false,
  in_review: false,
  awaiting_resubmission: false,
  admitted: false,
  refused: true,
  withdrawn: true,
  expired: true,
  revoked: true,
};

function readReference(text: string, today: Date): SellerReference {
  const fault = faultOfSellerReference(text, today);
  if (fault !== null)
    throw new DomainError('invalid-request', { errors: [{ pointer: '/sellerReference', code: fault }] });
  return text as SellerReference;
}

/** A link opens everything that is in the application, so there is none for others once the seller has put something in. */
async function isUntouched(stores: Stores, id: ApplicationId, state: ApplicationState): Promise<boolean> {
  return state === 'draft' && Object.keys(await stores.consents.current(id)).length === 0;
}

/** Asking twice for one seller is the same as once: two applications of a seller are never under way. */
export async function openForSeller(
  deps: OpenForSellerDeps,
  keyId: string,
  wanted: {
    readonly sellerReference: string;
    readonly language: Language;
    readonly jurisdiction?: Jurisdiction | undefined;
  },
): Promise<SellerApplication> {
  const { database, clock } = deps;
  const at = clock.now();
  const reference = readReference(wanted.sellerReference, at);
  const draft = await newDraft(deps, wanted.language, wanted.jurisdiction ?? null);
  const found = await database.transaction(async (tx) => {
    await tx.sellerReferences.lock(reference);
    const known = (await tx.sellerReferences.applicationsOf(reference)).find(({ state }) => !isOver[state]);
    if (known !== undefined) return { ...known, isNew: false };
    await tx.applications.open(draft);
    await tx.sellerReferences.add({ applicationId: draft.id, reference, keyId, at });
    await tx.audit.append(openedBy({ kind: 'marketplace', keyId }, draft));
    return { applicationId: draft.id, state: draft.state, isNew: true };
  });
  const { applicationId, state, isNew } = found;
  const hasLink = isNew || (await isUntouched(database, applicationId, state));
  return {
    applicationId,
    sellerReference: reference,
    state,
    turn: turnOf[state],
    isNew,
    applyLink: hasLink ? await makeResumeLink(deps, applicationId) : null,
    applyLinkExpiresAt: hasLink ? new Date(at.getTime() + resumeLinkLifetimeMs).toISOString() : null,
  };
}
