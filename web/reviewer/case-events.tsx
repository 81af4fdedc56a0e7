// What became of a case beside its decisions: given to the leads, or its admission taken back.
import type { ComponentChildren } from 'preact';
import type { CaseView } from '../../server/contract/review.ts';
import { useLanguage } from '../shared/strings/language.ts';
import { isForLeads, isWaiting } from './case-state.ts';
import { dayAndTime } from './time-words.ts';
import type { Role } from './wire.ts';
import { useWords } from './words.ts';

/** Who gave it up and why, with who may decide it now. */
export function Escalation({ view, role }: { view: CaseView; role: Role }) {
  const words = useWords();
  const language = useLanguage();
  const { escalation } = view;
  if (escalation === null) return null;
  const time = dayAndTime(escalation.at, language);
  return (
    <Event
      title={words.escalation.title}
      by={escalation.isMine ? words.escalation.mine(time) : words.escalation.by(escalation.by, time)}
      reason={words.wantedReasons[escalation.reason]}
    >
      <Text text={escalation.note} say={words.escalation.note} />
      {isWaiting(view) && <p>{words.escalation[whoDecides(view, role)]}</p>}
    </Event>
  );
}

function whoDecides(view: CaseView, role: Role): 'forLeads' | 'forYou' | 'afterLead' {
  if (isForLeads(view, role)) return 'forLeads';
  return role === 'lead' && !view.awaitsSecondReviewer ? 'forYou' : 'afterLead';
}

export function Revocation({ view: { revocation } }: { view: CaseView }) {
  const words = useWords();
  const language = useLanguage();
  if (revocation === null) return null;
  return (
    <Event
      title={words.revocation.title}
      by={words.revocation.by(revocation.by, dayAndTime(revocation.at, language))}
      reason={words.wantedReasons[revocation.reason]}
    >
      <Text text={revocation.message} say={words.revocation.message} />
      <Text text={revocation.note} say={words.revocation.note} />
    </Event>
  );
}

interface EventProps {
  readonly title: string;
  readonly by: string;
  readonly reason: string;
  readonly children: ComponentChildren;
}

function Event({ title, by, reason, children }: EventProps) {
  return (
    <section class="notice notice-warn case-event" aria-label={title}>
      <p>
        <strong>{title}</strong> · {by} · <strong>{reason}</strong>
      </p>
      {children}
    </section>
  );
}

function Text({ text, say }: { text: string; say: (text: string) => string }) {
  return text === '' ? null : <p class="case-event-text">{say(text)}</p>;
}
