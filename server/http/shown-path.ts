// An address as it may be written down and shown: without the secrets that some of them carry.

/** Identifiers have 24 characters; what is longer is a secret that opens something, or was never ours. */
const longParts = /[^/]{40,}/g;

export const shownPath = (path: string): string => path.replaceAll(longParts, '…');
