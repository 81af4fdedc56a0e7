// For each reason a sentence that a reviewer may put into their words to the applicant, in English; it says what to do next.
import type { proposalsZhCN } from './proposals.zh-CN.ts';

export const proposalsEn: typeof proposalsZhCN = {
  'evidence-agrees': 'Welcome, and all the best for your shop.',
  'identity-confirmed-otherwise':
    'Thank you for helping us confirm it. Welcome, and all the best for your shop.',
  'photo-unreadable':
    'Lay the document flat in a bright place, without glare and with all four corners in the picture, and take it again.',
  'wrong-document': 'Please use your own resident identity card, still valid, and take both sides.',
  'face-not-visible':
    'Please take off mask, cap or dark glasses, face the camera with the light in front of you, and take it again.',
  'details-disagree':
    'Please compare name, number and business details with the documents letter by letter, mend them and send again.',
  'capture-again':
    'Please do the guided recording again in good light, with nobody else in the picture. If that is difficult, you can choose the way without your face.',
  'identity-not-established':
    'If you have other proof of who you are, you can appeal on this page; another colleague looks again.',
  'not-entitled-to-act':
    'Please let the legal representative apply in person; if the register was changed just now, apply again once it is up to date.',
  'not-of-age': 'You are welcome to apply again once you are 18.',
  'not-willing':
    'You have promised nothing, and nothing follows from it. If you would like to join later, you can apply again at any time.',
  'fraud-suspected': 'If you think we are wrong, you can appeal on this page; another colleague looks again.',
  'fraud-found':
    'If you think we are wrong, write to us with photos of the originals; somebody looks at it again.',
  'identity-in-doubt': 'If it was you who applied, write to us, and we will check once more.',
  'no-longer-entitled':
    'The present legal representative can apply anew; please complete open orders by the rules of the marketplace.',
  'admitted-in-error': 'That was our mistake, and we are sorry. You can apply again; we will see to it soon.',
  'asked-by-the-seller': 'Done as you asked. You are welcome to apply again at any time.',
};
