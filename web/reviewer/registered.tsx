// What the register has of the business, line by line; who represents it, and where, masked at first.
import type { RevealedView } from '../../server/contract/reveal.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { useWords } from './words.ts';

type Entries = NonNullable<CaseView['registered']>['penalties'];

export interface RegisteredProps {
  readonly view: CaseView;
  /** Null while it is masked. */
  readonly revealed: RevealedView | null;
}

/** Nothing where the register had nothing to say; why not stands with its check. */
export function Registered({ view: { registered }, revealed }: RegisteredProps) {
  const words = useWords();
  if (registered === null) return null;
  const labels = words.registered;
  const clear = revealed?.registered ?? null;
  const rows: readonly (readonly [string, string | null])[] = [
    [labels.state, labels.states[registered.state]],
    [labels.name, registered.name ?? labels.noTradeName],
    [labels.legalRepresentative, clear?.legalRepresentative ?? registered.legalRepresentative],
    [labels.address, clear?.address ?? registered.address],
    [labels.scope, registered.scope],
    [labels.establishedOn, registered.establishedOn],
    [labels.validUntil, registered.validUntil],
  ];
  return (
    <section class="panel" aria-labelledby="registered-title">
      <h3 id="registered-title">{labels.title}</h3>
      <dl class="facts">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="declared-value">{value ?? labels.notSaid}</dd>
          </div>
        ))}
        <div>
          <dt>{labels.penalties}</dt>
          <dd>
            <EntryList entries={registered.penalties} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function EntryList({ entries }: { entries: Entries }) {
  const labels = useWords().registered;
  if (entries === null) return <>{labels.notOffered}</>;
  if (entries.length === 0) return <>{labels.none}</>;
  return (
    <ul>
      {entries.map(({ kind, on, what }) => (
        <li key={`${kind} ${on ?? ''} ${what}`}>
          {[labels.kinds[kind], on, what].filter((part) => part !== null).join(' · ')}
        </li>
      ))}
    </ul>
  );
}
