// The words of the case page beyond its evidence, in Chinese; this table is the shape that every other language has.
import type { EscalationBody } from '../../../server/contract/decision.ts';
import type { RevocationBody } from '../../../server/contract/revocation.ts';
import type { CaseView, DecisionBody } from '../../../server/contract/review.ts';

type Compared = CaseView['compared'][number];
type Receipt = NonNullable<CaseView['receipt']>;
type Related = CaseView['related'][number];

export const caseZhCN = {
  compared: {
    fields: {
      legalName: '姓名',
      citizenId: '号码',
      documentFace: '现场人脸与证件',
      recordFace: '现场人脸与记录照片',
      businessCode: '代码',
      businessName: '名称',
      legalRepresentative: '法定代表人',
      applicantRepresents: '申请人是法定代表人',
    } satisfies Record<Compared['field'], string>,
    against: {
      'government-record': '政府记录',
      'business-registry': '企业登记',
      'id-document': '证件',
    } satisfies Record<Compared['against'], string>,
    agreement: { agrees: '一致', disagrees: '不一致', 'not-answered': '没有回答' } satisfies Record<
      Compared['agreement'],
      string
    >,
    faces: '人脸',
    byEye: '证件上的文字不由机器读取：请对照照片核对姓名和号码。',
  },
  receipt: {
    title: '意愿凭证',
    none: '没有凭证。',
    verdicts: {
      verified: '已验证：由本系统签署，与采集记录逐字相同',
      'not-signed': '不可信：不是本系统签署的',
      differs: '不可信：与采集记录不同',
    } satisfies Record<Receipt['verdict'], string>,
    fault: (fault: string) => `原因：${fault}`,
    signed: (when: string, frames: number) => `签署于 ${when}，覆盖 ${frames} 帧画面`,
    hash: (hash: string) => `声明摘要 ${hash}…`,
    download: '下载凭证（会记录在案）',
  },
  related: {
    title: '其他申请',
    none: '没有与此人、此企业或此联系方式相同的其他申请。',
    by: { citizen: '同一人', business: '同一企业', phone: '同一电话', email: '同一邮箱' } satisfies Record<
      Related['by'][number],
      string
    >,
    draft: '未提交',
    opened: (when: string) => `开始于 ${when}`,
    decided: (when: string) => `决定于 ${when}`,
    open: (id: string) => `打开案件 ${id}`,
  },
  escalation: {
    title: '上报组长',
    lead: '案件会离开您的手，只有组长能接着处理。申请人看不到。',
    reasonsLabel: '原因（选一个）',
    reasons: {
      'cannot-tell': '证据判断不了',
      'rule-unclear': '规则没有说清楚',
      'part-of-a-pattern': '像是一批申请中的一个',
      'person-at-risk': '申请人可能受到胁迫',
      'knows-the-applicant': '我认识申请人',
      'technical-fault': '系统出了问题',
    } satisfies Record<EscalationBody['reason'], string>,
    note: '写给组长（必填）',
    noteHint: '您看到了什么，卡在哪里。',
    submit: '确认上报',
    submitting: '正在上报…',
    pickReason: '请选一个原因。',
    writeNote: '请写几句给组长。',
    told: (by: string, when: string, reason: string) => `${by} 于 ${when} 上报组长：${reason}`,
    mine: '您已把这个案件上报组长，不用再做什么。',
    forLeads: '只有组长能处理这个案件。',
  },
  revocation: {
    title: '撤销入驻资格',
    lead: '立即生效，不能恢复。申请人和平台都会得到通知。',
    button: '撤销入驻资格',
    reasonsLabel: '原因（选一个，申请人会看到）',
    reasons: {
      'fraud-found': '查明材料不真实',
      'identity-in-doubt': '身份有了疑问',
      'no-longer-entitled': '不再有权代表该主体',
      'admitted-in-error': '当时准入有误',
      'asked-by-the-seller': '卖家要求',
    } satisfies Record<RevocationBody['reason'], string>,
    note: '内部备注（必填）',
    submit: '确认撤销',
    submitting: '正在撤销…',
    told: (by: string, when: string, reason: string) => `${by} 于 ${when} 撤销了入驻资格：${reason}`,
  },
  drawer: {
    search: '搜索原因',
    searchHint: '按 / 搜索，回车选中第一个；数字键直接选',
    noMatch: '没有符合的原因。',
    proposed: '可以这样写给申请人',
    use: '插入',
    used: '已经写进去了',
    saved: '草稿已保存，换一台设备也能接着写',
    saving: '正在保存草稿…',
    notSaved: '草稿还没有保存，网络恢复后会再试',
    begun: '有草稿',
  },
  proposals: {
    'zh-CN': {
      'evidence-agrees': '',
      'identity-confirmed-otherwise': '',
      'photo-unreadable': '照片里的文字看不清。请在明亮处把证件平放，避开反光，重新拍一张。',
      'wrong-document': '请使用本人有效的居民身份证原件，不要用复印件或其他证件。',
      'face-not-visible': '请摘下口罩、墨镜和帽子，面向光线重新拍摄。',
      'details-disagree': '您填写的内容与证件不一致，请对照证件逐项核对后再提交。',
      'capture-again': '请重新完成一次人脸引导拍摄；光线充足、画面里只有您一个人时最容易成功。',
      'identity-not-established': '根据现有材料，我们无法确认您的身份。您可以申诉，由另一位审核员重新查看。',
      'not-entitled-to-act': '材料没有显示您有权代表这个主体。由法定代表人本人申请，或补充授权后可以再次申请。',
      'not-of-age': '开店的人须年满十八周岁。',
      'not-willing': '我们理解您不愿意申请，所以没有继续。如果不是这样，您可以申诉。',
      'fraud-suspected': '我们对材料的真实性有疑问。如果您认为有误，可以申诉，由另一位审核员重新查看。',
    },
    en: {
      'evidence-agrees': '',
      'identity-confirmed-otherwise': '',
      'photo-unreadable':
        'The writing in the photo cannot be read. Lay the card flat in good light, away from reflections, and take it again.',
      'wrong-document': 'Please use your own valid ID card, the original, not a copy or another document.',
      'face-not-visible': 'Please take off mask, sunglasses and hat, face the light, and take it again.',
      'details-disagree':
        'What you entered does not agree with your card. Please compare it line by line and send it again.',
      'capture-again':
        'Please do the guided recording once more. It works best in good light with nobody else in the picture.',
      'identity-not-established':
        'From what we have we could not establish who you are. You can appeal; another person then looks at everything again.',
      'not-entitled-to-act':
        'Nothing shows that you may act for this business. Its legal representative can apply, or you can with an authorisation.',
      'not-of-age': 'Whoever opens a shop must be at least eighteen.',
      'not-willing':
        'We understood that you do not want to apply and went no further. If that is wrong, you can appeal.',
      'fraud-suspected':
        'We doubt that the material is genuine. If you think this is wrong, you can appeal; another person then looks at it.',
    },
  } satisfies Record<CaseView['language'], Record<DecisionBody['reasons'][number], string>>,
  photoKeys: {
    chosen: (title: string) => `按键作用于：${title}`,
    all: '按键作用于全部照片',
  },
};

export type CaseStrings = typeof caseZhCN;
