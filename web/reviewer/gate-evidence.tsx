// The evidence as it can be read: what it shows, the matrix, each group with its bound, what does not count.
import type { EvidenceView } from '../../server/contract/go-live.ts';
import { percent, useGateWords } from './gate-words.ts';

const columns = ['admit', 'resubmit', 'refuse', 'overturned'] as const;
const rows = ['admit', 'resubmit', 'review', 'refuse'] as const;

function Claims({ evidence }: { evidence: EvidenceView }) {
  const words = useGateWords();
  const { falseAdmits, claim, requiredBound, moreRefusals } = evidence;
  return (
    <div class="gate-claims">
      <p>
        <strong class="gate-figure">{words.ofRefusals(falseAdmits.errors, falseAdmits.trials)}</strong>
        <br />
        <span class="soft">{words.falseAdmits}</span>
      </p>
      <p>
        {claim.shown === null ? words.claimsNothing : words.claims(percent(claim.shown))}{' '}
        {words.bound(percent(falseAdmits.upper95))}
      </p>
      {claim.next !== null && <p>{words.nextClaim(percent(claim.next.rate), claim.next.moreRefusals)}</p>}
      <p>
        {words.required(percent(requiredBound))}{' '}
        <strong>{moreRefusals === 0 ? words.met : words.notMet(moreRefusals)}</strong>
      </p>
    </div>
  );
}

function MatrixTable({ evidence }: { evidence: EvidenceView }) {
  const words = useGateWords();
  return (
    <table class="figure-table">
      <caption>{words.matrix}</caption>
      <thead>
        <tr>
          <th scope="col">{words.recommended}</th>
          {columns.map((column) => (
            <th scope="col" key={column}>
              {words.verdicts[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{words.recommendations[row]}</th>
            {columns.map((column) => {
              const isFalse = row === 'admit' && (column === 'refuse' || column === 'overturned');
              const count = evidence.matrix[row][column];
              return (
                <td key={column} class={isFalse && count > 0 ? 'gate-false' : undefined}>
                  {count}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One bar a group: from nothing to the bound, with the required bound as a line. 0 to 100 %, by its root, so that small ones show. */
function Bound({ upper95, required }: { upper95: number; required: number }) {
  const place = (rate: number): number => Math.round(200 * Math.sqrt(rate));
  return (
    <svg class="gate-bound" viewBox="0 0 200 14" width="200" height="14" aria-hidden="true">
      <rect x="0" y="2" width="200" height="10" class="gate-bound-ground" />
      <rect x="0" y="2" width={place(upper95)} height="10" class="gate-bound-bar" />
      <line x1={place(required)} x2={place(required)} y1="0" y2="14" class="gate-bound-limit" />
    </svg>
  );
}

function Groups({ evidence }: { evidence: EvidenceView }) {
  const words = useGateWords();
  const names: Partial<Record<string, string>> = words.groupValues;
  return (
    <table class="figure-table">
      <caption>{words.plot}</caption>
      <thead>
        <tr>
          <th scope="col">{words.group}</th>
          <th scope="col">{words.falseAdmits}</th>
          <th scope="col">{words.upTo}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.groups.map(({ by, value, falseAdmits, isBeyond }) => (
          <tr key={`${by} ${value ?? ''}`}>
            <th scope="row">
              <span class="soft">{words.groupings[by]}</span>{' '}
              {value === null ? words.none : (names[value] ?? value)}
            </th>
            <td>{words.ofRefusals(falseAdmits.errors, falseAdmits.trials)}</td>
            <td class="gate-bound-cell">
              <Bound upper95={falseAdmits.upper95} required={evidence.requiredBound} />{' '}
              {percent(falseAdmits.upper95)} {isBeyond && <strong class="bad">{words.beyond}</strong>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function GateEvidence({ evidence, title }: { evidence: EvidenceView; title: string }) {
  const words = useGateWords();
  return (
    <section>
      <h3>{title}</h3>
      <p class="soft">{words.evidenceHow}</p>
      <Claims evidence={evidence} />
      <MatrixTable evidence={evidence} />
      <Groups evidence={evidence} />
      {evidence.leftOut.length > 0 && (
        <p>
          {words.leftOut}:{' '}
          {evidence.leftOut.map(({ standing, cases }) => `${words.standings[standing]} ${cases}`).join(' · ')}
        </p>
      )}
      <p class="small soft">
        {words.through(evidence.throughSeq)}. {words.digest}:{' '}
        <code class="gate-digest">{evidence.sha256}</code>
      </p>
    </section>
  );
}
