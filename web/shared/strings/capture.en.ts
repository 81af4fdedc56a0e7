// What is said during the recording, in English: instructions, hints, reasons to repeat, cameras that do not open.
import type { CaptureStrings } from './capture.zh-CN.ts';

export const captureEn: CaptureStrings = {
  instructions: {
    neutral: { title: 'Look straight ahead', spoken: 'Look straight ahead and keep still' },
    'turn-left': {
      title: 'Slowly turn your head left',
      spoken: 'Slowly turn your head to your left, then back',
    },
    'turn-right': {
      title: 'Slowly turn your head right',
      spoken: 'Slowly turn your head to your right, then back',
    },
    nod: { title: 'Nod once, slowly', spoken: 'Nod your head once, slowly, then look up again' },
    'close-eyes': {
      title: 'Close your eyes, count to two, open them',
      spoken: 'Close your eyes, count to two, then open them',
    },
    'open-mouth': { title: 'Open your mouth, then close it', spoken: 'Open your mouth, then close it' },
    agree: {
      title: 'Is it your wish?',
      spoken: 'If it is, nod twice. If not, shake your head. The buttons on the screen will do as well.',
    },
  },
  hints: {
    'no-face': 'Bring your face into the frame',
    'several-faces': 'Only you should be in the picture',
    closer: 'A little closer',
    further: 'A little further away',
    'to-the-middle': 'Bring your face to the middle of the frame',
    'more-light': 'A little more light on your face',
    'look-straight': 'Look straight ahead first',
    'go-on': 'We see you well',
  },
  retry: {
    'no-action': { says: 'No movement was seen.', next: 'Make the movement a little larger.' },
    'wrong-action': { says: 'That was another movement.', next: 'Look at the arrow and the words first.' },
    'too-early': { says: 'You moved too early.', next: 'Look straight ahead until you are asked to move.' },
    'did-not-return': {
      says: 'You did not come back to the front.',
      next: 'After the movement, look straight ahead again.',
    },
    'face-lost': { says: 'Your face left the picture.', next: 'Keep your whole face inside the frame.' },
    'several-faces': {
      says: 'There was someone else in the picture.',
      next: 'Make sure that only you are in it.',
    },
    'another-person': {
      says: 'The face was not the same throughout.',
      next: 'Please do the whole recording yourself.',
    },
    'too-dark': { says: 'It is too dark to see you.', next: 'Turn towards a window or a lamp.' },
    'too-far': { says: 'You are too far away.', next: 'Come closer, so that your face fills the frame.' },
    'not-frontal': {
      says: 'Your face was not towards the camera.',
      next: 'Hold the phone at eye level and look straight ahead.',
    },
    'too-few-frames': {
      says: 'Too few pictures arrived.',
      next: 'Go where the signal is better and try again.',
    },
  },
  cameraProblems: {
    denied: {
      says: 'The camera was not allowed',
      next: 'This page needs your permission to see the picture. You can give it like this:',
    },
    absent: {
      says: 'No camera was found on this device',
      next: 'You can go on with a device that has one:',
    },
    'in-use': {
      says: 'Another program is using the camera',
      next: 'Close video calls and the like, then try again.',
    },
    'no-camera-in-this-browser': {
      says: 'This browser lets no page use the camera',
      next: 'Another browser will do:',
    },
  },
  wayOut: {
    wechat: {
      denied:
        'Tap “···” at the top right, then “Settings”, and allow the camera; or choose “Open in browser”.',
      'no-camera-in-this-browser': 'Tap “···” at the top right and choose “Open in browser”.',
    },
    'other-in-app': {
      denied:
        "Open your phone's settings, find this app and allow it to use the camera; or open the page in your browser.",
      'no-camera-in-this-browser':
        'Choose “Open in browser” in the menu at the top right; or copy the link into your browser.',
    },
    ios: {
      denied:
        'Tap “aA” or the page icon beside the address, choose “Website Settings”, set Camera to “Allow”, then reload.',
      'no-camera-in-this-browser': 'Copy the link and open it in Safari.',
    },
    android: {
      denied: 'Tap the icon left of the address, choose “Permissions”, turn on Camera, then reload.',
      'no-camera-in-this-browser': "Copy the link and open it in Chrome or your phone's own browser.",
    },
    desktop: {
      denied: 'Click the camera icon in or beside the address bar, choose “Allow”, then reload.',
      'no-camera-in-this-browser': 'Copy the link and open it in Chrome, Edge, Firefox or Safari.',
    },
  },
  sketch: {
    camera: 'Camera',
    cameraOnIos: 'Camera',
    allow: 'Allow',
    websiteSettings: 'Website Settings',
    openInBrowser: 'Open in browser',
    copyLink: 'Copy link',
  },
  tryAgain: 'Try again',
  title: 'Show that it is you',
  lead: 'Follow a few simple movements on the screen, about half a minute. At the end you read a short text and decide: nod to agree, or shake your head to decline.',
  why: 'The camera is on only while recording. We judge the pictures, keep them encrypted, and delete them 30 days after the decision.',
  before: ['Light on your face, not behind you', 'No mask or sunglasses', 'Phone at eye level'],
  start: 'Turn on the camera',
  speak: 'Read instructions aloud',
  openEyes: 'You can open your eyes',
  switchCamera: 'Use another camera',
  needs: {
    title: 'Something is hard for me',
    lead: 'You need not say why. What you choose is told to the system and stays on record; it does not count against you.',
    longerTime: 'I need more time',
    longerTimeHint: 'Each step lasts three times as long.',
    legend: 'Please do not ask me to do this (three at most)',
    actions: {
      'turn-left': 'Turn my head left',
      'turn-right': 'Turn my head right',
      nod: 'Nod',
      'close-eyes': 'Close my eyes',
      'open-mouth': 'Open my mouth',
    },
    most: 'That makes three. If something else is hard, choose “Another way” below: a person checks instead.',
    otherwise:
      'If none of this suits you, choose “Another way”: a person checks instead, with no disadvantage.',
  },
  opening: 'Turning on the camera. Your browser may ask for permission.',
  preparing: 'The camera is on; preparing the first step.',
  stepOf: (step, total) => `${step} of ${total}`,
  secondsLeft: (seconds) => `${seconds} s left`,
  passed: 'Done',
  previewLabel: 'Camera picture, like in a mirror',
  connectionLost: 'The connection is lost; connecting again. Please stay on this page.',
  triesLeft: (tries) =>
    tries === 0
      ? 'This is the last try for this step.'
      : tries === 1
        ? 'One more try for this step.'
        : `${tries} more tries for this step.`,
  pageLeft: {
    says: 'You left the page, so the camera was turned off.',
    next: 'When you are ready, go on from here.',
  },
  cameraStopped: {
    says: 'Something else took the camera.',
    next: 'A call, perhaps. When that is over, go on from here.',
  },
  resume: 'Continue',
  beginsAnew: 'You were away for a while, so we begin again from the start.',
  noAnswer: {
    says: 'We have not seen your answer yet.',
    next: 'Nod twice, or shake your head; the buttons will do as well.',
  },
  fileWontDo:
    'A photo or video that you have already will not do: it has to be you, now. Go on in another browser or on another device as described above, or let a person check instead, without your face.',
  endedTitle: 'It did not work out this time',
  attemptsLeft: (attempts) =>
    attempts === 1 ? 'You can record once more.' : `You can record ${attempts} more times.`,
  noAttemptsLeft: 'There are no more recordings. You can still apply: let a person check instead.',
  again: 'Record again',
  otherWay: 'Another way',
  help: 'I need help',
  helpTitle: 'This makes it easier',
  helpTips: [
    'Face a window or a lamp, with the light on your face.',
    'Glasses are fine; take them off if they reflect.',
    'Turn your head as if looking over your shoulder, slowly.',
    'If you cannot see the instruction well, turn on “Read instructions aloud”.',
    'If some movements are hard for you, open “Something is hard for me” before you start and choose them; you will not be asked to do them.',
    'If none of them suits you, or you would rather not be recorded, choose “Another way”: a person checks instead.',
  ],
  helpDone: 'All right',
  otherWayTitle: 'Another way',
  otherWayText:
    'You can apply without your face: a person checks in another way. Same order, same time, no disadvantage. This takes back your consent to “Your face and a short recording”.',
  otherWayGo: 'Without my face, a person checks',
  otherWayStay: 'Go on recording',
  agreeTitle: 'Is it your wish?',
  agreeNod: 'Nod twice to agree',
  agreeShake: 'Shake your head to decline',
  agreeOtherwise: 'Or answer by the buttons.',
  agreeUnseen:
    'No nod or shake of the head was seen yet. Please nod twice again, slowly, or use the buttons above.',
  agreeHold: 'Hold to agree',
  agreeHolding: 'Keep holding',
  agreeHeld: 'Received, being confirmed',
  agreeDecline: 'I do not agree',
  agreeKeys:
    'Hold until the button is full, about two seconds; on a keyboard, hold Space or Enter. Look at the camera meanwhile.',
  declinedTitle: 'You did not agree',
  declinedText: 'We respect that. The application does not go on.',
  completeTitle: 'The recording is done',
};
