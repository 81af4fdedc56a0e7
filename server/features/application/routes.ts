// Addresses of opening, declaring, submitting and following an application.
import { openForSeller as openForSellerAddress } from '../../contract/admission.ts';
import * as contract from '../../contract/application.ts';
import type { ApplicationId } from '../../domain/application.ts';
import type { Jurisdiction } from '../../domain/retention.ts';
import type { ServiceLevels } from '../../domain/service-levels.ts';
import { applicantOf, marketplaceOf, route, type Route } from '../../http/route.ts';
import type { DeviceLimits } from '../../http/device-limits.ts';
import type { Sessions } from '../../http/sessions.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Database } from '../../ports/database.ts';
import type { Jobs } from '../../ports/jobs.ts';
import type { Random } from '../../ports/random.ts';
import type { Tokens } from '../../ports/tokens.ts';
import type { Vault } from '../../ports/vault.ts';
import { appealRefusal } from './appeal-refusal.ts';
import { declareSubject } from './declare-subject.ts';
import { openApplication } from './open-application.ts';
import { openForSeller } from './open-for-seller.ts';
import { makeResumeLink, resumeApplication } from './resume-link.ts';
import { submitApplication } from './submit-application.ts';
import { viewApplication } from './view-application.ts';
import { withdrawApplication } from './withdraw-application.ts';

export interface ApplicationDeps {
  database: Database;
  vault: Vault;
  jobs: Jobs;
  tokens: Tokens;
  clock: Clock;
  random: Random;
  sessions: Sessions;
  deviceLimits: DeviceLimits;
  levels: ServiceLevels;
  marketplace: string;
  serviceWaitMs: number;
  publicUrl: string;
  jurisdiction: Jurisdiction;
}

export function applicationRoutes(deps: ApplicationDeps): readonly Route[] {
  const view = (id: ApplicationId): Promise<contract.ApplicationView> => viewApplication(deps, id);
  const viewWithLink = async (id: ApplicationId): Promise<contract.ApplicationView> => ({
    ...(await view(id)),
    resumeLink: await makeResumeLink(deps, id),
  });

  return [
    route(contract.openApplication, async ({ body, request, response }) => {
      await deps.deviceLimits.count('opening', request, response);
      const id = await openApplication(deps, body.language);
      await deps.sessions.beginApplicant(response, id);
      return viewWithLink(id);
    }),
    route(openForSellerAddress, async (asked) => openForSeller(deps, marketplaceOf(asked).keyId, asked.body)),
    route(contract.resumeApplication, async ({ body, request, response }) => {
      await deps.deviceLimits.count('resuming', request, response);
      const id = await resumeApplication(deps, body.token);
      await deps.sessions.beginApplicant(response, id);
      return viewWithLink(id);
    }),
    route(contract.leaveDevice, ({ request, response }) => deps.sessions.endApplicant(request, response)),
    route(contract.findMyApplication, async (asked) => viewWithLink(applicantOf(asked).applicationId)),
    route(contract.readApplication, async (asked) => view(applicantOf(asked).applicationId)),
    route(contract.declareSubject, async ({ params, body }) => {
      await declareSubject(deps, params.applicationId, body);
      return view(params.applicationId);
    }),
    route(contract.submitApplication, async ({ params }) => {
      await submitApplication(deps, params.applicationId);
      return view(params.applicationId);
    }),
    route(contract.withdrawApplication, async ({ params, body }) => {
      await withdrawApplication(deps, params.applicationId, body.reason);
      return view(params.applicationId);
    }),
    route(contract.appealRefusal, async ({ params }) => {
      await appealRefusal(deps, params.applicationId);
      return view(params.applicationId);
    }),
  ];
}
