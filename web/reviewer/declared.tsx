// What the applicant declared, masked at first, beside what the records say about it.
import type { RevealedView } from '../../server/contract/reveal.ts';
import type { CaseView } from '../../server/contract/review.ts';
import { Button } from '../shared/ui/Button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { fieldAgreement, type FieldAgreement } from './record-agreement.ts';
import type { Reveal } from './use-reveal.ts';
import { useWords } from './words.ts';

interface FieldRow {
  readonly label: string;
  /** Masked, where it is until somebody asks. */
  readonly value: string;
  /** What the records say; null for what no record knows. */
  readonly record: FieldAgreement | null;
}

const marks: Readonly<Record<FieldAgreement, string>> = { agrees: '=', disagrees: '≠', unknown: '?' };

export interface DeclaredProps {
  readonly view: CaseView;
  readonly reveal: Reveal;
}

export function Declared({ view, reveal }: DeclaredProps) {
  const words = useWords();
  const rows = useRows(view, reveal.revealed ?? {});
  const isRevealed = reveal.revealed !== null;
  const recordWords: Record<FieldAgreement, string> = {
    agrees: words.declared.recordAgrees,
    disagrees: words.declared.recordDisagrees,
    unknown: words.declared.recordUnknown,
  };
  return (
    <section class="panel" aria-labelledby="declared-title">
      <div class="panel-head">
        <h3 id="declared-title">{words.declared.title}</h3>
        <Button kind="quiet" onClick={() => void reveal.toggle()}>
          {isRevealed ? words.declared.hide : words.declared.reveal}
        </Button>
      </div>
      <p class="small soft">{isRevealed ? words.declared.revealed : words.declared.masked}</p>
      {reveal.problem && <ProblemNotice problem={reveal.problem} />}
      <table class="declared">
        <thead class="visually-hidden">
          <tr>
            <th scope="col">{words.declared.field}</th>
            <th scope="col">{words.declared.value}</th>
            <th scope="col">{words.declared.record}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value, record }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td class="declared-value">{value === '' ? words.declared.empty : value}</td>
              <td>
                {record && (
                  <span class={`record record-${record}`}>
                    <span aria-hidden="true">{marks[record]}</span> {recordWords[record]}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function useRows({ declared, checks }: CaseView, clear: RevealedView): FieldRow[] {
  const words = useWords();
  const labels = words.declared;
  const state = fieldAgreement(checks, 'government-record');
  const registry = fieldAgreement(checks, 'business-registry');
  const { business, shop, contact } = declared;
  const row = (label: string, value: string, record: FieldRow['record'] = null): FieldRow => ({
    label,
    value,
    record,
  });
  return [
    row(labels.subjectKind, words.subjectKinds[declared.subjectKind]),
    row(labels.legalName, clear.legalName ?? declared.legalName, state),
    row(labels.citizenId, clear.citizenId ?? declared.citizenId, state),
    row(labels.birthDate, clear.birthDate ?? declared.birthDate),
    ...(business === null
      ? []
      : [
          row(labels.businessName, business.name, registry),
          row(labels.businessCode, business.code, registry),
          row(
            labels.legalRepresentative,
            clear.legalRepresentative ?? business.legalRepresentative,
            registry,
          ),
        ]),
    row(labels.shopName, shop.name),
    row(labels.categories, shop.categories.join('、')),
    row(labels.brands, shop.brands.join('、')),
    row(labels.phone, clear.phone ?? contact.phone),
    row(labels.email, clear.email ?? contact.email ?? ''),
  ];
}
