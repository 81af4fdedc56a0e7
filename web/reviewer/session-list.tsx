// Sessions in force, each with where and when, and the button that ends it.
import type { SessionView } from '../../server/contract/accounts.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { Button } from '../shared/ui/Button.tsx';
import { dayAndTime } from './time-words.ts';
import { useWords } from './words.ts';

export interface SessionListProps {
  readonly sessions: readonly SessionView[];
  readonly isBusy: boolean;
  readonly onEnd: (sessionId: string) => void;
}

export function SessionList({ sessions, isBusy, onEnd }: SessionListProps) {
  return (
    <ul class="sessions">
      {sessions.map((session) => (
        <SessionRow key={session.sessionId} session={session} isBusy={isBusy} onEnd={onEnd} />
      ))}
    </ul>
  );
}

interface SessionRowProps extends Pick<SessionListProps, 'isBusy' | 'onEnd'> {
  readonly session: SessionView;
}

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const words = useWords().account;
  const language = useLanguage();
  const browser = session.browser ?? words.unknownBrowser;
  const opened = dayAndTime(session.openedAt, language);
  return (
    <li>
      <p>
        <strong>{browser}</strong> <span class="soft">{words.ways[session.way]}</span>{' '}
        {session.isThis && <span class="tag tag-here">{words.thisOne}</span>}
      </p>
      <p class="small soft">
        {words.times(
          opened,
          dayAndTime(session.lastSeenAt, language),
          dayAndTime(session.expiresAt, language),
        )}
      </p>
      {!session.isThis && (
        <Button isBusy={isBusy} label={words.endOf(browser, opened)} onClick={() => onEnd(session.sessionId)}>
          {words.end}
        </Button>
      )}
    </li>
  );
}
