// The receipt of the statement of will: whether it verifies now, what it says, and the file itself.
import type { CaseView } from '../../server/contract/review.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Icon, type IconName } from '../shared/ui/Icon.tsx';
import { receiptAddress } from './review-api.ts';
import { dayAndTime } from './time-words.ts';
import { useWords } from './words.ts';

type ReceiptView = NonNullable<CaseView['receipt']>;

const icons: Readonly<Record<ReceiptView['verdict'], IconName>> = {
  verified: 'check',
  'not-signed': 'cross',
  differs: 'warning',
};

export function Receipt({ view: { applicationId, receipt } }: { view: CaseView }) {
  const { receipt: words } = useWords();
  if (receipt === null) return <p class="soft">{words.none}</p>;
  const { verdict, said, fault, hasFile } = receipt;
  const faults: Partial<Record<string, string>> = words.faults;
  return (
    <div class="receipt">
      <h4>{words.title}</h4>
      <p class={`receipt-verdict receipt-${verdict}`}>
        <Icon name={icons[verdict]} size={18} /> {words.verdicts[verdict]}
        {fault !== null && faults[fault] !== undefined && ` ${words.because(faults[fault])}`}
      </p>
      {said === null ? <p>{words.unreadable}</p> : <Said said={said} sessionId={receipt.sessionId} />}
      {hasFile ? (
        /* a plain link: it works where scripts may not save files */
        <p>
          <a href={receiptAddress(applicationId)} download="" aria-describedby="receipt-hint">
            {words.download}
          </a>{' '}
          <span id="receipt-hint" class="small soft">
            {words.downloadHint}
          </span>
        </p>
      ) : (
        <p class="small soft">{words.fileLater}</p>
      )}
    </div>
  );
}

function Said({ said, sessionId }: { said: NonNullable<ReceiptView['said']>; sessionId: string }) {
  const { receipt: words } = useWords();
  const language = useLanguage();
  const rows: readonly (readonly [string, string])[] = [
    [words.signedAt, dayAndTime(said.signedAt, language)],
    [words.issuer, said.issuer],
    [words.frames, String(said.frames)],
    [words.session, sessionId],
    [words.statementHash, said.statementSha256],
  ];
  return (
    <details>
      <summary>{words.says}</summary>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="figures">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
