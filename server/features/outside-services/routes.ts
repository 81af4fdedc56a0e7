// The address of the services that are asked about people and businesses, for leads and operators.
import * as contract from '../../contract/services.ts';
import { DomainError } from '../../domain/errors.ts';
import { reviewerOf, route, type Route } from '../../http/route.ts';
import { readServices, type ReadServicesDeps } from './read-services.ts';

export function serviceRoutes(deps: ReadServicesDeps): readonly Route[] {
  return [
    route(contract.readServices, async (asked) => {
      if (reviewerOf(asked).reviewer.role === 'reviewer') throw new DomainError('role-not-enough');
      return readServices(deps, asked.query.hours);
    }),
  ];
}
