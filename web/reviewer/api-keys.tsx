// The keys by which a marketplace's backend asks: what each may do, when it was used last, revoking it.
import { useState } from 'preact/hooks';
import type { ApiKeyView, NewApiKey } from '../../server/contract/api-keys.ts';
import type { Problem } from '../shared/api.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ApiKeyForm } from './api-key-form.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { FigureScroll } from './figure-frame.tsx';
import { readApiKeys, revokeApiKey } from './marketplace-api.ts';
import { MarketplaceProblem } from './marketplace-problem.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { ReadPart } from './read-part.tsx';
import { SecretOnce } from './secret-once.tsx';
import { dayAndTime } from './time-words.ts';
import { useReading } from './use-reading.ts';
import { useSending } from './use-sending.ts';

interface KeyTableProps {
  readonly keys: readonly ApiKeyView[];
  readonly isBusy: boolean;
  readonly onRevoke: (key: ApiKeyView) => void;
}

function KeyTable({ keys, isBusy, onRevoke }: KeyTableProps) {
  const words = useMarketplaceWords();
  const language = useLanguage();
  if (keys.length === 0) return <p>{words.noKeys}</p>;
  return (
    <FigureScroll
      columns={[words.name, words.shown, words.scopes, words.created, words.lastUsed, words.state]}
    >
      {keys.map((key) => (
        <tr key={key.keyId}>
          <th scope="row">{key.name}</th>
          <td>
            <code class="small">{key.shown}</code>
          </td>
          <td>{key.scopes.map((scope) => words.scopeNames[scope]).join(' · ')}</td>
          <td>{dayAndTime(key.createdAt, language)}</td>
          <td>{key.lastUsedAt === null ? words.never : dayAndTime(key.lastUsedAt, language)}</td>
          <td>
            {key.revokedAt !== null ? (
              words.revokedAt(dayAndTime(key.revokedAt, language))
            ) : (
              <>
                {words.inForce}{' '}
                <Button
                  kind="danger"
                  isBusy={isBusy}
                  label={words.revokeOf(key.name)}
                  onClick={() => onRevoke(key)}
                >
                  {words.revoke}
                </Button>
              </>
            )}
          </td>
        </tr>
      ))}
    </FigureScroll>
  );
}

export function ApiKeys({ onSignedOut }: { onSignedOut: (problem: Problem) => void }) {
  const words = useMarketplaceWords();
  const reading = useReading(readApiKeys, onSignedOut);
  const { problem, isBusy, send } = useSending(onSignedOut, reading.again);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [toRevoke, setToRevoke] = useState<ApiKeyView | null>(null);
  const [done, setDone] = useState('');

  const revoke = ({ keyId, name }: ApiKeyView): void => {
    setToRevoke(null);
    setDone('');
    send(revokeApiKey(keyId), () => {
      setDone(words.revoked(name));
      reading.again();
    });
  };
  return (
    <section class="quality-part">
      <h3>{words.keys}</h3>
      <p class="soft">{words.keysHow}</p>
      {made !== null && (
        <SecretOnce title={words.newKey(made.name)} secret={made.key} onKept={() => setMade(null)} />
      )}
      {problem !== null && <MarketplaceProblem problem={problem} />}
      <ReadPart reading={reading}>
        {({ keys }) => <KeyTable keys={keys} isBusy={isBusy} onRevoke={setToRevoke} />}
      </ReadPart>
      <p role="status">{done}</p>
      {reading.view !== null && (
        <ApiKeyForm
          onSignedOut={onSignedOut}
          onMade={(key) => {
            setMade(key);
            reading.again();
          }}
        />
      )}
      {toRevoke !== null && (
        <ConfirmDialog
          title={words.revokeTitle(toRevoke.name)}
          means={words.revokeMeans}
          confirm={words.revoke}
          cancel={words.cancel}
          onClose={() => setToRevoke(null)}
          onConfirm={() => revoke(toRevoke)}
        />
      )}
    </section>
  );
}
