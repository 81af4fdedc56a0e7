// Why an admission is taken back.

export const revocationReasons = [
  'fraud-found',
  'identity-in-doubt',
  'no-longer-entitled',
  'admitted-in-error',
  'asked-by-the-seller',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];
