// The exact wording of the four consents: what, why, how long, who sees. Any change raises the version.
import type { ConsentItem } from '../../../server/contract/words.ts';
import type { ConsentText, consentWordsZhCN } from './consent.zh-CN.ts';

export const consentEn: (marketplace: string) => Record<ConsentItem, ConsentText> = (marketplace) => ({
  'id-document': {
    title: 'Your ID document',
    what: 'Your name, your ID number and photos of both sides of your ID card; for a business also its licence.',
    why: `The law asks ${marketplace} to know who each seller is.`,
    howLong:
      'If admitted: while you sell and for the time that the law names after that: three years in mainland China, six months in the European Union. If not admitted, or withdrawn: deleted 30 days after the decision; a draft left for seven days: deleted then. What the law forbids to delete is locked, and seen by nobody.',
    whoSees:
      'The reviewers of your application, and colleagues who check that reviewers decide rightly; each look is recorded. Photos are stored encrypted and never published.',
    ifRefused: 'Without a document we cannot know who you are, so the application cannot go on.',
  },
  face: {
    title: 'Your face and a short recording',
    what: 'Camera pictures of you making a few simple movements, and facial features computed from them to compare with your document.',
    why: 'To see that it is you, that you are present and willing, so that nobody can use your card in your place.',
    howLong: 'Until 30 days after the decision; within one day if you withdraw, or take this consent back.',
    whoSees:
      'The reviewers of your application, and colleagues who check that reviewers decide rightly. Stored encrypted; not used for advertising or for training models.',
    ifRefused:
      'You can still apply: no pictures of your face, a person checks in another way. Same order, same time, no disadvantage.',
  },
  'government-query': {
    title: "Asking the government's record",
    what: 'Your name and ID number are sent to the public security record; if you agreed to the face item, the portrait on record is compared too. For a business, the business register is asked.',
    why: 'A photo of a card can be forged. The record cannot.',
    howLong:
      'We keep only whether it agreed, as long as your ID document. The portrait on record is used to compare and deleted 30 days after the decision at the latest.',
    whoSees:
      'The authority learns that we asked; the reviewers of your application, and colleagues who check their decisions, see the result.',
    ifRefused: 'You can still apply: we do not ask, and a person judges by what you gave us.',
  },
  retention: {
    title: 'Keeping the history of your application',
    what: 'Which step was done when, what you agreed to, the decision and its reasons.',
    why: 'So that a decision can be explained later, also when you appeal.',
    howLong:
      'While you sell and three years after; three years if not admitted. It does not say who you are: that is kept apart from it, and can be erased by itself.',
    whoSees: 'Lead reviewers, and authorities that inspect us by law.',
    ifRefused: 'Without a history we could answer for no decision, so the application cannot go on.',
  },
});

export const consentWordsEn: typeof consentWordsZhCN = {
  labels: { what: 'What', why: 'Why', howLong: 'How long', whoSees: 'Who sees it' },
  lead: 'Four things, each for you to decide. You can agree or refuse each of them.',
  agree: 'I agree',
  refuse: 'I do not agree',
  ifRefusedTitle: 'If you do not agree',
  stopTitle: 'It cannot go on like this',
  stopText: (items) =>
    `You did not agree to: ${items}. Without it there is nothing we could check. You can change your choice, or leave.`,
  faceFreeText: 'You chose to go without your face. The front camera stays off; a person checks instead.',
  humanOnlyText: "You chose not to have the government's record asked. A person judges by what you gave us.",
  missing: 'Please choose whether you agree.',
  missingFor: (title) => `${title}: please choose whether you agree.`,
  changeAny: 'On the status page you can take back each consent by itself, or withdraw, at any time.',
  goOn: 'Confirm my choices',
};
