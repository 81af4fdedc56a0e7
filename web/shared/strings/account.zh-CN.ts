// The words of signing in and of the account page in Chinese; the shape of every other language.
import type { SessionView } from '../../../server/contract/accounts.ts';

const ways: Record<SessionView['way'], string> = {
  provider: '统一登录',
  link: '一次性链接',
  'break-glass': '应急链接',
};

export const signInZhCN = {
  title: '审核台：请登录',
  withProvider: (name: string) => `用${name}登录`,
  providerHow: '审核台没有自己的密码。您会转到身份平台登录，然后回到这里。',
  otherAccount: '换一个账号登录',
  how: '审核台没有密码。请用一次性的登录链接进入。',
  where: {
    demo: [
      '启动服务的窗口（npm start）会打印登录链接，每个链接只能用一次，而且会过期。',
      '链接用过或过期后，请运维人员另发一个：npx portcullis reviewers link。',
    ],
    usual: ['请运维人员发一个登录链接；每个链接只能用一次，24 小时内有效。'],
  },
  emergency: '身份平台用不了时，运维人员可以发应急链接；用它登录会被记录。',
  after: '用链接登录后，请回到这个页面。',
  check: '我已登录，继续',
  signingIn: '正在用您的链接登录…',
  signedOut: '您已退出登录。',
  stillAtProvider: (name: string) => `您在${name}那里可能还登录着；如果别人也用这台电脑，请一并退出。`,
  signOutAtProvider: (name: string) => `也从${name}退出`,
};

export const accountZhCN = {
  title: '账号',
  name: '姓名',
  role: '角色',
  id: '编号',
  sessions: '您的登录',
  sessionsMean: '您在这些地方登录着。一小时没有操作，或到了期限，登录会自动结束。',
  emergency: '您是用应急链接登录的：一小时后结束，已记录。',
  people: '所有人',
  peopleMean: '每个能进入审核台的人，以及他们的登录。结束登录、停用和恢复都会被记录。',
  times: (opened: string, seen: string, until: string) => `${opened} 登录 · 最近 ${seen} · 最晚到 ${until}`,
  ways,
  unknownBrowser: '未知',
  thisOne: '就是这里',
  end: '结束',
  endOf: (browser: string, time: string) => `结束 ${time} 在 ${browser} 的登录`,
  endOthers: '结束其他所有登录',
  endAll: '结束全部登录',
  endAllOf: (name: string) => `结束${name}的全部登录`,
  noneOfTheirs: '现在没有登录。',
  you: '您',
  bar: '停用',
  barOf: (name: string) => `停用${name}`,
  barTitle: (name: string) => `停用${name}？`,
  barMeans: '这个人的登录会立刻全部结束，也不能再登录，直到运维人员恢复。手里的案件到期后回到队列。',
  barConfirm: '停用',
  cancel: '取消',
  barredSince: (time: string) => `${time} 起停用`,
  letIn: '恢复',
  letInOf: (name: string) => `恢复${name}`,
  ended: (sessions: number) => `已结束 ${sessions} 个登录。`,
  barred: (name: string) => `${name}已停用，登录都已结束。`,
  letInAgain: (name: string) => `${name}可以再登录了。`,
};

export type SignInStrings = typeof signInZhCN;
export type AccountStrings = typeof accountZhCN;
