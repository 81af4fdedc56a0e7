// The words of a case's audit trail, in Chinese; this table is the shape that every other language has.
import type { CaseView } from '../../../server/contract/review.ts';

type TrailEvent = CaseView['trail'][number];

export const trailZhCN = {
  title: '操作记录',
  none: '还没有记录。',
  when: '时间',
  who: '谁',
  what: '做了什么',
  actors: { applicant: '申请人', system: '系统', reviewer: '审核员', marketplace: '平台' } satisfies Record<
    TrailEvent['actor']['kind'],
    string
  >,
  events: {
    'application.opened': '开始申请',
    'application.resumed': '用链接回来继续',
    'application.submitted': '提交',
    'application.withdrawn': '结束申请',
    'application.expired': '申请过期',
    'application.appealed': '申诉',
    'application.revoked': '撤销准入',
    'consent.answered': '答复同意书',
    'path.changed': '改换方式',
    'declaration.changed': '填写资料',
    'declaration.erased': '资料已删除',
    'evidence.added': '收到照片',
    'evidence.erased': '照片已删除',
    'evidence.viewed': '看了照片',
    'liveness.opened': '开始活体采集',
    'liveness.step-judged': '判断一步动作',
    'liveness.completed': '完成活体采集',
    'willingness.declined': '对声明表示不愿意',
    'check.finished': '一项检查有了结果',
    'government-record.asked': '询问政府记录',
    'recommendation.sealed': '封存机器的建议',
    'gate.decided': '闸门作出决定',
    'admission.audited': '复查自动放行',
    'case.viewed': '打开案件',
    'case.revealed': '显示隐去的资料',
    'case.claimed': '领取案件',
    'case.released': '放回队列',
    'case.taken-over': '接手案件',
    'case.escalated': '上报组长',
    'review.decided': '审核员作出决定',
    'review.undone': '撤回决定',
    'receipt.viewed': '看了回执',
    'statement.issued': '签发准入凭证',
    'statement.withheld': '没有签发准入凭证：记录不一致',
  } satisfies Record<TrailEvent['type'], string>,
};
