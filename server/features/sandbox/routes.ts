// Addresses of the sandbox registry office; they exist only where the sandbox record is configured.
import * as contract from '../../contract/sandbox.ts';
import { route, type Route } from '../../http/route.ts';
import { issuePerson, type IssueDeps } from './issue-person.ts';

export interface SandboxDeps extends IssueDeps {
  readonly office: contract.SandboxOffice;
}

export function sandboxRoutes(deps: SandboxDeps): readonly Route[] {
  return [
    route(contract.readOffice, async () => deps.office),
    route(contract.issueCitizen, async ({ body, files, signal }) => {
      const [upload = new Uint8Array()] = files;
      return issuePerson(deps, { ...body, upload }, signal);
    }),
  ];
}
