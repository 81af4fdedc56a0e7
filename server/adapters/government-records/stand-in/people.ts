// Who a stand-in knows: the sandbox's magic numbers, each with the replies that bring its outcome about.
import { magicNumbers, type MagicOutcome } from '../magic-numbers.ts';
import type { WireReply } from '../../wire/stand-in-server.ts';

/** What the service says of one person: asked with a photo, and about name and number alone. */
export interface Replies {
  readonly face: WireReply;
  readonly pair: WireReply;
}

/** An outcome that no reply of this provider brings about is left out; the stand-in does not know such a person. */
export type RepliesByOutcome = Readonly<Partial<Record<MagicOutcome, Replies>>>;

export function peopleOf(replies: RepliesByOutcome): Map<string, Replies> {
  const known = magicNumbers.flatMap(({ citizenId, outcome }) => {
    const found = replies[outcome];
    return found === undefined ? [] : [[citizenId, found] as const];
  });
  return new Map(known);
}

export const both = (reply: WireReply): Replies => ({ face: reply, pair: reply });
