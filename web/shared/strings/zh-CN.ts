// 申请页的全部中文。它的形状就是每一种语言的形状。
import type {
  ApplicationState,
  Decision,
  JourneyItem,
  PhotoFinding,
  PhotoKind,
  SubjectKind,
} from '../../../server/contract/words.ts';
import { captureZhCN } from './capture.zh-CN.ts';
import { consentWordsZhCN, consentZhCN } from './consent.zh-CN.ts';
import { declarationZhCN } from './declaration.zh-CN.ts';
import { problemsZhCN } from './problems.zh-CN.ts';
import { reasonsZhCN } from './reasons.zh-CN.ts';
import { statusZhCN } from './status.zh-CN.ts';
import { myDataZhCN } from './my-data.zh-CN.ts';

export type StepName = 'consent' | JourneyItem | 'submit';

const steps: Record<StepName, string> = {
  consent: '同意事项',
  declaration: '填写信息',
  'id-front': '身份证人像面',
  'id-back': '身份证国徽面',
  'business-licence': '营业执照',
  liveness: '确认本人',
  submit: '核对并提交',
};

const states: Record<ApplicationState, string> = {
  draft: '填写中',
  checking: '机器检查中',
  in_review: '等待审核员',
  awaiting_resubmission: '需要您修改',
  admitted: '已通过',
  refused: '未通过',
  withdrawn: '已结束',
  expired: '已过期',
  revoked: '资格已取消',
};

const decisions: Record<Decision, string> = { approve: '通过', refuse: '未通过', 'ask-again': '请您修改' };

const subjectKinds: Record<SubjectKind, { name: string; hint: string }> = {
  individual: { name: '个人', hint: '没有营业执照' },
  'sole-proprietor': { name: '个体工商户', hint: '有营业执照，您是经营者' },
  company: { name: '企业', hint: '您是法定代表人' },
};

/** On the photo itself; the whole sentence stands in the problems. */
const findings: Record<PhotoFinding, string> = {
  'several-faces': '不止一张脸',
  'no-face-found': '没有人脸',
  'wrong-side': '是另一面',
  'same-photo-twice': '两面是同一张',
  'photo-cropped': '没有拍全',
  'face-too-small': '人脸太小',
  'photo-too-small': '图片太小',
  'photo-blurred': '模糊',
  'photo-too-dark': '太暗',
  'photo-glare': '反光',
  'looks-like-a-copy': '像复印件',
};

const photos: Record<PhotoKind, { title: string; lead: string; outline: string; alt: string }> = {
  'id-front': {
    title: '身份证人像面照片',
    lead: '有您头像的那一面。我们看它是否清楚、是否属于您。',
    outline: '把有头像的一面放进框里',
    alt: '您的身份证人像面照片',
  },
  'id-back': {
    title: '身份证国徽面照片',
    lead: '有国徽和有效期限的那一面。我们看它是否在有效期内。',
    outline: '把有国徽的一面放进框里',
    alt: '您的身份证国徽面照片',
  },
  'business-licence': {
    title: '营业执照照片',
    lead: '正本或副本都可以，要能看清名称和统一社会信用代码。',
    outline: '把营业执照放进框里',
    alt: '您的营业执照照片',
  },
};

export const zhCN = {
  problems: problemsZhCN,
  reasons: reasonsZhCN,
  capture: captureZhCN,
  consentTexts: consentZhCN,
  myData: myDataZhCN,
  consent: consentWordsZhCN,
  declaration: declarationZhCN,
  status: statusZhCN,
  steps,
  states,
  decisions,
  subjectKinds,
  findings,
  photos,
  common: {
    product: '入驻申请',
    pageTitle: (screen: string) => `${screen} · 入驻申请`,
    language: '语言',
    loading: '正在打开您的申请…',
    back: '返回',
    goOn: '继续',
    change: '修改',
    tryAgain: '再试一次',
    startAnew: '重新开始',
    close: '关闭',
    optional: '（选填）',
    details: '详细说明',
    requestNumber: (id: string) => `编号 ${id}`,
    againFrom: (when: string) => `${when}之后可以再试。`,
    errorSummary: '请看这里',
    retrying: '网络断开了，正在重试。您的内容都还在。',
    stepOf: (step: number, total: number) => `第 ${step} 步，共 ${total} 步`,
    allSteps: '所有步骤',
    stepStatus: { done: '已完成', current: '现在', todo: '还没到' },
    stale: '申请刚刚有了变化，现在显示的是最新情况。',
    pressured: '我不愿意，或有人逼我',
    skip: '跳到内容',
  },
  start: {
    title: '申请开店',
    lead: '大约三分钟。我们核实您是您本人，并且是您自己愿意开店。',
    happensTitle: '会发生什么',
    happens: [
      '先由您决定同意哪些事项',
      '填写姓名和身份证号码',
      '拍身份证的两面；有营业执照的也拍一张',
      '对着摄像头做几个动作，确认您的意愿',
      '由一位审核员查看，作出决定',
    ],
    readyTitle: '请准备好',
    ready: ['您的身份证', '营业执照（个体工商户和企业）', '一台有摄像头的手机或电脑'],
    keptTitle: '会留下什么',
    kept: '您的信息和照片加密保存，只有处理您申请的审核员能看，每次查看都有记录。保存多久，每一项在征求同意时都会写明。您可以随时撤回。',
    go: '开始申请',
    resume: '已经开始过？请打开您保存的继续链接。',
  },
  photo: {
    why: '照片加密保存，只有处理您申请的审核员能看。',
    tips: ['证件放平，四角都在框里', '字要清楚，避开反光', '不要用复印件或屏幕翻拍'],
    openCamera: '用摄像头拍',
    take: '拍照',
    choose: '选择文件',
    preview: '将要发送的就是这张。字看得清吗？',
    send: '发送这张照片',
    sending: '正在发送，并检查是否清楚…',
    again: '重拍',
    other: '换一种方式选照片',
    insist: '仍用这张，由人工判断',
    foundTitle: '这张照片有些问题',
    kept: '这是已经收到的照片。',
    keep: '保留这张',
    replace: '换一张照片',
    cancelCamera: '关闭摄像头',
    received: (name: string) => `${name}已收到。`,
    converting: '正在转换图片…',
  },
  changing: {
    declaration: '修改信息后会重新核对；如果姓名有变，意愿声明也要重做。',
    'id-front': '换照片后会重新检查，其他步骤不受影响。',
    'id-back': '换照片后会重新检查，其他步骤不受影响。',
    'business-licence': '换照片后会重新检查，其他步骤不受影响。',
    liveness: '重新拍摄会替换之前的拍摄。',
    consent: '改变同意事项可能会增加或减去后面的步骤。',
  },
  submit: {
    title: '核对并提交',
    lead: '请看一遍。提交以后，由审核员决定之前不能修改。',
    name: '姓名',
    citizenId: '身份证号码',
    business: '企业名称',
    shop: '店铺名称',
    kind: '主体',
    photoReceived: '已收到照片',
    photoWithFindings: '已收到，由人工判断',
    livenessDone: '已完成',
    faceFree: '由工作人员核实，不拍人脸',
    codeDisagrees: '统一社会信用代码的校验位不一致。如果与执照相同，不用改，审核员会核对。',
    consents: (agreed: number, refused: number) =>
      refused === 0 ? `同意 ${agreed} 项` : `同意 ${agreed} 项，不同意 ${refused} 项`,
    go: '提交审核',
  },
  leave: {
    title: '离开',
    text: '这会结束您的申请，不会有人追问原因，也不会影响您以后再来。',
    go: '离开',
    stay: '留在这里',
    leftTitle: '您已离开',
    leftText: '没有别的事要做。您可以关闭这个页面。',
    leftLater: '如果以后您自己想申请，随时可以重新开始。',
  },
};

export type Strings = typeof zhCN;
