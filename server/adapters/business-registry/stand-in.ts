// What a stand-in for a register says: it knows the sandbox's codes, in the words of the example mapping.
import type { BusinessState, PenaltyKind } from '../../domain/registered-business.ts';
import type { FoundBusiness } from '../../ports/business-registry.ts';
import { standInCodes, type Said } from '../wire/signed-stand-in.ts';
import { magicBusinessCodes } from './magic-codes.ts';

const states: Readonly<Record<BusinessState, string>> = {
  active: '存续',
  suspended: '歇业',
  moved: '迁出',
  liquidating: '清算',
  annulled: '撤销',
  revoked: '吊销',
  cancelled: '注销',
};
const kinds: Readonly<Record<PenaltyKind, string>> = {
  penalty: '行政处罚',
  'abnormal-operation': '经营异常',
  'serious-violation': '严重违法',
};

const entity = (uscc: string, found: FoundBusiness): unknown => ({
  uscc,
  name: found.name ?? '无字号',
  status: states[found.state],
  legalPerson: found.legalRepresentative.reveal(),
  address: found.address?.reveal() ?? '',
  scope: found.scope,
  establishDate: found.establishedOn?.replaceAll('-', ''),
  expireDate: found.validUntil ?? '长期',
  records: (found.penalties ?? []).map(({ kind, on, what }) => ({ type: kinds[kind], date: on, text: what })),
});

/** Nobody but the magic codes is on it. */
export function sayOfBusiness({ uscc }: Readonly<Record<string, string>>): Said {
  const magic = magicBusinessCodes.find(({ code }) => code === uscc);
  if (magic === undefined) return { code: 1 };
  if (magic.answer === null) return { trouble: 'hangs' };
  if (magic.answer.answer === 'found') return { code: 0, data: entity(magic.code, magic.answer) };
  if (magic.answer.answer === 'not-found') return { code: 1 };
  const { why, retryAfterMs } = magic.answer;
  if (why === 'unreachable') return { trouble: 'hangs-up' };
  const wait = retryAfterMs === null ? {} : { retryAfterSeconds: retryAfterMs / 1000 };
  return { code: standInCodes[why], ...wait };
}
