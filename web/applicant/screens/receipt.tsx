// The receipt of the statement of will: what it is, and the file itself.
import type { ApplicationView } from '../../../server/contract/application.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { receiptAddress } from '../applicant-api.ts';

export function Receipt({ view }: { view: ApplicationView }) {
  const { status: words } = useStrings();
  return (
    <section class="block">
      <h2>{words.receiptTitle}</h2>
      <p id="receipt-text">{words.receiptText}</p>
      <p class="soft small">
        <code class="command">{`npx portcullis receipt verify FILE --jwks ${location.origin}/.well-known/jwks.json`}</code>
      </p>
      {/* a plain link: it works where scripts may not save files */}
      <a
        class="button button-second"
        href={receiptAddress(view.applicationId)}
        download=""
        aria-describedby="receipt-text"
      >
        {words.receiptDownload}
      </a>
    </section>
  );
}
