// How a command speaks: what was asked for on standard output, what is the matter beside it.

export const print = (line: string): boolean => process.stdout.write(`${line}\n`);

export const voices = {
  print,
  complain: (line: string): boolean => process.stderr.write(`portcullis: ${line}\n`),
};
