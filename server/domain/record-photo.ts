// What a government record can find wrong with the photo of the applicant that it was shown.

/** Faults that a better photo mends. None of them says anything about who the person is. */
export const recordPhotoFaults = [
  'blurred',
  'poor-quality',
  'wrong-size',
  'too-short',
  'action-not-seen',
  'too-dark',
  'too-bright',
  'face-covered',
  'no-face',
  'several-faces',
  'face-too-far',
  'face-too-close',
  'face-off-centre',
] as const;
export type RecordPhotoFault = (typeof recordPhotoFaults)[number];
