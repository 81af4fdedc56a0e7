// A decision while it is being written, as it travels on the wire: anything may still be missing.
import { z } from 'zod';
import { escalationReasons } from '../domain/escalation.ts';
import { journeyItems } from '../domain/evidence.ts';
import { reviewReasons } from '../domain/reason-code.ts';
import { decisions } from '../domain/review-case.ts';

const mostReasons = 12;
const longestText = 8000; // more than may be sent, so that nothing is lost while it is shortened

export const draftBody = z
  .strictObject({
    decision: z.enum([...decisions, 'escalate']),
    reasons: z.array(z.enum([...reviewReasons, ...escalationReasons])).max(mostReasons),
    items: z.array(z.enum(journeyItems)).max(journeyItems.length),
    message: z.string().max(longestText),
    note: z.string().max(longestText),
  })
  .meta({ id: 'DecisionDraft' });
export type DraftBody = z.infer<typeof draftBody>;
