// The words of deciding a case and of what follows, in Chinese; this table is the shape that every other language has.
import type { CaseView, DecisionBody } from '../../../server/contract/review.ts';

type Recommendation = NonNullable<CaseView['recommendation']>;

export const decideZhCN = {
  decisions: { approve: '通过', refuse: '拒绝', 'ask-again': '请申请人重做' } satisfies Record<
    DecisionBody['decision'],
    string
  >,
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
    } satisfies Record<DecisionBody['decision'], string>,
    reasons: '原因（至少选一个，最多五个）',
    reasonsHint: '按数字键选择',
    items: '要重做什么（至少选一项）',
    message: '给申请人的话（可以不写）',
    messageHint: (language: string) => `请用申请人的语言写：${language}。最多 1000 字。`,
    preview: '申请人会读到',
    previewEmpty: '选了原因后，这里显示申请人会读到的话。',
    note: '内部备注（申请人看不到，可以不写）',
    submit: {
      approve: '确定通过',
      refuse: '确定拒绝',
      'ask-again': '确定退回',
    } satisfies Record<DecisionBody['decision'], string>,
    submitting: '正在记录您的决定…',
    cancel: '不决定，关闭',
    pickReason: '请至少选一个原因。',
    tooManyReasons: '最多选五个原因。',
    pickItem: '请至少选一项要重做的内容。',
    tooLong: '给申请人的话最多 1000 字。',
    noteTooLong: '备注最多 4000 字。',
    missing: '还差一点：',
    twoPeopleFraud: '因怀疑欺诈而拒绝需要两个人。您的决定会先记录，另一个人决定后才生效。',
    twoPeopleGrave: (findings: string) =>
      `${findings}。在这种情况下通过需要两个人：您的决定会先记录，另一个人也通过后才生效。`,
    neverApproved: (findings: string) => `${findings}。这种情况下通过不会生效，无论几个人同意。请考虑拒绝。`,
    draftKept: '备注和给申请人的话在刷新后还在；原因要重新选。',
    needClaim: '请先领取这个案件 [c]。',
  },
  undo: {
    title: (decision: string) => `您的决定：${decision}`,
    notYet: '还没有生效；机器的建议在生效后打开，申请人也还看不到。',
    left: (seconds: number) => `还有 ${seconds} 秒可以撤回`,
    leftStill: '几秒内可以撤回',
    undo: '撤回',
    settle: '现在就生效',
    settling: '正在生效…',
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
