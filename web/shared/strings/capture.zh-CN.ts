// 拍摄时说的话：指令、提示、重来的原因，以及摄像头打不开时怎么办。
import type { CaptureHint, RetryReason, StepKind } from '../../../server/contract/words.ts';
import type { Wording } from './wording.ts';

/** Why there is no picture; each is its own screen. */
export type CameraProblem = 'denied' | 'absent' | 'in-use' | 'no-camera-in-this-browser';

/** Browsers whose way out differs. */
export type BrowserKind = 'wechat' | 'other-in-app' | 'ios' | 'android' | 'desktop';

/** What the guide in the page can say besides: where the face is. */
export type GuideHint = CaptureHint | 'further' | 'to-the-middle';

const instructions: Record<StepKind, { title: string; spoken: string }> = {
  neutral: { title: '请看着正前方', spoken: '请看着正前方，不要动' },
  'turn-left': { title: '请慢慢向左转头', spoken: '请慢慢向您的左边转头，再转回来' },
  'turn-right': { title: '请慢慢向右转头', spoken: '请慢慢向您的右边转头，再转回来' },
  nod: { title: '请慢慢点一下头', spoken: '请慢慢点一下头，再抬起来' },
  'close-eyes': { title: '闭眼，数到二再睁开', spoken: '请闭上眼睛，数到二再睁开' },
  'open-mouth': { title: '请张开嘴，再闭上', spoken: '请张开嘴，再闭上' },
  agree: {
    title: '您愿意吗？',
    spoken: '愿意，就点两下头；不愿意，就摇头。也可以用屏幕上的按钮。',
  },
};

const hints: Record<GuideHint, string> = {
  'no-face': '请让脸出现在框里',
  'several-faces': '请只让您一个人出现在画面里',
  closer: '请靠近一点',
  further: '请离远一点',
  'to-the-middle': '请让脸在框的中间',
  'more-light': '请到亮一点的地方，让光照在脸上',
  'look-straight': '请先看着正前方',
  'go-on': '画面清楚，请照提示做',
};

const retry: Record<RetryReason, Wording> = {
  'no-action': { says: '没有看到动作。', next: '请把动作做得大一点。' },
  'wrong-action': { says: '做的是另一个动作。', next: '请看清箭头和文字再做。' },
  'too-early': { says: '动作做早了。', next: '请先看着正前方，看到提示再动。' },
  'did-not-return': { says: '动作之后没有回到正面。', next: '做完后请转回来，看着正前方。' },
  'face-lost': { says: '脸离开了画面。', next: '请让整张脸一直在框里。' },
  'several-faces': { says: '画面里不止一个人。', next: '请只让您一个人出现在画面里。' },
  'another-person': { says: '画面里的人前后不一样。', next: '请由您本人从头到尾完成。' },
  'too-dark': { says: '太暗了，看不清。', next: '请面向窗户或灯光。' },
  'too-far': { says: '离得太远了。', next: '请靠近一点，让脸占满框。' },
  'not-frontal': { says: '脸没有正对镜头。', next: '请把手机举到眼睛的高度，看着正前方。' },
  'too-few-frames': { says: '收到的画面太少。', next: '请换到信号好一些的地方，再来一次。' },
};

const cameraProblems: Record<CameraProblem, Wording> = {
  denied: { says: '摄像头没有得到允许', next: '这个页面需要您的允许才能看到画面。可以这样打开：' },
  absent: { says: '这台设备上没有找到摄像头', next: '您可以换一台有摄像头的设备继续：' },
  'in-use': { says: '摄像头正被别的程序使用', next: '请关掉视频通话等程序，再试一次。' },
  'no-camera-in-this-browser': { says: '这个浏览器不让页面使用摄像头', next: '换一个浏览器就可以继续：' },
};

const wayOut: Record<BrowserKind, { denied: string; 'no-camera-in-this-browser': string }> = {
  wechat: {
    denied: '点右上角“···”，再点“设置”，打开摄像头；或选择“在浏览器打开”。',
    'no-camera-in-this-browser': '点右上角“···”，选择“在浏览器打开”。',
  },
  'other-in-app': {
    denied: '打开手机的“设置”，找到这个应用，允许它使用相机；或用系统浏览器打开。',
    'no-camera-in-this-browser': '点右上角的菜单，选择“在浏览器打开”；或复制链接，到系统浏览器里粘贴。',
  },
  ios: {
    denied: '点地址栏里的“大小”或页面图标，选“网站设置”，把“相机”改为“允许”，然后重新载入。',
    'no-camera-in-this-browser': '请复制链接，用 Safari 打开。',
  },
  android: {
    denied: '点地址栏左边的图标，选“权限”，打开“摄像头”，然后重新载入。',
    'no-camera-in-this-browser': '请复制链接，用手机自带的浏览器或 Chrome 打开。',
  },
  desktop: {
    denied: '点地址栏里的摄像头图标或左边的图标，选择“允许”，然后重新载入。',
    'no-camera-in-this-browser': '请复制链接，用 Chrome、Edge、Firefox 或 Safari 打开。',
  },
};

export const captureZhCN = {
  instructions,
  hints,
  retry,
  cameraProblems,
  wayOut,
  /** On the drawings of the way out, as the browsers themselves write it. */
  sketch: {
    camera: '摄像头',
    cameraOnIos: '相机',
    allow: '允许',
    websiteSettings: '网站设置',
    openInBrowser: '在浏览器打开',
    copyLink: '复制链接',
  },
  tryAgain: '再试一次',
  title: '确认是您本人',
  lead: '跟着屏幕做几个简单的动作，大约半分钟。最后您会看到一段话，由您决定：点头同意，或摇头不同意。',
  why: '摄像头只在拍摄时打开。画面发给我们判断，加密保存，决定后 30 天删除。',
  before: ['光线照在脸上，不要背光', '摘下口罩和墨镜', '把手机举到眼睛的高度'],
  start: '打开摄像头',
  speak: '朗读提示',
  openEyes: '可以睁开眼睛了',
  switchCamera: '换一个摄像头',
  needs: {
    title: '有些动作我做不了',
    lead: '不用说明原因。您选的会告诉系统，也会留在记录里；不影响结果。',
    longerTime: '我需要更多时间',
    longerTimeHint: '每一步的时间是平时的三倍。',
    legend: '请不要让我做（最多三样）',
    actions: {
      'turn-left': '向左转头',
      'turn-right': '向右转头',
      nod: '点头',
      'close-eyes': '闭眼',
      'open-mouth': '张嘴',
    },
    most: '已经选了三样。如果还有做不了的，请选下面的“换一种方式”，由工作人员核实。',
    otherwise: '都不方便做，也可以选“换一种方式”，由工作人员核实，不会因此吃亏。',
  },
  opening: '正在打开摄像头。浏览器可能会问您是否允许。',
  preparing: '摄像头已打开，正在准备第一步。',
  stepOf: (step: number, total: number) => `第 ${step} 步，共 ${total} 步`,
  secondsLeft: (seconds: number) => `还有 ${seconds} 秒`,
  passed: '好了',
  previewLabel: '摄像头画面，像镜子一样',
  connectionLost: '网络断开了，正在重新连接。请不要离开这个页面。',
  triesLeft: (tries: number) => (tries > 0 ? `这一步还可以再做 ${tries} 次。` : '这是这一步的最后一次。'),
  pageLeft: { says: '您离开了页面，摄像头已关闭。', next: '准备好以后，请从这里继续。' },
  cameraStopped: { says: '摄像头被别的事情打断了。', next: '比如有电话进来。结束以后，请从这里继续。' },
  resume: '继续',
  beginsAnew: '离开的时间有点长，我们从头再来一次。',
  noAnswer: { says: '还没有看到您的回答。', next: '请点两下头，或者摇头；也可以用按钮。' },
  fileWontDo:
    '这里不能用已有的照片或视频代替：要看到的是此刻的您。您可以用上面的办法换一个浏览器或设备，也可以不拍人脸，由工作人员核实。',
  endedTitle: '这次没有完成',
  attemptsLeft: (attempts: number) => `您还可以重新拍摄 ${attempts} 次。`,
  noAttemptsLeft: '拍摄次数用完了。这不影响您申请：请改由工作人员核实。',
  again: '重新拍摄',
  otherWay: '换一种方式',
  help: '我需要帮助',
  helpTitle: '这样会容易一些',
  helpTips: [
    '面向窗户或灯，光照在脸上。',
    '戴眼镜没关系；有反光时可以摘下。',
    '头转到能看见肩膀那样就够了，慢慢来。',
    '看不清提示时，打开“朗读提示”。',
    '有些动作做不了，在开始之前打开“有些动作我做不了”，选出来就不会让您做。',
    '都不方便做、或不想拍，选“换一种方式”，由工作人员核实。',
  ],
  helpDone: '知道了',
  otherWayTitle: '换一种方式',
  otherWayText:
    '不拍人脸也可以申请：由工作人员用其他方式核实。次序和期限一样，不会因此吃亏。这相当于收回您对“人脸和动作拍摄”的同意。',
  otherWayGo: '不拍人脸，由人工核实',
  otherWayStay: '继续拍摄',
  agreeTitle: '您愿意吗？',
  /** The invisible space is where the line may be broken. */
  agreeNod: '点两下头\u200b表示同意',
  agreeShake: '摇头\u200b表示不愿意',
  agreeOtherwise: '也可以用按钮回答。',
  agreeUnseen: '还没有看到您点头或摇头。请再慢慢点两下头，或者用上面的按钮。',
  agreeHold: '按住表示同意',
  agreeHolding: '请继续按住',
  agreeHeld: '已收到，正在确认',
  agreeDecline: '我不同意',
  agreeKeys: '按住到按钮填满为止，大约两秒；用键盘时按住空格键或回车键。按的时候请看着镜头。',
  declinedTitle: '您表示不同意',
  declinedText: '我们尊重您的决定，申请不会继续。',
  completeTitle: '拍摄完成',
};

export type CaptureStrings = typeof captureZhCN;
