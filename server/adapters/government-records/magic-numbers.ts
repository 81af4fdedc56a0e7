// Numbers that make the sandbox's record answer in a chosen way, whatever name is declared with them.

export type MagicOutcome =
  | 'match'
  | 'mismatch'
  | 'not-found'
  | 'portrait-differs'
  | 'portrait-missing'
  | 'maintenance'
  | 'unreachable'
  | 'rate-limited'
  | 'bad-answer'
  | 'slow'
  | 'never-answers';

export interface MagicNumber {
  /** Well-formed, of the made-up province 99 and its reserved district 0000; born on 1 January 1990. */
  citizenId: string;
  outcome: MagicOutcome;
  shows: { 'zh-CN': string; en: string };
}

export const magicNumbers: readonly MagicNumber[] = [
  {
    citizenId: '990000199001010105',
    outcome: 'match',
    shows: { 'zh-CN': '姓名、号码与人像均一致', en: 'Name, number and face agree' },
  },
  {
    citizenId: '99000019900101021X',
    outcome: 'mismatch',
    shows: { 'zh-CN': '姓名与号码不一致', en: 'Name and number disagree' },
  },
  {
    citizenId: '990000199001010308',
    outcome: 'not-found',
    shows: { 'zh-CN': '查无此号', en: 'Nobody has this number' },
  },
  {
    citizenId: '990000199001010412',
    outcome: 'portrait-differs',
    shows: {
      'zh-CN': '姓名与号码一致，人像不是同一人',
      en: 'Name and number agree, the face is another person’s',
    },
  },
  {
    citizenId: '990000199001010500',
    outcome: 'portrait-missing',
    shows: { 'zh-CN': '姓名与号码一致，库中没有人像', en: 'Name and number agree, no portrait on record' },
  },
  {
    citizenId: '990000199001010615',
    outcome: 'maintenance',
    shows: {
      'zh-CN': '无法查询：系统维护，请十分钟后再试',
      en: 'Cannot ask: maintenance, try again in ten minutes',
    },
  },
  {
    citizenId: '990000199001010703',
    outcome: 'unreachable',
    shows: { 'zh-CN': '无法查询：连接不上', en: 'Cannot ask: no connection' },
  },
  {
    citizenId: '990000199001010818',
    outcome: 'rate-limited',
    shows: {
      'zh-CN': '无法查询：请求过多，请一分钟后再试',
      en: 'Cannot ask: too many requests, try again in a minute',
    },
  },
  {
    citizenId: '990000199001010906',
    outcome: 'bad-answer',
    shows: { 'zh-CN': '无法查询：返回内容无法识别', en: 'Cannot ask: the answer makes no sense' },
  },
  {
    citizenId: '99000019900101101X',
    outcome: 'slow',
    shows: { 'zh-CN': '一致，但约三秒后才有结果', en: 'Agrees, after about three seconds' },
  },
  {
    citizenId: '990000199001011108',
    outcome: 'never-answers',
    shows: { 'zh-CN': '一直没有结果，直至超时', en: 'Never answers: the caller’s time runs out' },
  },
];
