// Sends everything since a moment once more, to one address or to all.
import { useState } from 'preact/hooks';
import type { WebhookEndpointView } from '../../server/contract/webhooks.ts';
import { Button } from '../shared/ui/Button.tsx';
import { Field } from '../shared/ui/Field.tsx';
import type { ReplayBody } from './marketplace-api.ts';
import { useMarketplaceWords } from './marketplace-words.ts';

export interface ReplayFormProps {
  readonly endpoints: readonly WebhookEndpointView[];
  readonly isBusy: boolean;
  readonly onReplay: (body: ReplayBody) => void;
}

const everyAddress = '';

export function ReplayForm({ endpoints, isBusy, onReplay }: ReplayFormProps) {
  const words = useMarketplaceWords();
  const [since, setSince] = useState('');
  const [to, setTo] = useState(everyAddress);
  const [isMissing, setMissing] = useState(false);
  const submit = (): void => {
    const at = new Date(since); // without a zone: the browser's
    const isUnclear = Number.isNaN(at.getTime());
    setMissing(isUnclear);
    if (isUnclear) document.getElementById('replay-since')?.focus();
    else if (!isBusy)
      onReplay({ which: { since: at.toISOString() }, endpointId: to === everyAddress ? null : to });
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
      <h5>{words.replay}</h5>
      <p class="soft">{words.replayHow}</p>
      <Field
        id="replay-since"
        type="datetime-local"
        label={words.since}
        hint={words.sinceHint}
        error={isMissing ? words.pickSince : undefined}
        value={since}
        onInput={setSince}
      />
      <div class="field">
        <label for="replay-to">{words.toWhom}</label>
        <select
          id="replay-to"
          class="input"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        >
          <option value={everyAddress}>{words.everyAddress}</option>
          {endpoints
            .filter(({ disabledAt }) => disabledAt === null)
            .map(({ endpointId, url }) => (
              <option key={endpointId} value={endpointId}>
                {url}
              </option>
            ))}
        </select>
      </div>
      <p>
        <Button type="submit" isBusy={isBusy}>
          {words.replay}
        </Button>
      </p>
    </form>
  );
}
