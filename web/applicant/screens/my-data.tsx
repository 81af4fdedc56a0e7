// Everything kept about the applicant, to be read: what, why, until when, who looked; with the same as a file.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { AccessView } from '../../../server/contract/access.ts';
import type { ApplicationView } from '../../../server/contract/application.ts';
import { asProblem, isAbort, Problem } from '../../shared/api.ts';
import { useLanguage } from '../../shared/strings/language.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { accessFileAddress, readMyData } from '../applicant-api.ts';
import { dayAndTime } from '../day-and-time.ts';
import { LooksList } from './looks-list.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

type Loaded = AccessView | Problem | null;

export function MyData({ view, onBack }: { view: ApplicationView; onBack: () => void }) {
  const words = useStrings().myData;
  const { common } = useStrings();
  const [loaded, setLoaded] = useState<Loaded>(null);
  const [tries, setTries] = useState(1);
  useEffect(() => {
    const left = new AbortController();
    setLoaded(null);
    readMyData(view.applicationId, { signal: left.signal }).then(setLoaded, (error: unknown) => {
      if (!isAbort(error)) setLoaded(asProblem(error));
    });
    return () => left.abort();
  }, [view.applicationId, tries]);
  return (
    <>
      <ScreenTitle text={words.title} />
      <p class="lead">{words.lead}</p>
      <div class="actions">
        <a class="button button-second" href={accessFileAddress(view.applicationId)} download="">
          {words.download}
        </a>
        <Button onClick={onBack}>{words.back}</Button>
      </div>
      {loaded === null ? (
        <p role="status">{common.loading}</p>
      ) : loaded instanceof Problem ? (
        <ProblemNotice problem={loaded}>
          <Button onClick={() => setTries(tries + 1)}>{common.tryAgain}</Button>
        </ProblemNotice>
      ) : (
        <Copy copy={loaded} takesFocus={tries > 1} />
      )}
    </>
  );
}

/** `takesFocus`: what the focus was on is gone, the button to try again. */
function Copy({ copy, takesFocus }: { copy: AccessView; takesFocus: boolean }) {
  const first = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) first.current?.focus();
  }, [takesFocus]);
  const strings = useStrings();
  const words = strings.myData;
  const language = useLanguage();
  const say = (iso: string): string => dayAndTime(iso, language);
  const titles = strings.consentTexts(copy.marketplace);
  const { declared, application } = copy;
  return (
    <>
      <section class="block">
        <h2 ref={first} tabIndex={-1}>
          {words.keepingTitle}
        </h2>
        {copy.keeping.map(({ what, isKept, allowedBy, until, because, lockedAt }) => (
          <div key={what} class="card">
            <h3>{words.what[what]}</h3>
            <p>{isKept ? titles[allowedBy].why : words.notKept}</p>
            {isKept && (
              <p class="small">
                {until === null
                  ? (words.openEnd[because] ?? '')
                  : words.until(say(until), words.cause[because] ?? '')}
              </p>
            )}
            {isKept && lockedAt !== null && <p class="small">{words.locked(say(lockedAt))}</p>}
          </div>
        ))}
        <p class="soft small">
          {words.jurisdiction[application.jurisdiction]} {words.basis[application.jurisdictionBasis]}
        </p>
        {application.isUnderLegalHold && <p class="notice">{words.held}</p>}
      </section>
      <Declared declared={declared} />
      <section class="block">
        <h2>{words.consentsTitle}</h2>
        <ul class="plain-list">
          {copy.consents.map(({ entry, item, answer, at, textVersion }) => (
            <li key={entry}>
              {say(at)} · {titles[item].title} · {strings.status.takeBack.standing[answer]}{' '}
              <span class="soft small">{words.textVersion(textVersion)}</span>
            </li>
          ))}
        </ul>
      </section>
      <LooksList looks={copy.looks} />
      <Pictures evidence={copy.evidence} say={say} />
      <section class="block">
        <h2>{words.askedTitle}</h2>
        {copy.queries.length === 0 ? (
          <p>{words.nobodyAsked}</p>
        ) : (
          <ul class="plain-list">
            {copy.queries.map(({ source, showedFace, at }, index) => (
              <li key={index}>
                {say(at)} · {words.source[source]}
                {showedFace && ` · ${words.withFace}`}
              </li>
            ))}
          </ul>
        )}
        <p>{words.marketplaceKnows(copy.marketplaceKnows.states.length)}</p>
      </section>
      <Disclosure title={words.everything}>
        <p>{words.everythingText}</p>
        <ul class="plain-list">
          {copy.leftOut.map((why) => (
            <li key={why}>{words.leftOut[why]}</li>
          ))}
        </ul>
      </Disclosure>
    </>
  );
}

function Declared({ declared }: Pick<AccessView, 'declared'>) {
  const words = useStrings().myData;
  if (declared === null) return null;
  const { business, shop, contact } = declared;
  const rows = [
    [words.fields.name, declared.legalName],
    [words.fields.citizenId, declared.citizenId],
    [
      words.fields.business,
      business && `${business.name} · ${business.code} · ${business.legalRepresentative}`,
    ],
    [words.fields.shop, [shop.name, ...shop.categories, ...shop.brands].join(' · ')],
    [words.fields.contact, [contact.phone, contact.email].filter(Boolean).join(' · ')],
  ].filter((row): row is [string, string] => row[1] !== null);
  return (
    <section class="block">
      <h2>{words.declaredTitle}</h2>
      <dl class="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Shown only when asked for: each picture that is fetched is on record. */
function Pictures({ evidence, say }: { evidence: AccessView['evidence']; say: (iso: string) => string }) {
  const words = useStrings().myData;
  if (evidence.length === 0) return null;
  const kept = evidence.filter(({ link }) => link !== null);
  return (
    <section class="block">
      <h2>{words.picturesTitle}</h2>
      <p>{words.pictures(kept.length, evidence.length - kept.length)}</p>
      <Disclosure title={words.picturesList}>
        <ul class="plain-list">
          {evidence.map(({ evidenceId, kind, addedAt, erasedAt, link }) => (
            <li key={evidenceId}>
              {link === null ? words.kind[kind] : <a href={link}>{words.kind[kind]}</a>} · {say(addedAt)}
              {erasedAt !== null && ` · ${words.erased(say(erasedAt))}`}
            </li>
          ))}
        </ul>
      </Disclosure>
    </section>
  );
}
