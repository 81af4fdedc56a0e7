// Who looked at what is kept about the applicant: a line for each day, role and purpose.
import type { AccessView } from '../../../server/contract/access.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { dayOf, timeOfDay } from '../day-and-time.ts';
import { looksByDay, type Looked, type LooksOfDay } from '../looks.ts';

export function LooksList({ looks }: Pick<AccessView, 'looks'>) {
  const words = useStrings().myData;
  const language = useLanguage();
  const groups = looksByDay(looks, (iso) => dayOf(iso, language));
  return (
    <section class="block">
      <h2>{words.looksTitle}</h2>
      {groups.length === 0 ? (
        <p>{words.noLooks}</p>
      ) : (
        <ul class="plain-list">
          {groups.map((group) => (
            <Group key={`${group.firstAt} ${group.by} ${group.why ?? ''}`} group={group} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Group({ group }: { group: LooksOfDay }) {
  const words = useStrings().myData;
  const language = useLanguage();
  const [from, to] = [group.firstAt, group.lastAt].map((iso) => timeOfDay(iso, language));
  return (
    <li>
      {[
        dayOf(group.firstAt, language),
        words.role[group.by],
        ...(group.why === null ? [] : [words.why[group.why]]),
      ].join(' · ')}
      <br />
      <span class="soft small">
        {words.looks(group.times, from === to ? (from ?? '') : `${from} – ${to}`)}
      </span>
      <ul class="plain-list small">
        {group.looked.map((looked) => (
          <li key={looked.what}>
            <SayLooked looked={looked} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function SayLooked({ looked: { what, details, times } }: { looked: Looked }) {
  const words = useStrings().myData;
  const name = words.look[what] ?? what;
  if (details.length === 0) return <>{words.often(name, times)}</>;
  return (
    <>
      {words.lookedAt(
        name,
        details
          .map((one) => words.often(words.detail[one.detail] ?? one.detail, one.times))
          .join(words.between),
      )}
    </>
  );
}
