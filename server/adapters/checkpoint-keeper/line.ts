// A checkpoint as a line of a file: the line that exports of the trail have, too.

export const lineOf = ({ text }: { readonly text: string }): string =>
  `{"checkpoint":${JSON.stringify(text)}}\n`;
