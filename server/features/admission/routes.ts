// Addresses by which a marketplace learns who is in, and anybody who no longer is.
import * as contract from '../../contract/admission.ts';
import { marketplaceOf, route, type Route } from '../../http/route.ts';
import type { StatementDeps } from './issue-statement.ts';
import { listRevocations } from './list-revocations.ts';
import { readAdmission } from './read-admission.ts';

export function admissionRoutes(deps: StatementDeps): readonly Route[] {
  return [
    route(contract.readAdmission, async (asked) => {
      marketplaceOf(asked);
      return readAdmission(deps, asked.params.applicationId);
    }),
    route(contract.readRevocations, async () => listRevocations(deps)),
  ];
}
