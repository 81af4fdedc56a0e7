// What is kept about the applicant, with the wording they answered.
import type { ApplicationView } from '../../../server/contract/application.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { consentItems, consentLines } from '../consent-texts.ts';

export function Kept({ view, onOpen }: { view: ApplicationView; onOpen: () => void }) {
  const strings = useStrings();
  const words = strings.status;
  const kept = [
    view.declared && words.kept.declaration,
    view.photos.length > 0 && `${words.kept.photos} (${view.photos.length})`,
    view.liveness.isDone && words.kept.liveness,
    Object.keys(view.consents).length > 0 && words.kept.consents,
  ].filter((line): line is string => typeof line === 'string');
  const answered = consentItems.filter((item) => view.consents[item] !== undefined);
  return (
    <Disclosure title={words.keptTitle}>
      {kept.length === 0 ? (
        <p>{words.keptNone}</p>
      ) : (
        <ul class="plain-list">
          {kept.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      <Button onClick={onOpen}>{strings.myData.open}</Button>
      {answered.length > 0 && <p>{words.keptNote}</p>}
      {answered.map((item) => {
        const { title, lines } = consentLines(strings, view.marketplace, item);
        const answer = words.takeBack.standing[view.consents[item] ?? 'refused'];
        return (
          <section key={item} class="stack-tight">
            <h2 class="kept-title">
              {title} · {answer}
            </h2>
            {lines.slice(0, 4).map(({ label, text }) => (
              <p key={label} class="small">
                <span class="soft">{label} </span>
                {text}
              </p>
            ))}
          </section>
        );
      })}
    </Disclosure>
  );
}
