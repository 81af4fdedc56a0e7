// “我们保存了您的什么”一页的文字。
import type { AccessView } from '../../../server/contract/access.ts';

type Kept = AccessView['keeping'][number];
type Because = Kept['because'];
type Words<Key extends string> = Record<Key, string>;

export const myDataZhCN = {
  title: '我们保存了您的什么',
  lead: '这里列出与您有关的全部资料：保存什么、为什么、到什么时候，以及谁看过。打开这一页会留下记录。',
  download: '下载完整副本（JSON）',
  back: '返回状态页',
  keepingTitle: '保存什么，到什么时候',
  what: {
    face: '人脸画面和人脸特征',
    record: '政府登记的照片',
    document: '身份：您填写的资料、证件照片和意愿声明',
    history: '申请经过的记录',
  } satisfies Words<Kept['what']>,
  notKept: '没有保存。',
  until: (when: string, why: string) => `保存到 ${when}${why === '' ? '' : `：${why}`}。`,
  cause: {
    ended: '申请已经结束',
    'draft-abandoned': '草稿没有提交，已经过期',
    'consent-withdrawn': '您收回了同意',
    'face-free': '申请不使用人脸',
    decided: '决定作出后 30 天',
    'not-admitted': '没有通过或已撤回，30 天后删除',
    left: '退出后的法定期限',
    revoked: '资格撤销后的法定期限',
    'if-left-so': '如果一直不提交',
  } as Partial<Words<Because>>,
  openEnd: {
    'legal-hold': '有法律保留，解除之前不会删除。',
    'under-review': '申请还在处理；决定之后才能算出日期。',
    'while-selling': '在您经营期间保存；退出后再保存法定期限。',
    history: '在您经营期间和退出后三年保存；没有通过的保存三年。里面没有您的姓名和号码。',
  } as Partial<Words<Because>>,
  locked: (since: string) => `自 ${since} 起已封存：加密保存，任何人都看不到，也不作任何使用。`,
  jurisdiction: {
    CN: '保存期限按中国的规定：退出后三年。',
    EU: '保存期限按欧盟的规定：退出后六个月。',
    elsewhere: '保存期限：退出后六个月。',
  } satisfies Words<AccessView['application']['jurisdiction']>,
  basis: {
    default: '（本站默认）',
    told: '（依据平台告知的经营所在地）',
    document: '（依据您的证件）',
    business: '（依据企业登记代码）',
  } satisfies Words<AccessView['application']['jurisdictionBasis']>,
  held: '您的资料处于法律保留之下：在解除之前不会删除任何内容。',
  declaredTitle: '您填写的资料',
  fields: { name: '姓名', citizenId: '身份证号码', business: '企业', shop: '店铺', contact: '联系方式' },
  consentsTitle: '您的同意',
  textVersion: (version: string) => `文本版本 ${version}`,
  looksTitle: '谁看过',
  noLooks: '还没有人看过。',
  looks: (count: number, when: string) => `共 ${count} 次，${when}`,
  often: (name: string, times: number) => (times === 1 ? name : `${name}（${times} 次）`),
  lookedAt: (name: string, what: string) => `${name}：${what}`,
  between: '、',
  role: { reviewer: '审核员', lead: '审核负责人', operator: '运营人员' } satisfies Words<
    AccessView['looks'][number]['by']
  >,
  look: {
    'case.viewed': '打开了申请',
    'case.revealed': '查看了未遮盖的内容',
    'evidence.viewed': '查看了图片',
    'receipt.viewed': '查看了意愿声明回执',
    'quality.acted': '复查了审核质量',
  } as Readonly<Record<string, string>>,
  why: {
    review: '为审核申请',
    audit: '为复查裁决',
    complaint: '因投诉或询问',
    authority: '应法院或主管机关要求',
  } satisfies Words<NonNullable<AccessView['looks'][number]['why']>>,
  detail: {
    'id-front': '证件正面',
    'id-back': '证件反面',
    'business-licence': '营业执照',
    'liveness-frame': '拍摄画面',
    'best-frame': '最佳画面',
    'record-portrait': '登记照片',
    legalName: '姓名',
    citizenId: '身份证号码',
    birthDate: '出生日期',
    legalRepresentative: '法定代表人',
    registered: '企业登记资料',
    phone: '电话',
    email: '邮箱',
    statement: '意愿声明',
    texts: '决定说明',
  } as Readonly<Record<string, string>>,
  picturesTitle: '图片',
  pictures: (kept: number, erased: number) => `保存 ${kept} 张，已删除 ${erased} 张。打开图片会留下记录。`,
  picturesList: '逐张列出',
  kind: {
    'id-front': '证件正面',
    'id-back': '证件反面',
    'business-licence': '营业执照',
    'liveness-frame': '拍摄画面',
    'best-frame': '最佳画面',
    'record-portrait': '登记照片',
  } satisfies Words<AccessView['evidence'][number]['kind']>,
  erased: (when: string) => `${when} 已删除`,
  askedTitle: '告诉过谁',
  nobodyAsked: '没有向任何机构查询过您。',
  source: { 'government-record': '查询了政府登记', 'business-registry': '查询了企业登记' } satisfies Words<
    AccessView['queries'][number]['source']
  >,
  withFace: '附有您的一张实拍画面',
  marketplaceKnows: (states: number) =>
    `平台只知道申请的状态（告知过 ${states} 次），不知道您的姓名、号码、图片和理由。`,
  everything: '副本里没有的内容',
  everythingText: '下载的副本比本页更详细，包括每次测量和每一步经过。以下内容与您有关，但不在副本里：',
  leftOut: {
    'index-of-the-copy': '用来查找您资料的密钥摘要：它们对应的内容已经在副本里。',
    'work-of-reviewers': '审核员的工作情况：谁正在处理、草稿、用时、同事之间是否一致。',
    statistics: '自动建议与人工决定是否一致的统计：对应的结果在副本里。',
    'notes-between-colleagues': '同事之间的备注：可能说到别人；给您的理由和说明在副本里。',
    'legal-hold-reasons': '法律保留的原因：涉及争议或检查如何进行；是否有保留在副本里。',
    deliveries: '把状态通知平台的发送情况：通知了什么、什么时候，在副本里。',
    'how-attacks-are-told': '识别伪造的测量值：说出来会帮助下一个造假的人；结果和理由在副本里。',
    'until-decided': '检查结果、测量和系统建议：决定作出之后会出现在副本里。',
    'work-in-progress': '几分钟内结束的机器任务。',
  } satisfies Words<AccessView['leftOut'][number]>,
  open: '查看我们保存了您的什么',
};

export type MyDataStrings = typeof myDataZhCN;
