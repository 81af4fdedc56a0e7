// The database as the desk meets it under an alias: it reads the original, and writes to the task alone.
import type { Database, Stores } from '../../ports/database.ts';
import type { GateModes } from '../../ports/gate-modes.ts';
import { aliasApplications, aliasEndings, aliasParked, aliasReviews } from './alias-cases.ts';
import {
  aliasConsents,
  aliasEvidence,
  aliasLiveness,
  aliasSubjectKeys,
  aliasVerification,
} from './alias-evidence.ts';
import { aliasDrafts, aliasEscalations, aliasLinks, aliasRevocations } from './alias-desk.ts';
import { aliasTrail } from './alias-trail.ts';
import { only, type Alias } from './alias.ts';

/** A store that is not named here is closed: a new one first needs somebody to think about it. */
export function aliasStores(stores: Stores, alias: Alias): Stores {
  const named: Partial<Stores> = {
    applications: aliasApplications(stores, alias),
    reviews: aliasReviews(stores, alias),
    parked: aliasParked(stores, alias),
    links: aliasLinks(stores, alias),
    drafts: aliasDrafts(stores),
    escalations: aliasEscalations(stores, alias),
    revocations: aliasRevocations(stores, alias),
    endings: aliasEndings(stores, alias),
    audit: aliasTrail(stores, alias),
    evidence: aliasEvidence(stores, alias),
    liveness: aliasLiveness(stores, alias),
    verification: aliasVerification(stores, alias),
    consents: aliasConsents(stores, alias),
    subjectKeys: aliasSubjectKeys(stores, alias),
    gateModes: only<GateModes>('gateModes', { current: () => stores.gateModes.current() }),
    reviewers: stores.reviewers,
    shifts: stores.shifts,
    execute: (text, values) => stores.execute(text, values),
  };
  return new Proxy(named, {
    get: (target, name): unknown => {
      if (typeof name === 'symbol' || name === 'then') return undefined;
      return Object.hasOwn(target, name) ? Reflect.get(target, name) : only(name, {});
    },
  }) as Stores;
}

export function aliasDatabase(database: Database, alias: Alias): Database {
  const stores = aliasStores(database, alias);
  const own: Partial<Database> = {
    transaction: (work) => database.transaction((tx) => work(aliasStores(tx, alias))),
    isReachable: () => database.isReachable(),
  };
  return new Proxy(own, {
    get: (target, name): unknown => Reflect.get(Object.hasOwn(target, name) ? target : stores, name),
  }) as Database;
}
