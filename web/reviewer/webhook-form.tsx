// Adds an address that a marketplace is told of changes at.
import { useState } from 'preact/hooks';
import type { NewEndpoint } from '../../server/contract/webhooks.ts';
import type { Problem } from '../shared/api.ts';
import type { MarketplaceStrings } from '../shared/strings/marketplace.zh-CN.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Field } from '../shared/ui/Field.tsx';
import { addWebhook } from './marketplace-api.ts';
import { MarketplaceProblem } from './marketplace-problem.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { useSending } from './use-sending.ts';

export interface WebhookFormProps {
  readonly onAdded: (endpoint: NewEndpoint) => void;
  readonly onSignedOut: (problem: Problem) => void;
}

/** What is the matter with the address, by the server's code; undefined when the problem is another one. */
function addressFault(problem: Problem | null, words: MarketplaceStrings): string | undefined {
  if (problem?.type !== 'invalid-request') return undefined;
  const code = problem.details.errors?.[0]?.code ?? '';
  return words.addressFaults[code] ?? words.addressFault;
}

export function WebhookForm({ onAdded, onSignedOut }: WebhookFormProps) {
  const words = useMarketplaceWords();
  const [url, setUrl] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const { problem, isBusy, send } = useSending(onSignedOut);
  const fault = isEmpty ? words.addressFaults['malformed'] : addressFault(problem, words);

  const submit = (): void => {
    setEmpty(url.trim() === '');
    if (url.trim() === '' || isBusy) {
      document.getElementById('webhook-url')?.focus();
      return;
    }
    send(addWebhook(url.trim()), (added) => {
      setUrl('');
      onAdded(added);
    });
  };
  return (
    <form
      class="desk-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h4>{words.addWebhook}</h4>
      {problem !== null && fault === undefined && <MarketplaceProblem problem={problem} />}
      <Field
        id="webhook-url"
        label={words.address}
        hint={words.addressHint}
        error={fault}
        type="url"
        inputMode="url"
        value={url}
        onInput={setUrl}
      />
      <span role="status" class="visually-hidden">
        {fault ?? ''}
      </span>
      <p>
        <Button type="submit" isBusy={isBusy}>
          {words.addWebhook}
        </Button>
      </p>
    </form>
  );
}
