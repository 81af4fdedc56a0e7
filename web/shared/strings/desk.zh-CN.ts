// The words of the reviewers' desk in Chinese; this table is the shape that every other language has.
import type { QueueEntry } from '../../../server/contract/queue.ts';
import type { CaseView } from '../../../server/contract/review.ts';
import { accountZhCN, signInZhCN } from './account.zh-CN.ts';
import { caseZhCN } from './case.zh-CN.ts';
import { checksZhCN } from './checks.zh-CN.ts';
import { decideZhCN } from './decide.zh-CN.ts';
import { deskProblemsZhCN } from './desk-problems.zh-CN.ts';
import { keysZhCN } from './keys.zh-CN.ts';
import { queueZhCN } from './queue.zh-CN.ts';

export const deskZhCN = {
  title: '审核台',
  product: 'Portcullis',
  languageLabel: '语言',
  skipToCase: '跳到案件',
  skipToPage: '跳到内容',
  viewsLabel: '审核台的各个页面',
  views: {
    queue: '队列',
    gate: '闸门',
    quality: '质量',
    account: '账号',
    marketplace: '平台接入',
    services: '外部服务',
    holds: '法律保留',
  },
  signOut: '退出登录',
  loading: '正在载入…',
  close: '关闭',
  tryAgain: '再试一次',
  reload: '重新载入案件',
  problemNumber: (requestId: string) => `编号 ${requestId}`,
  signIn: signInZhCN,
  roles: { reviewer: '审核员', lead: '审核组长', operator: '运维人员' },
  gate: {
    hold: '人工审核',
    holdMeans: '每份申请都由人决定。',
    live: '自动放行',
    liveMeans: '机器可以放行核实无误的申请，其余由人决定。',
    label: '闸门',
  },
  account: accountZhCN,
  queue: queueZhCN,
  subjectKinds: {
    individual: '个人',
    'sole-proprietor': '个体工商户',
    company: '公司',
  } satisfies Record<QueueEntry['subjectKind'], string>,
  paths: { face: '人脸方式', 'face-free': '不处理人脸' } satisfies Record<QueueEntry['path'], string>,
  languages: { 'zh-CN': '中文', en: 'English' } satisfies Record<QueueEntry['language'], string>,
  states: {
    draft: '填写中',
    checking: '机器检查中',
    in_review: '等待审核员决定',
    awaiting_resubmission: '等申请人修改',
    admitted: '已准入',
    refused: '已拒绝',
    withdrawn: '已撤回',
    expired: '已过期',
    revoked: '已撤销',
  } satisfies Record<CaseView['state'], string>,
  age: {
    seconds: '不到 1 分钟',
    minutes: (minutes: number) => `${minutes} 分钟`,
    hours: (hours: number, minutes: number) => `${hours} 小时 ${minutes} 分`,
    days: (days: number, hours: number) => `${days} 天 ${hours} 小时`,
  },
  ...caseZhCN,
  ...checksZhCN,
  ...decideZhCN,
  keys: keysZhCN,
  problems: deskProblemsZhCN,
};

export type DeskStrings = typeof deskZhCN;
