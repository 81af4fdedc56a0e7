// The shape of one address of the API: what goes in, what comes out, who may ask.
import type { z } from 'zod';
import type { ApiKeyScope } from '../domain/api-key.ts';
import type { ProblemType } from '../domain/problem-type.ts';

/**
 * `anyone`: nobody is asked who they are. `applicant`: the session must be of the very application in the path, if it
 * names one. `marketplace`: an API key, no cookie.
 * `sandbox`: only where the sandbox record is configured.
 */
export type Audience = 'anyone' | 'applicant' | 'reviewer' | 'marketplace' | 'sandbox';

export interface Upload {
  /** Multipart field that carries the pictures. */
  readonly field: string;
  readonly maxFiles: number;
  readonly maxBytesPerFile: number;
  readonly isOptional: boolean;
}

/** Answers that are not JSON. `file`: bytes with a name, for keeping. `redirect`: the browser goes somewhere else. */
export type Bare = 'image' | 'file' | 'nothing' | 'redirect';

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType | Bare = z.ZodType | Bare,
  Query extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Express form, `/api/…/:name`. */
  readonly path: string;
  readonly summary: string;
  readonly audience: Audience;
  /** What the API key must be good for; of `marketplace`, and never left out there. */
  readonly scope?: ApiKeyScope;
  readonly params: Params;
  /** JSON body; for an upload, the text fields of the form. `z.strictObject({})` when there is none. */
  readonly body: Body;
  /** What may stand after `?`, as an object of texts; left out, whatever stands there is not looked at. */
  readonly query?: Query;
  readonly upload?: Upload;
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly answer: Answer;
  /** Of the answer, where it is a file, or JSON with a name of its own. */
  readonly mediaType?: string;
  /** Pages ask it by themselves: asking keeps nobody's session from going idle. */
  readonly isPolled?: true;
  /** Refused when another site leads here, although it is a GET. */
  readonly isOwnPagesOnly?: true;
  /** Browsers are led here, not scripts: a problem leads on to this address, the problem's type behind it. */
  readonly problemPage?: string;
  /** How long anybody may keep the answer; left out, nobody keeps it. */
  readonly maxAgeSeconds?: number;
  /** Beyond those that every address can answer with. */
  readonly problems: readonly ProblemType[];
}

/** Keeps the literal types of one endpoint while checking its shape. */
export function endpoint<
  P extends z.ZodType,
  B extends z.ZodType,
  const A extends z.ZodType | Bare,
  Q extends z.ZodType = z.ZodType,
>(definition: Endpoint<P, B, A, Q>): Endpoint<P, B, A, Q> {
  return definition;
}
