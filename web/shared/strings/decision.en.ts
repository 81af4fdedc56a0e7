// The words around a decision that was just made, in English.
import type { DecisionStrings } from './decision.zh-CN.ts';

export const decisionEn: DecisionStrings = {
  title: (decision) => `Your decision: ${decision}`,
  notYet:
    "It does not count yet. The machine's recommendation opens when it does; the applicant sees nothing until then.",
  left: (seconds) => `${seconds} ${seconds === 1 ? 'second' : 'seconds'} left to undo it`,
  leftStill: 'It can be undone for some seconds',
  undo: 'Undo',
  settle: 'Let it count now',
  settling: 'Making it count…',
  undone: 'The decision is undone. The case is still yours, and what you wrote is still here.',
};
