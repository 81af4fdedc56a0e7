// Ledgers of consents that say the same whatever is asked.
import type { QueryPermit } from '../../server/features/verification/permit-query.ts';

/** Everything is granted. */
export const asWanted: QueryPermit = async (_source, wantsFace) => (wantsFace ? 'with-face' : 'without-face');
