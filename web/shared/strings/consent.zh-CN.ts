// 四项同意的原文：做什么、为什么、留多久、谁能看到。改动任何一个字，都要提高版本号。
import type { ConsentItem } from '../../../server/contract/words.ts';

/** Must equal the server's; raised with every change of the wording, in either language. */
export const consentTextVersion = '2026-11-3';

export interface ConsentText {
  readonly title: string;
  readonly what: string;
  readonly why: string;
  readonly howLong: string;
  readonly whoSees: string;
  /** What refusing leads to, told before the choice is made. */
  readonly ifRefused: string;
}

export const consentZhCN: (marketplace: string) => Record<ConsentItem, ConsentText> = (marketplace) => ({
  'id-document': {
    title: '身份证件',
    what: '您的姓名、身份证号码，以及身份证两面的照片；企业另有营业执照照片。',
    why: `法律要求${marketplace}核实每一位开店的人是谁。`,
    howLong:
      '通过后，在您开店期间和关店后的法定期限内保存：中国境内三年，欧盟六个月。没有通过或撤回的，决定后 30 天删除；七天没有完成的草稿，到期即删除。法律不许删除的，只封存，任何人都看不到。',
    whoSees:
      '处理您申请的审核员，以及复查审核员是否判断正确的同事，每次查看都有记录。照片加密保存，不会公开。',
    ifRefused: '没有证件，我们无法确认您是谁，申请不能继续。',
  },
  face: {
    title: '人脸和动作拍摄',
    what: '用摄像头拍下您做几个简单动作的画面，并计算人脸特征，与证件照片比对。',
    why: '确认是您本人在场、是您自己愿意，防止别人冒用您的证件。',
    howLong: '保存到作出决定后 30 天；您撤回申请或收回这一项同意的话，一天之内删除。',
    whoSees:
      '处理您申请的审核员，以及复查审核员是否判断正确的同事。画面加密保存，不用于广告，也不用来训练模型。',
    ifRefused: '不同意也可以申请：不拍人脸，由工作人员用其他方式核实。次序和期限一样，不会因此吃亏。',
  },
  'government-query': {
    title: '查询政府登记',
    what: '把您的姓名、身份证号码发给公安登记系统核对；如果您同意了人脸一项，也会比对登记的照片。企业还会查询企业登记。',
    why: '证件照片可以伪造，登记不会。',
    howLong: '只保存“是否一致”的结果，期限与身份证件相同。登记的照片只用于比对，最迟在决定后 30 天删除。',
    whoSees: '查询的机构会知道我们问过；结果由处理您申请的审核员和复查的同事看到。',
    ifRefused: '不同意也可以申请：我们不查询，由工作人员根据您的材料判断。',
  },
  retention: {
    title: '保存申请记录',
    what: '保存您的申请经过：什么时候做了哪一步、您的同意、作出的决定和理由。',
    why: '日后可以证明决定是怎么作出的，您申诉时也有据可查。',
    howLong: '开店期间和关店后三年；没有通过的保存三年。记录里没有身份信息，身份信息另外保存，可以单独抹去。',
    whoSees: '审核负责人和依法检查的监管机关。',
    ifRefused: '没有记录，我们无法对任何决定负责，申请不能继续。',
  },
});

const labels = { what: '做什么', why: '为什么', howLong: '留多久', whoSees: '谁能看到' };

export const consentWordsZhCN = {
  labels,
  lead: '这里有四件事，请分别决定。每一件都可以同意，也可以不同意。',
  agree: '我同意',
  refuse: '我不同意',
  ifRefusedTitle: '如果不同意',
  stopTitle: '这样就无法继续了',
  stopText: (items: string) =>
    `您没有同意：${items}。没有它，我们什么也核实不了。您可以改变选择，也可以就此离开。`,
  faceFreeText: '您选择了不拍人脸。之后不会打开前置摄像头，由工作人员核实。',
  humanOnlyText: '您选择了不查询政府登记。由工作人员根据您的材料判断。',
  missing: '请选择同意或不同意。',
  missingFor: (title: string) => `${title}：请选择同意或不同意。`,
  changeAny: '以后您可以随时在状态页单独收回任何一项同意，或撤回申请。',
  goOn: '确认我的选择',
};
