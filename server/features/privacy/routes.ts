// Addresses of what an applicant may ask about their own data, and of what keeps it from being erased.
import type { ApplicationView } from '../../contract/application.ts';
import * as access from '../../contract/access.ts';
import * as contract from '../../contract/privacy.ts';
import * as retention from '../../contract/retention.ts';
import type { ApplicationId } from '../../domain/application.ts';
import { DomainError } from '../../domain/errors.ts';
import { filingThreshold } from '../../domain/stored-faces.ts';
import { marketplaceOf, operatorOf, reviewerOf, route, type Route } from '../../http/route.ts';
import type { Database } from '../../ports/database.ts';
import type { NamedHold } from '../../ports/retention.ts';
import type { EraseDeps } from './erase-due.ts';
import { issueErasureReceipt, type ErasureReceiptDeps } from './issue-erasure-receipt.ts';
import { liftLegalHold, setLegalHold, type HoldDeps } from './legal-hold.ts';
import { readAccess, readAccessPicture, type AccessDeps } from './read-access.ts';
import { tellExit } from './tell-exit.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export interface PrivacyDeps extends EraseDeps, HoldDeps, AccessDeps, ErasureReceiptDeps {
  readonly database: EraseDeps['database'];
  readonly view: (id: ApplicationId) => Promise<ApplicationView>;
}

const mostHolds = 1000;

async function findHolds(
  { retention: kept }: Database,
  of: ApplicationId | null,
): Promise<readonly NamedHold[]> {
  if (of === null) return kept.holds(mostHolds);
  const found = await kept.holdOf(of);
  return found === null ? [] : [found];
}

const holdView = ({ id: holdId, setAt, ...hold }: NamedHold): retention.LegalHoldView => ({
  ...hold,
  holdId,
  setAt: setAt.toISOString(),
});

export function privacyRoutes(deps: PrivacyDeps): readonly Route[] {
  return [
    route(contract.withdrawConsent, async ({ params }) => {
      await withdrawConsent(deps, params.applicationId, params.item);
      return deps.view(params.applicationId);
    }),
    route(contract.readErasureReceipt, async ({ params }) => issueErasureReceipt(deps, params.applicationId)),
    route(access.readAccess, async ({ params }) => readAccess(deps, params.applicationId)),
    route(access.downloadAccess, async ({ params }) => {
      const copy = await readAccess(deps, params.applicationId);
      return {
        bytes: Buffer.from(JSON.stringify(copy, null, 2), 'utf8'),
        fileName: `portcullis-copy-${params.applicationId}.json`,
      };
    }),
    route(access.readAccessPicture, async ({ params }) =>
      readAccessPicture(deps, params.applicationId, params.evidenceId),
    ),
    route(retention.tellExit, async (asked) => {
      const { keyId } = marketplaceOf(asked);
      return tellExit(deps, asked.params.applicationId, { keyId, leftAt: new Date(asked.body.leftAt) });
    }),
    route(retention.listLegalHolds, async (asked) => {
      operatorOf(asked);
      const { applicationId } = asked.query;
      return { holds: (await findHolds(deps.database, applicationId ?? null)).map(holdView) };
    }),
    route(retention.readStoredFaces, async (asked) => {
      if (reviewerOf(asked).reviewer.role === 'reviewer')
        throw new DomainError('role-not-enough', { role: 'lead' });
      const { since, countedAt, ...figures } = await deps.database.storedFaces.figures();
      return {
        ...figures,
        since: since?.toISOString() ?? null,
        countedAt: countedAt?.toISOString() ?? null,
        threshold: filingThreshold,
      };
    }),
    route(retention.setLegalHold, async (asked) => {
      const wanted = { ...asked.body, by: operatorOf(asked) };
      const hold = await setLegalHold(deps, asked.params.applicationId, wanted);
      return holdView({ ...hold, setByName: reviewerOf(asked).reviewer.name });
    }),
    route(retention.liftLegalHold, async (asked) => {
      await liftLegalHold(deps, asked.params.applicationId, { ...asked.body, by: operatorOf(asked) });
    }),
  ];
}
