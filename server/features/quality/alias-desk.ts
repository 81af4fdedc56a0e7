// What surrounds a decision under an alias: links of the original, drafts of its own, and escalation, which ends it.
import type { Stores } from '../../ports/database.ts';
import type { DecisionDrafts } from '../../ports/decision-drafts.ts';
import type { Escalations } from '../../ports/escalations.ts';
import type { Links } from '../../ports/links.ts';
import type { Revocations } from '../../ports/revocations.ts';
import { only, type Alias } from './alias.ts';

/** Who is linked to the original is linked to the alias; related applications never name the original. */
export function aliasLinks({ links }: Stores, { task }: Alias): Links {
  return only<Links>('links', {
    isLinked: (reviewerId, id) => links.isLinked(reviewerId, id === task.alias ? task.applicationId : id),
    related: (id, limit) => links.related(id === task.alias ? task.applicationId : id, limit),
  });
}

export function aliasDrafts({ drafts }: Stores): DecisionDrafts {
  return only<DecisionDrafts>('drafts', {
    put: (row) => drafts.put(row),
    find: (id, reviewerId) => drafts.find(id, reviewerId),
    forget: (id, reviewerId) => drafts.forget(id, reviewerId),
    forgetAll: (id) => drafts.forgetAll(id),
  });
}

/** There is nothing for a lead to take up: to its reviewer the applicant has withdrawn meanwhile. */
export function aliasEscalations({ qualityTasks, escalations }: Stores, { task }: Alias): Escalations {
  return only<Escalations>('escalations', {
    add: ({ at }) => qualityTasks.withdraw(task.alias, 'unanswered', at),
    find: async (id, round) => (id === task.alias ? null : escalations.find(id, round)),
    isForLeads: async (id, round, reviewerId) =>
      id === task.alias ? false : escalations.isForLeads(id, round, reviewerId),
  });
}

export function aliasRevocations({ revocations }: Stores, { task }: Alias): Revocations {
  return only<Revocations>('revocations', {
    find: async (id) => (id === task.alias ? null : revocations.find(id)),
  });
}
