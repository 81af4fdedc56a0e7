// The words of deciding a case and of what follows, in Chinese; this table is the shape that every other language has.
import type { EscalationBody } from '../../../server/contract/decision.ts';
import type { DraftBody } from '../../../server/contract/draft.ts';
import type { CaseView, DecisionBody } from '../../../server/contract/review.ts';
import type { RevocationBody } from '../../../server/contract/revocation.ts';
import { reviewReasonsZhCN } from './checks.zh-CN.ts';

type Wanted = DraftBody['decision'] | 'revoke';
type Recommendation = NonNullable<CaseView['recommendation']>;

const escalationReasons: Record<EscalationBody['reason'], string> = {
  'cannot-tell': '看了所有证据，仍然无法判断',
  'rule-unclear': '规则没有说清这种情况',
  'part-of-a-pattern': '像是一连串相似申请中的一份',
  'person-at-risk': '担心申请人受人胁迫或有危险',
  'knows-the-applicant': '我认识申请人',
  'technical-fault': '系统出了问题，证据不完整',
};

const revocationReasons: Record<RevocationBody['reason'], string> = {
  'fraud-found': '查明是欺诈',
  'identity-in-doubt': '对当时是谁申请有了怀疑',
  'no-longer-entitled': '不再有权代表该主体',
  'admitted-in-error': '是我们误放行的',
  'asked-by-the-seller': '商家自己要求',
};

export const decideZhCN = {
  decisions: { approve: '通过', refuse: '拒绝', 'ask-again': '请申请人重做' } satisfies Record<
    DecisionBody['decision'],
    string
  >,
  /** On the bar at the foot of a case. */
  steps: {
    approve: '通过',
    refuse: '拒绝',
    'ask-again': '请申请人重做',
    escalate: '上报组长',
    revoke: '撤销准入',
  } satisfies Record<Wanted, string>,
  wantedReasons: { ...reviewReasonsZhCN, ...escalationReasons, ...revocationReasons },
  escalation: {
    title: '已上报组长',
    by: (name: string, time: string) => `${name} 于 ${time} 上报`,
    mine: (time: string) => `您于 ${time} 上报`,
    forLeads: '现在只有组长可以决定；您可以看。',
    forYou: '请您决定；拿不准可以放回队列，由另一位组长接手。',
    afterLead: '组长已经决定过。第二个决定可以由其他人来做，上报的人除外。',
    note: (text: string) => `上报时写的：${text}`,
  },
  revocation: {
    title: '准入已撤销',
    by: (name: string, time: string) => `${name} 于 ${time} 撤销，不能恢复`,
    message: (text: string) => `写给申请人：${text}`,
    note: (text: string) => `备注：${text}`,
    confirmTitle: '撤销后不能恢复',
    confirmMeans:
      '这份准入将永久失效：凭证列入撤销清单，商城会收到通知，申请人会读到原因和您写的话。若日后查明有误，申请人只能重新申请。',
    keep: '不撤销，返回',
    confirm: '永久撤销',
  },
  items: {
    declaration: '填写的信息',
    'id-front': '证件正面照片',
    'id-back': '证件背面照片',
    'business-licence': '营业执照照片',
    liveness: '活体采集',
  } satisfies Record<DecisionBody['items'][number], string>,
  decide: {
    bar: '决定',
    titles: {
      approve: '通过这份申请',
      refuse: '拒绝这份申请',
      'ask-again': '请申请人重做',
      escalate: '上报组长',
      revoke: '撤销准入',
    } satisfies Record<Wanted, string>,
    means: {
      escalate: '交给组长决定。您不再持有这个案件，也不能再决定它；每次提交只能上报一次。',
      revoke: '收回已经给出的准入。从现在起，商家凭证不再有效，商城会收到通知，申请人会读到原因。',
    },
    oneReason: '原因（选一个）',
    reasons: '原因（至少选一个，最多五个）',
    reasonsHint: '按数字键选择',
    findReason: '查找原因',
    reasonsFound: (count: number) =>
      count === 0 ? '没有这样的原因。' : `找到 ${count} 个，按回车选第一个。`,
    proposals: '建议的话',
    insert: '插入',
    items: '要重做什么（至少选一项）',
    message: '给申请人的话（可以不写）',
    messageHint: (language: string) => `请用申请人的语言写：${language}。最多 1000 字。`,
    preview: '申请人会读到',
    previewEmpty: '选了原因后，这里显示申请人会读到的话。',
    note: '内部备注（申请人看不到，可以不写）',
    noteNeeded: {
      escalate: '写给组长（申请人看不到）：您看到了什么，哪里拿不准',
      revoke: '内部备注（申请人看不到）：发现了什么，依据在哪里',
    },
    noteHint: '最多 4000 字。',
    fates: {
      unchanged: '写的内容会自动保存，换一台设备也能接着写。',
      waiting: '写的内容会自动保存，换一台设备也能接着写。',
      kept: '已保存，换一台设备也能接着写。',
      'not-kept': '刚才没能存到服务器。写的内容还在这个窗口里，请先不要关闭；下次修改时会再存一次。',
    },
    keptHere: '写的内容留在这个窗口里，刷新后还在。',
    begun: (step: string, key: string) => `您写了一半：${step}。按 ${key} 接着写。`,
    submit: {
      approve: '确定通过',
      refuse: '确定拒绝',
      'ask-again': '确定退回',
      escalate: '确定上报',
      revoke: '撤销准入…',
    } satisfies Record<Wanted, string>,
    submitting: '正在记录…',
    cancel: '关闭，先不提交',
    pickReason: '请至少选一个原因。',
    tooManyReasons: '最多选五个原因。',
    pickItem: '请至少选一项要重做的内容。',
    tooLong: '给申请人的话最多 1000 字。',
    writeNote: '请写几句说明，给接手的同事。',
    noteTooLong: '备注最多 4000 字。',
    missing: '还差一点：',
    twoPeopleFraud: '因怀疑欺诈而拒绝需要两个人。您的决定会先记录，另一个人决定后才生效。',
    twoPeopleGrave: (findings: string) =>
      `${findings}。在这种情况下通过需要两个人：您的决定会先记录，另一个人也通过后才生效。`,
    neverApproved: (findings: string) => `${findings}。这种情况下通过不会生效，无论几个人同意。请考虑拒绝。`,
  },
  undo: {
    title: (decision: string) => `您的决定：${decision}`,
    notYet: '还没有生效；机器的建议在生效后打开，申请人也还看不到。',
    left: (seconds: number) => `还有 ${seconds} 秒可以撤回`,
    leftStill: '几秒内可以撤回',
    undo: '撤回',
    settle: '现在就生效',
    settling: '正在生效…',
    elsewhere: '刚才的决定',
    of: (id: string, decision: string) => `案件 ${id}，您的决定：${decision}`,
    undoAndBack: '撤回并回到那个案件',
    undone: '决定已撤回，案件还在您手里，写好的内容也在。',
  },
  sealed: {
    title: '机器的建议（您决定前是封存的）',
    outcomes: {
      admit: '建议准入',
      review: '机器无法判断，交给人',
      resubmit: '建议请申请人重做',
      refuse: '建议拒绝',
    } satisfies Record<Recommendation['outcome'], string>,
    yours: (decision: string) => `您的决定：${decision}`,
    agrees: '与您的决定一致',
    disagrees: '与您的决定不一致',
    noOpinion: '机器没有给出是或否，无从比较',
    reasons: '机器的理由',
    policy: (version: string) => `规则版本 ${version}`,
    recorded: '您的决定已记录，申请人的页面会显示结果。',
    next: '下一个案件',
    noNext: '队列里没有别的空闲案件了。',
  },
};

export type DecideStrings = typeof decideZhCN;
