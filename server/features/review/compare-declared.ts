// Field by field: what was declared and shown against the state's record, the register and the card. Pure.
import type { CaseView } from '../../contract/review.ts';
import type { CheckName, CheckReport } from '../../domain/check.ts';
import { agreementIn, type FieldAgreement, type RegisterField } from '../../domain/comparison.ts';
import type { ReasonCode } from '../../domain/reason-code.ts';

type Compared = CaseView['compared'][number];

/** Name and number were found together, whatever became of the portrait. */
const onlyAboutTheFace: readonly ReasonCode[] = [
  'record-face-differs',
  'record-face-unclear',
  'record-portrait-missing',
  'face-not-asked',
];

function reasonOf(report: CheckReport | undefined): ReasonCode | null {
  if (report === undefined) return 'check-missing';
  return report.result.outcome === 'passed' ? null : report.result.reason;
}

/** `no`: what the check says when the field disagrees; every other reason is no answer about this field. */
function judged(
  report: CheckReport | undefined,
  no: readonly ReasonCode[],
  yes: readonly ReasonCode[] = [],
): Pick<Compared, 'agreement' | 'reason'> {
  const reason = reasonOf(report);
  if (reason === null || yes.includes(reason)) return { agreement: 'agrees', reason: null };
  return { agreement: no.includes(reason) ? 'disagrees' : 'not-answered', reason };
}

function registerRow(report: CheckReport | undefined, field: RegisterField): Compared {
  const agreement: FieldAgreement = agreementIn(report?.measurements ?? [], field);
  const whyNot: Record<FieldAgreement, ReasonCode | null> = {
    agrees: null,
    disagrees: 'registry-mismatch', // in this field, whatever else is the matter with the whole
    'not-answered': reasonOf(report) ?? 'check-missing',
  };
  const reason = whyNot[agreement];
  return { field, against: 'business-registry', agreement, reason };
}

export function compareDeclared(reports: readonly CheckReport[], hasBusiness: boolean): readonly Compared[] {
  const of = (check: CheckName): CheckReport | undefined => reports.find((one) => one.check === check);
  const [record, register, card] = [
    of('government-record'),
    of('business-registry'),
    of('document-face-match'),
  ];
  const data = judged(record, ['record-mismatch', 'record-not-found'], onlyAboutTheFace);
  const rows: readonly Compared[] = [
    { field: 'legalName', against: 'government-record', ...data },
    { field: 'citizenId', against: 'government-record', ...data },
    {
      field: 'recordFace',
      against: 'government-record',
      ...judged(record, ['record-face-differs', 'record-face-refused']),
    },
    { field: 'documentFace', against: 'id-document', ...judged(card, ['document-face-differs']) },
  ];
  if (!hasBusiness) return rows;
  const code = judged(
    register,
    ['registry-not-found'],
    ['registry-mismatch', 'registry-not-active', 'registry-doubtful'],
  );
  return [
    ...rows,
    { field: 'businessCode', against: 'business-registry', ...code },
    registerRow(register, 'businessName'),
    registerRow(register, 'legalRepresentative'),
    registerRow(register, 'applicantRepresents'),
  ];
}
