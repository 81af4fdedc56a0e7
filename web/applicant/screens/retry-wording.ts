// What is said before a step is done again: for the statement, no movement means that no answer was seen.
import type { RetryReason } from '../../../server/contract/words.ts';
import type { CaptureStrings } from '../../shared/strings/capture.zh-CN.ts';
import type { Wording } from '../../shared/strings/wording.ts';
import type { Place } from '../capture/liveness-machine.ts';

export function retryWording(
  { step, reason }: Pick<Place, 'step'> & { readonly reason: RetryReason },
  words: CaptureStrings,
): Wording {
  return step.kind === 'agree' && reason === 'no-action' ? words.noAnswer : words.retry[reason];
}
