// 「外部服务」页面的文字：问到的政府记录和工商登记服务现在怎么样、答得快不快、花费多少。

export const servicesZhCN = {
  title: '外部服务',
  onlyLeads: '这一页给审核组长和运维人员看。',
  how: '这里是核对身份和企业信息时要询问的外部服务。数字来自全部进程，每半分钟更新一次。',
  none: '这里不通过网络询问任何服务。',
  period: '时间范围',
  lastHours: (hours: number) =>
    hours % 24 === 0 && hours > 24 ? `最近 ${hours / 24} 天` : `最近 ${hours} 小时`,
  waitingNone: '没有申请在等外部服务。',
  waiting: (count: number, since: string) =>
    `有 ${count} 份申请在等外部服务答复，最早的从${since}开始。到了时限，会带着「没能问到」转给审核员。`,
  resting: (name: string, processes: number, of: number) =>
    `${name}：${of} 个进程里有 ${processes} 个暂停询问。请看它为什么失败；恢复后会自动继续。`,
  allWell: '所有服务都在正常询问。',
  kinds: { 'government-record': '政府记录', 'business-registry': '工商登记' },
  named: (name: string, kind: string) => `${name}（${kind}）`,
  services: {
    'tencent-faceid': '腾讯云',
    'alibaba-cloudauth': '阿里云',
    'business-registry': '登记机关',
  } as Readonly<Record<string, string>>,
  breaker: '断路器',
  process: '进程',
  state: '状态',
  since: '从何时起',
  why: '上次触发的原因',
  retryAt: '下次询问',
  states: { closed: '闭合：正常询问', open: '断开：暂停询问', 'half-open': '试探：只放行一个问题' },
  noGuards: '一分钟内没有进程报告过它。',
  dash: '–',
  answers: '答复',
  asked: (count: number) => `问了 ${count} 次。`,
  notAsked: '这段时间没有问过。',
  heldBack: (count: number) => `另有 ${count} 次被断路器拦下，没有去问，也不计费。`,
  latency: (p50: string, p95: string) => `答复用时：p50 ${p50}，p95 ${p95}。`,
  ms: (ms: number) => `${ms} 毫秒`,
  seconds: (seconds: string) => `${seconds} 秒`,
  beyond: (span: string) => `${span}以上`,
  outcome: '答复',
  count: '次数',
  share: '占比',
  outcomes: {
    agrees: '一致',
    found: '查到企业',
    'not-found': '查无记录',
    'face-differs': '姓名和号码一致，人脸不符',
    'no-portrait': '没有可比对的照片',
    capture: '照片不能用',
  } as Readonly<Record<string, string>>,
  month: (month: string) => `${month} 的用量（世界时）`,
  billed: '计费',
  unstated: '可能计费',
  free: '免费',
  noCosts: '这里不统计它的用量。',
};

export type ServicesStrings = typeof servicesZhCN;
