// What each kind of problem is called in English: what is the matter, then what to do next.
import type { ClientProblemType } from '../api.ts';
import type { Wording } from './wording.ts';

export const problemsEn: Record<ClientProblemType, Wording> = {
  'connection-lost': {
    says: 'The connection was lost.',
    next: 'Everything you entered is still here. Check your network, then try again.',
  },
  'invalid-request': {
    says: 'Something is not complete yet.',
    next: 'Look at the marked places, then go on.',
  },
  'malformed-json': { says: 'What you sent did not arrive whole.', next: 'Please try again.' },
  'upload-incomplete': {
    says: 'The photo did not arrive whole.',
    next: 'It is still here. Send it once more.',
  },
  'empty-upload': { says: 'This file is empty.', next: 'Choose another file, or take a photo.' },
  'frames-out-of-order': {
    says: 'The pictures arrived in the wrong order.',
    next: 'Start again at this step.',
  },
  'frames-repeated': { says: 'The same pictures arrived twice.', next: 'Start again at this step.' },
  'frames-missing': { says: 'Some pictures are missing in between.', next: 'Start again at this step.' },
  'frames-clock-impossible': {
    says: 'The times of the pictures do not fit together.',
    next: 'Start the recording again, and keep this page in front.',
  },
  'not-authenticated': {
    says: 'This browser holds no application of yours.',
    next: 'Open the link you saved to continue, or start anew.',
  },
  'sign-in-link-used': { says: 'This sign-in link is used up or too old.', next: 'Ask for a new one.' },
  'sign-in-not-proved': { says: 'The sign-in could not be confirmed.', next: 'Please sign in again.' },
  'sign-in-declined': {
    says: 'The identity provider did not let this sign-in through.',
    next: 'Sign in again, with another account if need be.',
  },
  'no-reviewer-role': {
    says: 'This account has no role at the review desk.',
    next: 'Ask whoever looks after accounts for one.',
  },
  'reviewer-barred': { says: 'This account has been barred.', next: 'Talk to an operator.' },
  'role-not-enough': {
    says: 'Your role does not allow this.',
    next: 'Ask a lead reviewer or an operator.',
  },
  'foreign-origin': { says: 'This request came from another site.', next: 'Use the pages of this site.' },
  'scope-missing': { says: 'This API key is not for that.', next: 'Ask an operator for another key.' },
  'admission-not-proven': {
    says: 'The records do not prove this admission.',
    next: 'An operator has to look into it.',
  },
  'challenge-not-yours': {
    says: 'This step belongs to another application.',
    next: 'Start the recording again.',
  },
  'own-case': { says: 'This case is your own, or linked to you.', next: 'Leave it to a colleague.' },
  'not-found': { says: 'There is nothing here, or it is not yours.', next: 'Go back to the start page.' },
  'application-not-editable': {
    says: 'This application has been sent and cannot be changed now.',
    next: 'The status page says so when something is for you to change.',
  },
  'application-incomplete': {
    says: 'Some steps are not done yet.',
    next: 'Finish the steps listed, then send.',
  },
  'event-not-possible': {
    says: 'The application has just changed, so this is not possible now.',
    next: 'The page now shows what is true.',
  },
  'case-locked': {
    says: 'This case is locked: kept for a legal duty, and shown to nobody.',
    next: 'There is nothing to do here. Choose another one.',
  },
  'case-kept-for-another': {
    says: 'This case is kept for the reviewer who asked for it.',
    next: 'Choose another one from the queue.',
  },
  'case-claimed-by-another': {
    says: 'Another reviewer holds this case.',
    next: 'Choose another one from the queue.',
  },
  'case-not-claimed': { says: 'You have not claimed this case.', next: 'Claim it, then decide.' },
  'already-decided-by-you': {
    says: 'You already decided this case.',
    next: 'The second decision is for another colleague.',
  },
  'nothing-to-undo': {
    says: 'This decision can no longer be undone.',
    next: 'Open the case anew to see it as it is.',
  },
  'challenge-already-used': { says: 'This step was judged already.', next: 'Start the recording again.' },
  'session-replaced': {
    says: 'The recording was started again in another window or on another device.',
    next: 'Go on there, or start again here.',
  },
  'gate-proposal-open': {
    says: 'A proposal waits for an answer already.',
    next: 'Have it confirmed or refused first, or press hold, which ends it.',
  },
  'gate-proposal-not-open': {
    says: 'This proposal does not wait for an answer any more.',
    next: 'Look at the gate as it is now.',
  },
  'gate-needs-second-person': {
    says: 'You proposed it, so the answer is for somebody else.',
    next: 'Ask a lead or another operator. To take it back, press hold.',
  },
  'gate-evidence-changed': {
    says: 'The evidence is not what was shown.',
    next: 'Look at it again and propose anew. If it happens again, have the audit trail verified.',
  },
  'gate-evidence-outdated': {
    says: 'The evidence is about another policy, face engine or record than decides today.',
    next: 'Propose anew, on evidence about what decides today.',
  },
  'gate-evidence-broken': {
    says: 'A recommendation was changed after it was sealed.',
    next: 'Find out who changed what is stored, and restore it from a backup.',
  },
  'gate-evidence-insufficient': {
    says: 'The evidence does not show yet what it has to show.',
    next: 'Go on deciding by people. Each refusal without a false admit counts.',
  },
  'gate-audits-overdue': {
    says: 'An automatic admission has waited too long for a person to look at it.',
    next: 'Look at those that wait, further down on this page.',
  },
  'audit-not-open': {
    says: 'This admission is not to be looked at, or a colleague was quicker.',
    next: 'Take another one from the list.',
  },
  'gate-proposal-too-old': {
    says: 'This proposal is too old to be confirmed.',
    next: 'Propose anew, on the evidence as it is now.',
  },
  'gate-terms-too-wide': {
    says: 'The share or the time is beyond what is allowed.',
    next: 'Choose a smaller share or an earlier end: 90 % and 30 days at most.',
  },
  'challenge-expired': {
    says: 'The time for this step is over.',
    next: 'No harm done. Start the recording again.',
  },
  'session-expired': {
    says: 'The time for this recording is over.',
    next: 'No harm done. Start the recording again.',
  },
  'resume-link-expired': {
    says: 'This link is too old.',
    next: 'Open your application on the first device and take a new link there.',
  },
  'upload-too-large': {
    says: 'The file is too large. 15 MB is the most we take.',
    next: 'Take a photo here, or choose a smaller picture.',
  },
  'request-too-large': { says: 'The text is too long.', next: 'Make it shorter and try again.' },
  'too-many-pixels': {
    says: 'The picture has too many pixels.',
    next: 'Take one in the ordinary photo mode, not the highest resolution.',
  },
  'unsupported-media': {
    says: 'This is not a picture we can read.',
    next: 'Use a JPEG, PNG or WebP picture, or take a photo here.',
  },
  'heic-not-supported': {
    says: 'This is a HEIC picture, which cannot be read here.',
    next: 'Take the photo here; or choose “Most Compatible” in your camera settings and take another.',
  },
  'animated-image': { says: 'This picture moves.', next: 'Choose a still photo.' },
  'image-unreadable': {
    says: 'The picture is damaged or cut off.',
    next: 'Choose another one, or take a photo.',
  },
  'several-faces': {
    says: 'There is more than one face in the photo.',
    next: 'Show only the card, with no other photo beside it.',
  },
  'no-face-found': {
    says: 'No face was found in the photo.',
    next: 'Photograph the side with the portrait, whole and sharp.',
  },
  'wrong-side': { says: 'This looks like the other side.', next: 'Turn the card over and take it again.' },
  'same-photo-twice': {
    says: 'This is the same photo as the other side.',
    next: 'Photograph the other side of the card.',
  },
  'photo-cropped': {
    says: 'Part of the portrait is cut off.',
    next: 'Move back a little, so that all four corners of the card are in the picture.',
  },
  'face-too-small': {
    says: 'The portrait is too small.',
    next: 'Go closer, so that the card fills the frame.',
  },
  'photo-too-small': {
    says: 'The picture is too small to read.',
    next: 'Take a photo here rather than using a screenshot or thumbnail.',
  },
  'photo-blurred': {
    says: 'The photo is blurred.',
    next: 'Hold the phone still, tap to focus, take it again.',
  },
  'photo-too-dark': {
    says: 'The photo is too dark.',
    next: 'Go where there is more light and keep it unblocked.',
  },
  'photo-glare': {
    says: 'Light hides part of the photo.',
    next: 'Tilt the card a little or turn away from the lamp, then take it again.',
  },
  'looks-like-a-copy': {
    says: 'The photo has almost no colour and looks like a copy.',
    next: 'Photograph the card itself, in colour. If it is the original, keep this photo: a person will look.',
  },
  'consent-missing': {
    says: 'This step needs your agreement first.',
    next: 'Open “Consent”, read it, and decide.',
  },
  'citizen-id-invalid': {
    says: 'The ID number does not add up.',
    next: 'Compare it with your card, digit by digit.',
  },
  'business-code-invalid': {
    says: 'The registration code does not have the right form.',
    next: 'Compare it with the licence: 18 digits and capital letters.',
  },
  'name-invalid': {
    says: 'The name has characters that do not occur on ID cards.',
    next: 'Write it as on the card. The dot · and rare characters are fine.',
  },
  'under-age': {
    says: 'Sellers must be at least 18.',
    next: 'Check the ID number. If it is right, come back when you are 18.',
  },
  'too-many-attempts': {
    says: 'That was many attempts in a short time.',
    next: 'Come back a little later. Your application is kept.',
  },
  'temporarily-busy': {
    says: 'Many people are here right now.',
    next: 'Wait a few seconds and try again. Nothing is lost.',
  },
  internal: {
    says: 'Something went wrong on our side, not on yours.',
    next: 'Please try again. If it stays, tell us the number below.',
  },
  'provider-not-reachable': {
    says: 'The identity provider cannot be reached now.',
    next: 'Try again in a moment.',
  },
  'temporarily-unavailable': {
    says: 'A part of the service is down for the moment.',
    next: 'Try again in a few minutes. Nothing is lost.',
  },
};
