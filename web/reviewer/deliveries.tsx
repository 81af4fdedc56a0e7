// Messages on their way and given up, with the last answer of each, and sending them once more.
import type { DeliveryView, WebhooksView } from '../../server/contract/webhooks.ts';
import type { Problem } from '../shared/api.ts';
import { useState } from 'preact/hooks';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { FigureScroll } from './figure-frame.tsx';
import { replayWebhooks, type ReplayBody } from './marketplace-api.ts';
import { MarketplaceProblem } from './marketplace-problem.tsx';
import { answerWords, shortEvent, useMarketplaceWords } from './marketplace-words.ts';
import { ReplayForm } from './replay-form.tsx';
import { dayAndTime, shortId } from './time-words.ts';
import { useSending } from './use-sending.ts';
import { useWords } from './words.ts';

interface DeliveryTableProps {
  readonly deliveries: readonly DeliveryView[];
  readonly urlOf: (endpointId: string) => string;
  readonly isWaiting: boolean;
  readonly isBusy: boolean;
  readonly onSendAgain: (delivery: DeliveryView) => void;
}

function DeliveryTable({ deliveries, urlOf, isWaiting, isBusy, onSendAgain }: DeliveryTableProps) {
  const [words, desk] = [useMarketplaceWords(), useWords()];
  const language = useLanguage();
  if (deliveries.length === 0) return <p>{isWaiting ? words.noWaiting : words.noGivenUp}</p>;
  return (
    <>
      <FigureScroll
        columns={[
          words.event,
          words.application,
          words.to,
          words.tries,
          words.lastAnswer,
          ...(isWaiting ? [words.nextTry] : []),
          words.sendAgain,
        ]}
      >
        {deliveries.map((delivery) => {
          const { eventId, endpointId, tries, answer, triedAt } = delivery;
          return (
            <tr key={`${eventId} ${endpointId}`}>
              <th scope="row">
                <code class="small">{shortEvent(eventId)}</code>
                <br />
                <span class="small soft">{dayAndTime(delivery.at, language)}</span>
              </th>
              <td>
                {shortId(delivery.applicationId)} · {desk.states[delivery.state]}
              </td>
              <td class="long-text">{urlOf(endpointId)}</td>
              <td>{tries}</td>
              <td>
                {answer === null ? words.notTried : answerWords(answer, words)}
                {triedAt !== null && <p class="small soft">{dayAndTime(triedAt, language)}</p>}
              </td>
              {isWaiting && <td>{dayAndTime(delivery.dueAt, language)}</td>}
              <td>
                <Button
                  isBusy={isBusy}
                  label={words.sendAgainOf(shortEvent(eventId))}
                  onClick={() => onSendAgain(delivery)}
                >
                  {words.sendAgain}
                </Button>
              </td>
            </tr>
          );
        })}
      </FigureScroll>
      {deliveries.length >= 100 && <p class="small soft">{words.first100}</p>}
    </>
  );
}

export interface DeliveriesProps {
  readonly webhooks: WebhooksView;
  readonly isReading: boolean;
  readonly onSent: () => void;
  readonly onSignedOut: (problem: Problem) => void;
}

export function Deliveries({ webhooks, isReading, onSent, onSignedOut }: DeliveriesProps) {
  const words = useMarketplaceWords();
  const { problem, isBusy, send } = useSending(onSignedOut, onSent);
  const [done, setDone] = useState('');
  const replay = (body: ReplayBody): void => {
    setDone('');
    send(replayWebhooks(body), ({ deliveries }) => {
      setDone(words.replayed(deliveries));
      onSent();
    });
  };
  const urlOf = (endpointId: string): string =>
    webhooks.endpoints.find((one) => one.endpointId === endpointId)?.url ?? endpointId;
  const shared = {
    urlOf,
    isBusy,
    onSendAgain: ({ eventId, endpointId }: DeliveryView) => replay({ which: { eventId }, endpointId }),
  };
  return (
    <>
      <h4>{words.deliveries}</h4>
      <p class="soft">{words.deliveriesHow}</p>
      <p>
        <Button isBusy={isReading} onClick={onSent}>
          {words.again}
        </Button>
      </p>
      {problem !== null && <MarketplaceProblem problem={problem} />}
      <p role="status">{done}</p>
      <h5>{words.waiting}</h5>
      <DeliveryTable {...shared} deliveries={webhooks.waiting} isWaiting />
      <h5>{words.givenUp}</h5>
      <DeliveryTable {...shared} deliveries={webhooks.givenUp} isWaiting={false} />
      {webhooks.endpoints.length > 0 && (
        <ReplayForm endpoints={webhooks.endpoints} isBusy={isBusy} onReplay={replay} />
      )}
    </>
  );
}
