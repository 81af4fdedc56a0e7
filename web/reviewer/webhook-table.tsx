// The addresses that are told of changes, with how it goes and what can be done to each.
import type { WebhookEndpointView } from '../../server/contract/webhooks.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { FigureScroll } from './figure-frame.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { dayAndTime } from './time-words.ts';

export interface WebhookTableProps {
  readonly endpoints: readonly WebhookEndpointView[];
  readonly isBusy: boolean;
  readonly onExchange: (endpoint: WebhookEndpointView) => void;
  readonly onRemove: (endpoint: WebhookEndpointView) => void;
}

export function WebhookTable({ endpoints, isBusy, onExchange, onRemove }: WebhookTableProps) {
  const words = useMarketplaceWords();
  const language = useLanguage();
  if (endpoints.length === 0) return <p>{words.noWebhooks}</p>;
  return (
    <FigureScroll
      columns={[words.address, words.added, words.delivered, words.waiting, words.givenUp, words.state]}
    >
      {endpoints.map((endpoint) => {
        const { endpointId, url, disabledAt, previousSecretUntil, givenUp } = endpoint;
        return (
          <tr key={endpointId}>
            <th scope="row" class="long-text">
              {url}
            </th>
            <td>{dayAndTime(endpoint.addedAt, language)}</td>
            <td>{endpoint.delivered}</td>
            <td>{endpoint.waiting}</td>
            <td class={givenUp > 0 ? 'bad' : undefined}>{givenUp}</td>
            <td>
              {disabledAt === null ? (
                words.receiving
              ) : (
                <span class="bad">{words.disabled(dayAndTime(disabledAt, language))}</span>
              )}
              {previousSecretUntil !== null && (
                <p class="small soft">{words.twoSecrets(dayAndTime(previousSecretUntil, language))}</p>
              )}
              <p class="desk-ways">
                {disabledAt === null && (
                  <Button isBusy={isBusy} label={words.exchangeOf(url)} onClick={() => onExchange(endpoint)}>
                    {words.exchange}
                  </Button>
                )}
                <Button
                  kind="danger"
                  isBusy={isBusy}
                  label={words.removeOf(url)}
                  onClick={() => onRemove(endpoint)}
                >
                  {words.remove}
                </Button>
              </p>
            </td>
          </tr>
        );
      })}
    </FigureScroll>
  );
}
