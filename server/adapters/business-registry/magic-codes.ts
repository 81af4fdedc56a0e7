// The only businesses the sandbox's register knows, and the codes at which it cannot be asked.

import type { BusinessState, Penalty } from '../../domain/registered-business.ts';
import { Sensitive } from '../../domain/sensitive.ts';
import type { BusinessRegistryAnswer, FoundBusiness } from '../../ports/business-registry.ts';

export interface MagicBusinessCode {
  /** Well-formed, check digit right, of the made-up province 99. */
  code: string;
  outcome: string;
  shows: { 'zh-CN': string; en: string };
  /** `null`: never answers. */
  answer: BusinessRegistryAnswer | null;
}

export const magicBusinessCodes: readonly MagicBusinessCode[] = [
  {
    code: '91990000MA0000015Q',
    outcome: 'active',
    shows: {
      'zh-CN': '沙盒晨光贸易有限公司，存续，法定代表人张伟',
      en: '沙盒晨光贸易有限公司, active, legal representative 张伟',
    },
    answer: found('active', '沙盒晨光贸易有限公司', '张伟'),
  },
  {
    code: '92990000MA0000023G',
    outcome: 'active-sole-proprietor',
    shows: {
      'zh-CN': '沙盒张伟百货店（个体工商户），存续，经营者张伟',
      en: '沙盒张伟百货店 (sole proprietor), active, operator 张伟',
    },
    answer: found('active', '沙盒张伟百货店', '张伟', { penalties: null }),
  },
  {
    code: '92990000MA0000250M',
    outcome: 'active-without-trade-name',
    shows: {
      'zh-CN': '没有字号的个体工商户，存续，经营者张伟',
      en: 'a sole proprietor without a trade name, active, operator 张伟',
    },
    answer: found('active', null, '张伟', { penalties: null }),
  },
  {
    code: '91990000MA0000031E',
    outcome: 'active-other-representative',
    shows: {
      'zh-CN': '沙盒远山科技有限公司，存续，法定代表人李娜',
      en: '沙盒远山科技有限公司, active, legal representative 李娜',
    },
    answer: found('active', '沙盒远山科技有限公司', '李娜'),
  },
  {
    code: '91990000MA000004X6',
    outcome: 'revoked',
    shows: {
      'zh-CN': '沙盒旧事商贸有限公司，吊销，法定代表人张伟',
      en: '沙盒旧事商贸有限公司, licence revoked, legal representative 张伟',
    },
    answer: found('revoked', '沙盒旧事商贸有限公司', '张伟'),
  },
  {
    code: '91990000MA00000586',
    outcome: 'cancelled',
    shows: {
      'zh-CN': '沙盒落幕文化有限公司，注销，法定代表人张伟',
      en: '沙盒落幕文化有限公司, cancelled, legal representative 张伟',
    },
    answer: found('cancelled', '沙盒落幕文化有限公司', '张伟'),
  },
  {
    code: '91990000MA00001112',
    outcome: 'suspended',
    shows: {
      'zh-CN': '沙盒小憩餐饮有限公司，歇业，法定代表人张伟',
      en: '沙盒小憩餐饮有限公司, suspended by its owner, legal representative 张伟',
    },
    answer: found('suspended', '沙盒小憩餐饮有限公司', '张伟'),
  },
  {
    code: '91990000MA000012XR',
    outcome: 'moved',
    shows: {
      'zh-CN': '沙盒南迁物流有限公司，迁出，法定代表人张伟',
      en: '沙盒南迁物流有限公司, moved to another register, legal representative 张伟',
    },
    answer: found('moved', '沙盒南迁物流有限公司', '张伟'),
  },
  {
    code: '91990000MA0000138R',
    outcome: 'liquidating',
    shows: {
      'zh-CN': '沙盒清账建材有限公司，清算，法定代表人张伟',
      en: '沙盒清账建材有限公司, being wound up, legal representative 张伟',
    },
    answer: found('liquidating', '沙盒清账建材有限公司', '张伟'),
  },
  {
    code: '91990000MA0000146L',
    outcome: 'annulled',
    shows: {
      'zh-CN': '沙盒虚名咨询有限公司，撤销登记，法定代表人张伟',
      en: '沙盒虚名咨询有限公司, registration annulled, legal representative 张伟',
    },
    answer: found('annulled', '沙盒虚名咨询有限公司', '张伟'),
  },
  {
    code: '91990000MA0000154F',
    outcome: 'active-penalised',
    shows: {
      'zh-CN': '沙盒误期食品有限公司，存续，有行政处罚，法定代表人张伟',
      en: '沙盒误期食品有限公司, active, with a penalty, legal representative 张伟',
    },
    answer: found('active', '沙盒误期食品有限公司', '张伟', {
      penalties: [{ kind: 'penalty', on: '2025-06-12', what: '未按期公示年度报告，罚款' }],
    }),
  },
  {
    code: '91990000MA0000162A',
    outcome: 'active-abnormal',
    shows: {
      'zh-CN': '沙盒失联商贸有限公司，存续，列入经营异常名录，法定代表人张伟',
      en: '沙盒失联商贸有限公司, active, listed for abnormal operation, legal representative 张伟',
    },
    answer: found('active', '沙盒失联商贸有限公司', '张伟', {
      penalties: [{ kind: 'abnormal-operation', on: '2026-01-20', what: '通过登记的住所无法联系' }],
    }),
  },
  {
    code: '91990000MA00001705',
    outcome: 'active-serious-violation',
    shows: {
      'zh-CN': '沙盒失信电器有限公司，存续，列入严重违法失信名单，法定代表人张伟',
      en: '沙盒失信电器有限公司, active, listed for serious violations, legal representative 张伟',
    },
    answer: found('active', '沙盒失信电器有限公司', '张伟', {
      penalties: [{ kind: 'serious-violation', on: '2026-03-02', what: '提交虚假材料取得登记' }],
    }),
  },
  {
    code: '91990000MA00001892',
    outcome: 'active-term-over',
    shows: {
      'zh-CN': '沙盒到期科技有限公司，存续，营业期限已过，法定代表人张伟',
      en: '沙盒到期科技有限公司, active, its term over, legal representative 张伟',
    },
    answer: found('active', '沙盒到期科技有限公司', '张伟', { validUntil: '2024-12-31' }),
  },
  {
    code: '91990000MA0000197W',
    outcome: 'active-says-little',
    shows: {
      'zh-CN': '沙盒少言贸易有限公司，存续，登记里只有名称与法定代表人，法定代表人张伟',
      en: '沙盒少言贸易有限公司, active, the register says only name and representative, legal representative 张伟',
    },
    answer: found('active', '沙盒少言贸易有限公司', '张伟', {
      address: null,
      scope: null,
      establishedOn: null,
      penalties: null,
    }),
  },
  {
    code: '91990000MA00000661',
    outcome: 'maintenance',
    shows: {
      'zh-CN': '无法查询：系统维护，请十分钟后再试',
      en: 'Cannot ask: maintenance, try again in ten minutes',
    },
    answer: { answer: 'unavailable', why: 'maintenance', retryAfterMs: 10 * 60_000 },
  },
  {
    code: '91990000MA0000074U',
    outcome: 'unreachable',
    shows: { 'zh-CN': '无法查询：连接不上', en: 'Cannot ask: no connection' },
    answer: { answer: 'unavailable', why: 'unreachable', retryAfterMs: null },
  },
  {
    code: '91990000MA0000082N',
    outcome: 'rate-limited',
    shows: {
      'zh-CN': '无法查询：请求过多，请一分钟后再试',
      en: 'Cannot ask: too many requests, try again in a minute',
    },
    answer: { answer: 'unavailable', why: 'rate-limited', retryAfterMs: 60_000 },
  },
  {
    code: '91990000MA0000090H',
    outcome: 'bad-answer',
    shows: { 'zh-CN': '无法查询：返回内容无法识别', en: 'Cannot ask: the answer makes no sense' },
    answer: { answer: 'unavailable', why: 'bad-answer', retryAfterMs: null },
  },
  {
    code: '91990000MA000020XD',
    outcome: 'daily-limit',
    shows: {
      'zh-CN': '无法查询：今日查询次数已用完',
      en: 'Cannot ask: the day’s quota is used up',
    },
    answer: { answer: 'unavailable', why: 'daily-limit', retryAfterMs: null },
  },
  {
    code: '91990000MA0000218D',
    outcome: 'refused',
    shows: {
      'zh-CN': '无法查询：对方不接受这次查询',
      en: 'Cannot ask: it does not take this question',
    },
    answer: { answer: 'unavailable', why: 'refused', retryAfterMs: null },
  },
  {
    code: '91990000MA00002268',
    outcome: 'not-authorised',
    shows: {
      'zh-CN': '无法查询：密钥或权限不被认可',
      en: 'Cannot ask: our key or right to ask is not accepted',
    },
    answer: { answer: 'unavailable', why: 'not-authorised', retryAfterMs: null },
  },
  {
    code: '91990000MA00002343',
    outcome: 'clock-skew',
    shows: {
      'zh-CN': '无法查询：双方时钟相差太大',
      en: 'Cannot ask: the clocks are too far apart',
    },
    answer: { answer: 'unavailable', why: 'clock-skew', retryAfterMs: null },
  },
  {
    code: '91990000MA0000242X',
    outcome: 'unpaid',
    shows: {
      'zh-CN': '无法查询：账户欠费',
      en: 'Cannot ask: the account is in arrears',
    },
    answer: { answer: 'unavailable', why: 'unpaid', retryAfterMs: null },
  },
  {
    code: '91990000MA00001037',
    outcome: 'never-answers',
    shows: { 'zh-CN': '一直没有结果，直至超时', en: 'Never answers: the caller’s time runs out' },
    answer: null,
  },
];

type Details = Partial<Omit<FoundBusiness, 'answer' | 'state' | 'name' | 'legalRepresentative'>>;

function found(
  state: BusinessState,
  name: string | null,
  legalRepresentative: string,
  details: Details = {},
): BusinessRegistryAnswer {
  const none: readonly Penalty[] = [];
  return {
    answer: 'found',
    state,
    name,
    legalRepresentative: new Sensitive(legalRepresentative),
    address: new Sensitive('沙盒市样板区示例路 1 号'),
    scope: '日用百货、服装鞋帽、电子产品销售',
    establishedOn: '2019-05-06',
    validUntil: null,
    penalties: none,
    ...details,
  };
}
