// How far reviewers agree with each other, with right answers and with the machine: overall, and for each of them.
import type { QualityView } from '../../server/contract/quality.ts';
import { figure, percent } from './gate-words.ts';
import { IntervalMark } from './interval-mark.tsx';
import { leastPairs, useQualityWords } from './quality-words.ts';
import { FigureScroll } from './figure-frame.tsx';

type Agreements = QualityView['agreement'];
type Agreement = Agreements['second'];
const kinds = ['second', 'known', 'machine'] as const satisfies readonly (keyof Agreements)[];

/** A kappa with its interval, or why there is none. */
function KappaCell({ pairs, kappa }: Pick<Agreement, 'pairs' | 'kappa'>) {
  const words = useQualityWords();
  if (pairs === 0) return <span class="soft">{words.nothingJudged}</span>;
  if (pairs < leastPairs) return <span class="soft">{words.tooFew(pairs, leastPairs)}</span>;
  if (kappa === null) return <span class="soft">{words.noKappa}</span>;
  return (
    <>
      <IntervalMark {...kappa} from={-1} to={1} /> <strong>{figure(kappa.value)}</strong>{' '}
      <span class="small soft">{words.interval(figure(kappa.lower95), figure(kappa.upper95))}</span>
    </>
  );
}

function ShareCell({ agreed, pairs, share }: Agreement) {
  const words = useQualityWords();
  if (share === null) return <>{words.none}</>;
  return (
    <>
      {words.part(agreed, percent(share.value))}{' '}
      <span class="small soft">{words.interval(percent(share.lower95), percent(share.upper95))}</span>
      <span class="visually-hidden"> {words.of(pairs)}</span>
    </>
  );
}

interface Row {
  readonly key: string;
  readonly who: string;
  readonly kind: keyof Agreements;
  readonly agreement: Agreement;
}

export function QualityAgreement({ quality }: { quality: QualityView }) {
  const words = useQualityWords();
  const rows: readonly Row[] = [
    ...kinds.map((kind) => ({ key: kind, who: words.overall, kind, agreement: quality.agreement[kind] })),
    ...quality.agreementOf.flatMap((person) =>
      kinds
        .filter((kind) => person[kind].pairs > 0)
        .map((kind) => ({
          key: `${person.reviewerId} ${kind}`,
          who: person.name,
          kind,
          agreement: person[kind],
        })),
    ),
  ];
  return (
    <>
      <p class="soft">
        {words.agreementHow} {words.kappaAxis}
      </p>
      <FigureScroll columns={[words.who, words.kind, words.pairs, words.agreed, words.kappa]}>
        {rows.map(({ key, who, kind, agreement }) => (
          <tr key={key}>
            <th scope="row">{who}</th>
            <td>{words.kinds[kind]}</td>
            <td>{words.of(agreement.pairs)}</td>
            <td>
              <ShareCell {...agreement} />
            </td>
            <td>
              <KappaCell {...agreement} />
            </td>
          </tr>
        ))}
      </FigureScroll>
      {quality.abstained > 0 && <p>{words.abstained(quality.abstained)}</p>}
    </>
  );
}
