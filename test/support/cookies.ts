// What an answer says about its cookies.
import type { Response } from 'supertest';

export const cookiesOf = ({ headers }: Response): readonly string[] =>
  (headers['set-cookie'] ?? []) as unknown as readonly string[];

/** The line that sets it, with its bounds. Throws when the answer sets no such cookie. */
export function cookieOf(answer: Response, name: string): string {
  const line = cookiesOf(answer).find((one) => one.startsWith(`${name}=`));
  if (line === undefined) throw new Error(`the answer sets no cookie ${name}`);
  return line;
}

/** As a browser sends it. */
export const pairOf = (line: string): string => line.split(';')[0] ?? '';

/** The session that begins with this answer, applicant's or reviewer's, as a browser sends it. */
export function sessionOf(answer: Response): string {
  const line = cookiesOf(answer).find((one) => /^portcullis_(applicant|reviewer)=/.test(one));
  if (line === undefined) throw new Error('no session begins with this answer');
  return pairOf(line);
}
