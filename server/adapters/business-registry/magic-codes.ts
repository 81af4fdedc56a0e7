// The only businesses the sandbox's register knows, and the codes at which it cannot be asked.

import { Sensitive } from '../../domain/sensitive.ts';
import type { BusinessRegistryAnswer } from '../../ports/business-registry.ts';

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
    answer: found('active', '沙盒张伟百货店', '张伟'),
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
    code: '91990000MA00001037',
    outcome: 'never-answers',
    shows: { 'zh-CN': '一直没有结果，直至超时', en: 'Never answers: the caller’s time runs out' },
    answer: null,
  },
];

function found(
  state: 'active' | 'revoked' | 'cancelled',
  name: string,
  legalRepresentative: string,
): BusinessRegistryAnswer {
  return { answer: 'found', state, name, legalRepresentative: new Sensitive(legalRepresentative) };
}
