// Puts together how reviewers sign in with an identity provider, where one is configured.
import type { Logger } from 'pino';
import { createOidcProvider } from './adapters/identity-provider/oidc.ts';
import type { Config } from './config.ts';
import { finishProviderSignIn } from './contract/accounts.ts';
import type { AccountRouteDeps } from './features/accounts/routes.ts';
import type { Clock } from './ports/clock.ts';

/** Asks the provider nothing yet: it may be down now, and people may sign in later. */
export function identityOf(
  config: Config,
  { clock, publicUrl: url, log }: { clock: Clock; publicUrl: string; log: Logger },
): AccountRouteDeps['identity'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId } = config;
  if (issuer === undefined || clientId === undefined) return null;
  const provider = createOidcProvider({
    name: config.OIDC_NAME,
    issuer,
    clientId,
    clientSecret: config.OIDC_CLIENT_SECRET,
    scopes: config.OIDC_SCOPES,
    rolesClaim: config.OIDC_ROLES_CLAIM,
    callbackUrl: `${url}${finishProviderSignIn.path}`,
    signedOutUrl: `${url}/review`,
    clock,
    onTrouble: (what, code) => log.warn({ event: 'identity-provider.trouble', what, code }),
  });
  return {
    provider,
    roleValues: {
      reviewer: config.OIDC_ROLE_REVIEWER,
      lead: config.OIDC_ROLE_LEAD,
      operator: config.OIDC_ROLE_OPERATOR,
    },
  };
}
