// From how many stored faces on an operator has to file with an office, and when to warn of it.

/**
 * 《人脸识别技术应用安全管理办法》第十五条: 100 000 people, within 30 working days of reaching them. Counted here: everybody of
 * whom a capture, a template or a portrait on record is stored. A photo of a card is not counted by itself.
 */
export const filingThreshold = 100_000;
/** Of it: time to prepare. */
export const warningShare = 0.8;

export const faceLevels = ['below', 'near', 'reached'] as const;
export type FaceLevel = (typeof faceLevels)[number];

export function faceLevelOf(people: number): FaceLevel {
  if (people >= filingThreshold) return 'reached';
  return people >= filingThreshold * warningShare ? 'near' : 'below';
}
