// One person at the desk, with their sessions and what a lead or an operator can do.
import type { PeopleView } from '../../server/contract/accounts.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { SessionList } from './session-list.tsx';
import { dayAndTime } from './time-words.ts';
import { useWords } from './words.ts';

export type Person = PeopleView['people'][number];

export interface PersonEntryProps {
  readonly person: Person;
  readonly isBusy: boolean;
  readonly mayBar: boolean;
  readonly onEnd: (sessionId: string) => void;
  readonly onEndAll: () => void;
  readonly onBar: () => void;
  readonly onLetIn: () => void;
}

export function PersonEntry({ person, isBusy, mayBar, onEnd, onEndAll, onBar, onLetIn }: PersonEntryProps) {
  const words = useWords();
  const { account } = words;
  const language = useLanguage();
  const { name, reviewerId, role, isYou, barredAt, sessions } = person;
  return (
    <li>
      <div class="person-head">
        <h4>
          {name}
          {isYou && <span class="soft"> ({account.you})</span>}
        </h4>
        <span class="soft">{words.roles[role]}</span>
        <code class="small soft">{reviewerId}</code>
        {barredAt !== null && (
          <span class="tag tag-warn">{account.barredSince(dayAndTime(barredAt, language))}</span>
        )}
      </div>
      {sessions.length === 0 ? (
        <p class="small soft">{account.noneOfTheirs}</p>
      ) : (
        <SessionList sessions={sessions} isBusy={isBusy} onEnd={onEnd} />
      )}
      {!isYou && (
        <div class="person-ways">
          {sessions.length > 1 && (
            <Button isBusy={isBusy} label={account.endAllOf(name)} onClick={onEndAll}>
              {account.endAll}
            </Button>
          )}
          {mayBar && barredAt === null && (
            <Button kind="danger" isBusy={isBusy} label={account.barOf(name)} onClick={onBar}>
              {account.bar}
            </Button>
          )}
          {mayBar && barredAt !== null && (
            <Button isBusy={isBusy} label={account.letInOf(name)} onClick={onLetIn}>
              {account.letIn}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
