// Numbers that make the sandbox's record answer in a chosen way, whatever name is declared with them.

export type MagicOutcome =
  | 'match'
  | 'mismatch'
  | 'not-found'
  | 'portrait-differs'
  | 'portrait-missing'
  | 'weak-match'
  | 'face-refused'
  | 'photo-blurred'
  | 'photo-too-dark'
  | 'photo-face-covered'
  | 'photo-several-faces'
  | 'maintenance'
  | 'unreachable'
  | 'rate-limited'
  | 'bad-answer'
  | 'daily-limit'
  | 'refused'
  | 'not-authorised'
  | 'clock-skew'
  | 'unpaid'
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
      'zh-CN': '无法查询：系统维护，请十分钟后再试（最多等十分钟，再由人看）',
      en: 'Cannot ask: maintenance, try again in ten minutes; it waits ten minutes at most, then a person looks',
    },
  },
  {
    citizenId: '990000199001010703',
    outcome: 'unreachable',
    shows: {
      'zh-CN': '无法查询：连接不上（最多等十分钟，再由人看）',
      en: 'Cannot ask: no connection; it waits ten minutes at most, then a person looks',
    },
  },
  {
    citizenId: '990000199001010818',
    outcome: 'rate-limited',
    shows: {
      'zh-CN': '无法查询：请求过多，请一分钟后再试（最多等十分钟，再由人看）',
      en: 'Cannot ask: too many requests, try again in a minute; it waits ten minutes at most, then a person looks',
    },
  },
  {
    citizenId: '990000199001010906',
    outcome: 'bad-answer',
    shows: {
      'zh-CN': '无法查询：返回内容无法识别（最多等十分钟，再由人看）',
      en: 'Cannot ask: the answer makes no sense; it waits ten minutes at most, then a person looks',
    },
  },
  {
    citizenId: '99000019900101101X',
    outcome: 'slow',
    shows: { 'zh-CN': '一致，但约三秒后才有结果', en: 'Agrees, after about three seconds' },
  },
  {
    citizenId: '990000199001011108',
    outcome: 'never-answers',
    shows: {
      'zh-CN': '一直没有结果，直至超时（最多等十分钟，再由人看）',
      en: 'Never answers: the caller’s time runs out; it waits ten minutes at most, then a person looks',
    },
  },
  {
    citizenId: '990000199001011212',
    outcome: 'weak-match',
    shows: {
      'zh-CN': '记录认为人像一致，但不够确定',
      en: 'The record calls the face the same, and is not sure enough',
    },
  },
  {
    citizenId: '990000199001011300',
    outcome: 'face-refused',
    shows: {
      'zh-CN': '记录不认可这张现场照片（疑似翻拍或伪造）',
      en: 'The record refuses the live photo (it may be a picture of a picture)',
    },
  },
  {
    citizenId: '990000199001011415',
    outcome: 'photo-blurred',
    shows: { 'zh-CN': '照片模糊，需要重拍', en: 'The photo is blurred: a better one is needed' },
  },
  {
    citizenId: '990000199001011503',
    outcome: 'photo-too-dark',
    shows: { 'zh-CN': '照片太暗，需要重拍', en: 'The photo is too dark: a better one is needed' },
  },
  {
    citizenId: '990000199001011618',
    outcome: 'photo-face-covered',
    shows: { 'zh-CN': '脸被遮住，需要重拍', en: 'The face is covered: a better one is needed' },
  },
  {
    citizenId: '990000199001011706',
    outcome: 'photo-several-faces',
    shows: {
      'zh-CN': '照片里不止一个人，需要重拍',
      en: 'Several people in the photo: a better one is needed',
    },
  },
  {
    citizenId: '990000199001011810',
    outcome: 'daily-limit',
    shows: { 'zh-CN': '无法查询：当日次数已用完', en: 'Cannot ask: the quota of the day is used up' },
  },
  {
    citizenId: '990000199001011909',
    outcome: 'refused',
    shows: { 'zh-CN': '无法查询：对方不受理这个问题', en: 'Cannot ask: it does not take this question' },
  },
  {
    citizenId: '990000199001012012',
    outcome: 'not-authorised',
    shows: { 'zh-CN': '无法查询：密钥或权限不对', en: 'Cannot ask: our key or right is not accepted' },
  },
  {
    citizenId: '990000199001012100',
    outcome: 'clock-skew',
    shows: { 'zh-CN': '无法查询：时钟相差太多', en: 'Cannot ask: the clocks are too far apart' },
  },
  {
    citizenId: '990000199001012215',
    outcome: 'unpaid',
    shows: { 'zh-CN': '无法查询：账户欠费', en: 'Cannot ask: the account is in arrears' },
  },
];
