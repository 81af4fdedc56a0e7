// Says when one person is not enough for the decision that is being written.
import type { CaseView } from '../../server/contract/review.ts';
import { headcount } from './reason-choice.ts';
import type { Wanted, WantedReason } from './wire.ts';
import { useWords } from './words.ts';

export interface HeadcountNoticeProps {
  readonly decision: Wanted;
  readonly reasons: readonly WantedReason[];
  readonly checks: CaseView['checks'];
}

export function HeadcountNotice({ decision, reasons, checks }: HeadcountNoticeProps) {
  const words = useWords();
  const { people, because } = headcount(decision, reasons, checks);
  const findings = because.map((reason) => words.reasons[reason]).join(' · ');
  const text =
    people === 'never'
      ? words.decide.neverApproved(findings)
      : people === 'two'
        ? decision === 'refuse'
          ? words.decide.twoPeopleFraud
          : words.decide.twoPeopleGrave(findings)
        : null;
  return (
    <div role="status">
      {text !== null && <p class={people === 'never' ? 'notice notice-bad' : 'notice notice-warn'}>{text}</p>}
    </div>
  );
}
