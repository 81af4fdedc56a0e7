// For each reason a sentence that a reviewer may put into their words to the applicant, in Chinese; it says what to do next.
import type { DecisionBody } from '../../../server/contract/review.ts';
import type { RevocationBody } from '../../../server/contract/revocation.ts';

export type ProposalReason = DecisionBody['reasons'][number] | RevocationBody['reason'];

export const proposalsZhCN: Readonly<Record<ProposalReason, string>> = {
  'evidence-agrees': '欢迎加入，祝您开店顺利。',
  'identity-confirmed-otherwise': '感谢您配合核实。欢迎加入，祝您开店顺利。',
  'photo-unreadable': '请在明亮的地方把证件平放，避开反光，让四个角都在画面里，再拍一张。',
  'wrong-document': '请改用您本人的、在有效期内的居民身份证，正反两面都要拍。',
  'face-not-visible': '请摘下口罩、帽子或墨镜，正对镜头，让光线照在脸上，再拍一次。',
  'details-disagree': '请对照证件逐字核对姓名、号码和企业信息，改正后再提交。',
  'capture-again':
    '请在光线充足的地方重新做一次动作拍摄，全程只有您一个人在画面里。如果不方便，可以改用不需要人脸的方式。',
  'identity-not-established': '如果您有其他能证明身份的材料，可以在这一页申诉，另一位同事会重新查看。',
  'not-entitled-to-act': '请由法定代表人本人申请；如果登记信息刚刚变更，请在更新后重新申请。',
  'not-of-age': '年满 18 周岁后，欢迎您再来申请。',
  'not-willing': '您没有提交任何承诺，也不会因此受到影响。如果以后想加入，随时可以重新申请。',
  'fraud-suspected': '如果您认为我们弄错了，可以在这一页申诉，另一位同事会重新查看。',
  'fraud-found': '如果您认为我们弄错了，请写信告诉我们并附上材料的原件照片，会有人重新查看。',
  'identity-in-doubt': '如果当时确实是您本人申请的，请写信告诉我们，我们会再核实一次。',
  'no-longer-entitled': '请由现在的法定代表人重新申请；已有的订单请按商城的规则处理完。',
  'admitted-in-error': '这是我们的疏忽，向您道歉。您可以重新申请，我们会尽快处理。',
  'asked-by-the-seller': '已按您的要求办理。以后想回来，随时可以重新申请。',
};
