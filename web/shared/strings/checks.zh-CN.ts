// The words of checks, what they measure and what they and reviewers find, in Chinese; the shape of every other language.
import type { CaseView, DecisionBody } from '../../../server/contract/review.ts';

type Check = CaseView['checks'][number];
type DeskReason = NonNullable<Check['reason']>;
export type ReviewReason = DecisionBody['reasons'][number];
type CheckReason = Exclude<DeskReason, ReviewReason>;

const checkReasons: Record<CheckReason, string> = {
  'photo-quality-poor': '证件照片质量不足',
  'photo-missing': '缺少一张照片',
  'document-data-malformed': '姓名或号码的格式不对',
  'under-age': '申请人未成年',
  'business-code-check-digit': '统一社会信用代码的校验位不符（真实的代码偶尔也会这样）',
  'liveness-not-done': '没有完成活体采集',
  'liveness-not-followed': '没有按要求做动作',
  'liveness-face-changed': '采集过程中人脸发生了变化',
  'liveness-frames-impossible': '画面的到达方式不像摄像头直接拍摄',
  'capture-doubtful': '采集中有多项信号可疑，请看数值',
  'attack-suspected': '检测器和其他信号指向攻击，请看数值',
  'attack-detector-failed': '呈现攻击检测没能查询',
  'attack-detector-not-installed': '没有安装呈现攻击检测；下面是采集本身的信号',
  'willingness-not-stated': '没有表示意愿',
  'willingness-receipt-broken': '意愿凭证缺失或与采集不符',
  'document-face-differs': '证件上的人脸与现场的人脸不同',
  'document-face-unclear': '证件上的人脸与现场的人脸是否一致，无法判断',
  'document-face-not-found': '证件照片上找不到人脸',
  'face-not-asked': '申请人没有同意人脸处理，没有比对',
  'record-mismatch': '姓名与号码同政府记录不一致',
  'record-not-found': '政府记录里没有这个人',
  'record-face-differs': '现场的人脸与政府记录的照片不同',
  'record-face-unclear': '现场的人脸与政府记录的照片是否一致，无法判断',
  'record-portrait-missing': '政府记录里没有照片可比对',
  'record-unavailable': '问不到政府记录（超时、限流或维护）',
  'record-consent-refused': '申请人没有同意查询政府记录，没有查',
  'registry-mismatch': '企业登记信息与填写的不一致',
  'registry-not-found': '企业登记里没有这个代码',
  'registry-not-active': '企业不在正常经营状态',
  'registry-unavailable': '问不到企业登记',
  'check-missing': '这项检查没有结果',
  'face-free-path': '申请人选择了不处理人脸的方式，由人工核实',
};

export const reviewReasonsZhCN: Record<ReviewReason, string> = {
  'evidence-agrees': '证据相互一致',
  'identity-confirmed-otherwise': '已通过其他方式确认身份',
  'photo-unreadable': '照片看不清',
  'wrong-document': '证件不对',
  'face-not-visible': '人脸看不清或被遮挡',
  'details-disagree': '填写的内容与证据不一致',
  'capture-again': '需要重新采集人脸',
  'identity-not-established': '无法确认身份',
  'not-entitled-to-act': '无权代表该主体',
  'not-of-age': '未成年',
  'not-willing': '并非自愿',
  'fraud-suspected': '怀疑欺诈（需要两个人）',
};

const checks: Record<Check['check'], string> = {
  'document-quality': '证件照片质量',
  'document-data': '证件信息',
  liveness: '活体动作',
  'presentation-attack': '呈现攻击',
  willingness: '意愿',
  'document-face-match': '证件与本人',
  'government-record': '政府记录',
  'business-registry': '企业登记',
};

const checkOutcomes: Record<Check['outcome'], string> = {
  failed: '不符',
  inconclusive: '无法判断',
  unavailable: '没能查询',
  passed: '通过',
};

const measurements: Record<string, string> = {
  faceDistance: '人脸距离',
  documentFaceDistance: '人脸距离（证件与本人）',
  recordFaceDistance: '人脸距离（记录与本人）',
  faceSimilarity: '人脸相似度',
  recordFaceSimilarity: '人脸相似度（记录与本人）',
  attackProbability: '攻击概率',
  sharpness: '清晰度',
  clippedShare: '过曝面积',
  meanLuma: '亮度',
  shortSidePx: '短边',
  faceWidthPx: '人脸宽度',
  faceMargin: '人脸离边缘的距离',
  chroma: '色彩',
  frames: '收到的画面数',
  'frame-rate': '每秒画面数',
  'largest-frame-gap': '画面间最长的间隔',
  'clock-jitter': '时钟的自然波动',
  'frames-not-kept': '重复而未计入的画面',
  'upload-lag-median': '上传延迟（中位）',
  'upload-lag-largest': '上传延迟（最大）',
  'clock-ahead': '页面时钟超前',
  'identical-frames': '逐点相同的画面',
  'still-frames': '连续几乎不变的画面',
  'background-change': '背景的变化',
  'background-equal-share': '背景中完全相同的部分',
  cameras: '用过的摄像头',
  'virtual-camera-share': '自称虚拟摄像头的画面',
  'resolution-changes': '画面尺寸的改变',
  'face-distance-best-frame': '人脸距离（最佳画面与采集中的人）',
  'face-distance-largest': '采集中最大的人脸距离',
  'face-distance-measured-share': '比对过人脸的画面',
  'second-face-share': '有第二张脸的画面',
  foreshortening: '转头时的透视（平面照片偏低）',
  'mouth-variety': '张开的嘴内的层次',
  'far-cheek-sharpness': '转头时远侧脸颊的清晰度',
  'face-uncovered': '面部没有遮挡的程度',
  'face-off-frame-share': '面部超出画面的部分',
  'actions-left-out': '本人要求不做的动作',
  'extra-tries': '重试次数',
  yawDegrees: '转头角度',
  mouthOpenness: '张嘴程度',
  ageYears: '年龄',
};

export const checksZhCN = {
  checks: {
    title: '检查结果',
    names: checks,
    outcomes: checkOutcomes,
    passed: (count: number) => `${count} 项通过`,
    allPassed: '没有不符或查不到的项目。',
    none: '没有检查结果。',
    required: '必查',
    advisory: '参考',
    limit: (limit: string) => `界限 ${limit}`,
    noLimit: '没有界限',
    lowerIsBetter: '越低越好',
    higherIsBetter: '越高越好',
    measurements,
  },
  reasons: { ...checkReasons, ...reviewReasonsZhCN } satisfies Record<DeskReason, string>,
};

export type ChecksStrings = typeof checksZhCN;
