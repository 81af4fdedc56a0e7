// Receipts: what each of them is, and the file itself.
import type { ApplicationView } from '../../../server/contract/application.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { erasureReceiptAddress, receiptAddress } from '../applicant-api.ts';

interface FileProps {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly download: string;
  readonly address: string;
}

function SignedFile({ id, title, text, download, address }: FileProps) {
  return (
    <section class="block">
      <h2>{title}</h2>
      <p id={id}>{text}</p>
      <p class="soft small">
        <code class="command">{`npx portcullis receipt verify FILE --jwks ${location.origin}/.well-known/jwks.json`}</code>
      </p>
      {/* a plain link: it works where scripts may not save files */}
      <a class="button button-second" href={address} download="" aria-describedby={id}>
        {download}
      </a>
    </section>
  );
}

export function Receipt({ view }: { view: ApplicationView }) {
  const { status: words } = useStrings();
  return (
    <SignedFile
      id="receipt-text"
      title={words.receiptTitle}
      text={words.receiptText}
      download={words.receiptDownload}
      address={receiptAddress(view.applicationId)}
    />
  );
}

export function ErasureReceipt({ view }: { view: ApplicationView }) {
  const words = useStrings().status.takeBack;
  return (
    <SignedFile
      id="erasure-receipt-text"
      title={words.receiptTitle}
      text={words.receiptText}
      download={words.receiptDownload}
      address={erasureReceiptAddress(view.applicationId)}
    />
  );
}
