// Makes a key for a marketplace's backend.
import { useState } from 'preact/hooks';
import type { NewApiKey, NewApiKeyBody } from '../../server/contract/api-keys.ts';
import type { Problem } from '../shared/api.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ErrorSummary } from '../shared/ui/ErrorSummary.tsx';
import { Field } from '../shared/ui/Field.tsx';
import { createApiKey } from './marketplace-api.ts';
import { MarketplaceProblem } from './marketplace-problem.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { PickList } from './pick-list.tsx';
import { useSending } from './use-sending.ts';

type Scope = NewApiKeyBody['scopes'][number];

const longestName = 80;

export interface ApiKeyFormProps {
  readonly onMade: (key: NewApiKey) => void;
  readonly onSignedOut: (problem: Problem) => void;
}

export function ApiKeyForm({ onMade, onSignedOut }: ApiKeyFormProps) {
  const words = useMarketplaceWords();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [missing, setMissing] = useState<readonly ('name' | 'scopes')[]>([]);
  const { problem, isBusy, send } = useSending(onSignedOut);

  const submit = (): void => {
    const length = name.trim().length;
    const found = [
      ...(length < 1 || length > longestName ? (['name'] as const) : []),
      ...(scopes.length === 0 ? (['scopes'] as const) : []),
    ];
    setMissing(found);
    if (found.length > 0 || isBusy) return;
    send(createApiKey({ name: name.trim(), scopes: [...scopes] }), (made) => {
      setName('');
      setScopes([]);
      onMade(made);
    });
  };
  const places = {
    name: { fieldId: 'key-name', text: words.pickName },
    scopes: { fieldId: 'key-scopes-0', text: words.pickScope },
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
      <h4>{words.makeKey}</h4>
      <ErrorSummary title={words.missing} items={missing.map((field) => places[field])} finding={missing} />
      {problem !== null && <MarketplaceProblem problem={problem} />}
      <Field
        id="key-name"
        label={words.name}
        hint={words.nameHint}
        error={missing.includes('name') ? words.pickName : undefined}
        value={name}
        maxLength={longestName}
        onInput={setName}
      />
      <PickList
        name="key-scopes"
        legend={words.scopes}
        hint={words.scopesHint}
        options={(Object.keys(words.scopeNames) as Scope[]).map(
          (scope) => [scope, words.scopeNames[scope]] as const,
        )}
        chosen={scopes}
        onToggle={(scope) =>
          setScopes(scopes.includes(scope) ? scopes.filter((one) => one !== scope) : [...scopes, scope])
        }
      />
      <p>
        <Button type="submit" isBusy={isBusy}>
          {words.makeKey}
        </Button>
      </p>
    </form>
  );
}
