// Where a marketplace is told of changes: adding and removing addresses, exchanging their secrets, what was sent.
import { useState } from 'preact/hooks';
import type { NewEndpoint, WebhookEndpointView } from '../../server/contract/webhooks.ts';
import type { Problem } from '../shared/api.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Deliveries } from './deliveries.tsx';
import { exchangeSecret, readWebhooks, removeWebhook } from './marketplace-api.ts';
import { MarketplaceProblem } from './marketplace-problem.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { ReadPart } from './read-part.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useReading } from './use-reading.ts';
import { useSending } from './use-sending.ts';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookTable } from './webhook-table.tsx';

interface Asked {
  readonly what: 'exchange' | 'remove';
  readonly endpoint: WebhookEndpointView;
}

export function Webhooks({ onSignedOut }: { onSignedOut: (problem: Problem) => void }) {
  const words = useMarketplaceWords();
  const reading = useReading(readWebhooks, onSignedOut);
  const { problem, isBusy, send } = useSending(onSignedOut, reading.again);
  const [made, setMade] = useState<NewEndpoint | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [done, setDone] = useState('');

  const show = (secret: NewEndpoint): void => {
    setMade(secret);
    reading.again();
  };
  const doIt = ({ what, endpoint: { endpointId, url } }: Asked): void => {
    setAsked(null);
    setDone('');
    if (what === 'exchange') send(exchangeSecret(endpointId), show);
    else
      send(removeWebhook(endpointId), () => {
        setDone(words.removed(url));
        reading.again();
      });
  };
  const questions = {
    exchange: { title: words.exchangeTitle, means: words.exchangeMeans, confirm: words.exchange },
    remove: { title: words.removeTitle, means: words.removeMeans, confirm: words.remove },
  };
  return (
    <section class="quality-part">
      <h3>{words.webhooks}</h3>
      <p class="soft">{words.webhooksHow}</p>
      {made !== null && (
        <SecretOnce title={words.newSecret(made.url)} secret={made.secret} onKept={() => setMade(null)} />
      )}
      {problem !== null && <MarketplaceProblem problem={problem} />}
      <p role="status">{done}</p>
      <ReadPart reading={reading}>
        {(webhooks) => (
          <>
            <WebhookTable
              endpoints={webhooks.endpoints}
              isBusy={isBusy}
              onExchange={(endpoint) => setAsked({ what: 'exchange', endpoint })}
              onRemove={(endpoint) => setAsked({ what: 'remove', endpoint })}
            />
            <WebhookForm onAdded={show} onSignedOut={onSignedOut} />
            <Deliveries
              webhooks={webhooks}
              isReading={reading.isReading}
              onSent={reading.again}
              onSignedOut={onSignedOut}
            />
          </>
        )}
      </ReadPart>
      {asked !== null && (
        <ConfirmDialog
          {...questions[asked.what]}
          means={questions[asked.what].means(asked.endpoint.url)}
          cancel={words.cancel}
          onClose={() => setAsked(null)}
          onConfirm={() => doIt(asked)}
        />
      )}
    </section>
  );
}
