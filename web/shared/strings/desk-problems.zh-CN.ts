// What the desk says when the server does not do something, in Chinese; this table is the shape that every other language has.
import type { Wording } from './wording.ts';

export const deskProblemsZhCN = {
  'invalid-request': { says: '提交的内容不完整。', next: '请检查原因、需要重做的项目和字数，再提交一次。' },
  'not-authenticated': {
    says: '您还没有登录，或登录已过期。',
    next: '请重新登录；写好的备注会留在这个窗口里。',
  },
  'sign-in-link-used': {
    says: '这个登录链接已经用过，或已过期。',
    next: '请运维人员发一个新的链接。',
  },
  'sign-in-not-proved': {
    says: '登录没有通过核对：返回的内容与出发时不符，或已经用过，或超过了十分钟。',
    next: '请重新登录。如果一直这样，请把编号告诉运维人员。',
  },
  'sign-in-declined': {
    says: '登录没有完成：您取消了，或身份平台没有允许。',
    next: '请重新登录，需要时换一个账号。',
  },
  'no-reviewer-role': {
    says: '您的账号没有问题，但在审核台还没有角色。',
    next: '请找管理账号的同事，为您加上审核员、审核组长或运维人员的角色，然后重新登录；或换一个账号。',
  },
  'reviewer-barred': {
    says: '运维人员已停用您的账号，您的登录都已结束。',
    next: '如果您认为不对，请联系审核台的运维人员。',
  },
  'role-not-enough': { says: '您的角色不能做这件事。', next: '请找审核组长或运维人员。' },
  'provider-not-reachable': {
    says: '现在连不上身份平台，没能登录。',
    next: '请过一会儿再试。如果很急，运维人员可以发一个应急链接。',
  },
  'foreign-origin': { says: '请求来自别的网站，已被拦下。', next: '请直接打开本站的审核台。' },
  'not-found': { says: '找不到这个案件。', next: '它可能已被申请人撤回。请从队列里另选一个。' },
  'event-not-possible': {
    says: '案件的状态已经变了，不能再这样做。',
    next: '请重新载入案件，看看现在轮到谁。',
  },
  'case-locked': {
    says: '这份申请已封存：依法保存，任何人都看不到。',
    next: '无需处理，请选下一份。',
  },
  'case-kept-for-another': {
    says: '这个案件留给了要求补交的同事。',
    next: '时间一过就可以领取。请选下一个案件。',
  },
  'case-claimed-by-another': {
    says: '另一位审核员正在处理这个案件。',
    next: '您可以继续看，但不能决定。请选下一个案件。',
  },
  'case-not-claimed': {
    says: '这个案件现在不在您手里，可能领取已到期。',
    next: '请再领取一次；写好的内容还在。',
  },
  'already-decided-by-you': {
    says: '您已经决定过这个案件。',
    next: '第二个决定要由另一个人来做。请选下一个案件。',
  },
  'nothing-to-undo': {
    says: '这个决定已经生效，不能再撤回。',
    next: '请重新打开案件查看；如果决定有误，请告诉组长。',
  },
  'own-case': {
    says: '这是您自己的或与您有关的案件。',
    next: '任何人都不能审核自己的案件。请把它放回队列。',
  },
  'too-many-attempts': { says: '操作太频繁了。', next: '请等一分钟再试。' },
  'temporarily-busy': { says: '现在排队的工作太多。', next: '请稍等几秒再试。' },
  'temporarily-unavailable': { says: '服务的一部分现在用不了。', next: '请稍等再试；写好的内容还在。' },
  internal: { says: '我们这边出了问题。', next: '请再试一次；如果还不行，请把编号告诉运维人员。' },
  'connection-lost': { says: '连不上服务器。', next: '请检查网络再试；写好的内容还在。' },
} satisfies Record<string, Wording>;

export type DeskProblem = keyof typeof deskProblemsZhCN;
