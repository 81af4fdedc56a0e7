// One address of the API: shape, session and answer are checked here, so that features see only what is right.
import type { Express, Request, Response } from 'express';
import type { z } from 'zod';
import type { Bare, Endpoint } from '../contract/endpoint.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiKeyAccess } from './api-key-access.ts';
import type { RequestLimits } from './request-limits.ts';
import { readUpload } from './upload.ts';
import type { Session, Sessions } from './sessions.ts';
import { unstorablePlaces } from './unstorable.ts';

/** What a handler is given: parsed, authenticated, with a signal that fires when the sender has gone. */
export interface Asked<Params, Body, Query = unknown> {
  readonly params: Params;
  readonly body: Body;
  readonly query: Query;
  readonly files: readonly Uint8Array[];
  readonly session: Session | null;
  readonly signal: AbortSignal;
  /** For reading and setting cookies. */
  readonly request: Request;
  readonly response: Response;
}

export interface Image {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

/** `fileName`: letters, digits, `_`, `-` and `.` only. */
export interface File {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/** `location`: an address of ours, or one that a feature made; never one that came with the request. */
export interface Redirect {
  readonly location: string;
}

type AnswerOf<A extends z.ZodType | Bare> = A extends 'image'
  ? Image
  : A extends 'file'
    ? File
    : A extends 'nothing'
      ? unknown // whatever it is, it is not sent
      : A extends 'redirect'
        ? Redirect
        : A extends z.ZodType
          ? z.input<A>
          : never;

export interface Route {
  readonly endpoint: Endpoint;
  readonly handle: (asked: Asked<unknown, unknown>) => Promise<unknown>;
}

/** Ties a handler to its endpoint; the types of both must agree. */
export function route<
  P extends z.ZodType,
  B extends z.ZodType,
  A extends z.ZodType | Bare,
  Q extends z.ZodType = z.ZodType,
>(
  endpoint: Endpoint<P, B, A, Q>,
  handle: (asked: Asked<z.output<P>, z.output<B>, z.output<Q>>) => Promise<AnswerOf<A>>,
): Route {
  return { endpoint, handle: handle as Route['handle'] };
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function demandStorable(value: unknown): unknown {
  const errors = unstorablePlaces(value).map((path) => ({
    pointer: pointerOf(path),
    code: 'unstorable-character',
  }));
  if (errors.length > 0) throw new DomainError('invalid-request', { errors });
  return value;
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return demandStorable(parsed.data);
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), code: 'unknown-field' }))
      : [{ pointer: pointerOf(issue.path), code: issue.code }],
  );
  throw new DomainError('invalid-request', { errors });
}

/** Whoever may ask, however they show who they are. */
export type Askers = Sessions & ApiKeyAccess;

async function sessionFor(endpoint: Endpoint, request: Request, askers: Askers): Promise<Session | null> {
  switch (endpoint.audience) {
    case 'anyone':
    case 'sandbox':
      return null;
    case 'applicant': {
      const session = await askers.applicant(request);
      if (session === null) throw new DomainError('not-authenticated');
      // missing or not yours: the same words for both
      const { applicationId = session.applicationId } = request.params;
      if (applicationId !== session.applicationId) throw new DomainError('not-found');
      return session;
    }
    case 'reviewer': {
      const session = await askers.reviewer(request, { isPolled: endpoint.isPolled === true });
      if (session === null) throw new DomainError('not-authenticated');
      return session;
    }
    case 'marketplace': {
      const session = await askers.marketplace(request);
      if (session === null) throw new DomainError('not-authenticated');
      // an address that says nothing is for no key
      if (endpoint.scope === undefined || !session.scopes.includes(endpoint.scope))
        throw new DomainError('scope-missing');
      return session;
    }
  }
}

/** Pages may send only to their own origin. Browsers name the origin with every request that changes something. */
function refuseForeignOrigin(endpoint: Endpoint, request: Request): void {
  if (request.method === 'GET' && endpoint.isOwnPagesOnly !== true) return;
  const { origin, host } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw new DomainError('foreign-origin');
  if (origin === undefined) return;
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new DomainError('foreign-origin');
}

function send(endpoint: Endpoint, answer: unknown, response: Response): void {
  const { maxAgeSeconds, mediaType } = endpoint;
  response.setHeader(
    'Cache-Control',
    maxAgeSeconds === undefined ? 'no-store' : `public, max-age=${maxAgeSeconds}`,
  );
  if (mediaType !== undefined) response.type(mediaType);
  if (endpoint.answer === 'nothing') {
    response.status(endpoint.status).end();
  } else if (endpoint.answer === 'redirect') {
    response.redirect(endpoint.status, (answer as Redirect).location);
  } else if (endpoint.answer === 'image') {
    const image = answer as Image;
    response.status(endpoint.status).type(image.mediaType).send(Buffer.from(image.bytes));
  } else if (endpoint.answer === 'file') {
    const file = answer as File;
    response.setHeader('Content-Disposition', `attachment; filename="${file.fileName}"`);
    response.status(endpoint.status).send(Buffer.from(file.bytes));
  } else {
    response.status(endpoint.status).json(endpoint.answer.parse(answer));
  }
}

export function mount(app: Express, routes: readonly Route[], askers: Askers, limits: RequestLimits): void {
  for (const { endpoint, handle } of routes) {
    const answer = async (request: Request, response: Response, session: Session | null): Promise<void> => {
      const params = parse(endpoint.params, request.params);
      const query = endpoint.query === undefined ? {} : parse(endpoint.query, { ...request.query });
      const files = endpoint.upload === undefined ? [] : await readUpload(request, response, endpoint.upload);
      const body = parse(endpoint.body, { ...(request.body as object | undefined) });
      if (endpoint.upload?.isOptional === false && files.length === 0)
        throw new DomainError('invalid-request', {
          errors: [{ pointer: `/${endpoint.upload.field}`, code: 'missing' }],
        });
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const answered = await handle({
        params,
        body,
        query,
        files,
        session,
        signal: gone.signal,
        request,
        response,
      });
      if (!response.destroyed) send(endpoint, answered, response);
    };
    app[endpoint.method](endpoint.path, async (request: Request, response: Response) => {
      refuseForeignOrigin(endpoint, request);
      const session = await sessionFor(endpoint, request, askers);
      limits.count(session);
      if (endpoint.upload === undefined) return answer(request, response, session);
      const end = limits.beginUpload(session, request);
      try {
        await answer(request, response, session);
      } finally {
        end();
      }
    });
  }
}

export function applicantOf(asked: Asked<unknown, unknown>): Session & { kind: 'applicant' } {
  if (asked.session?.kind !== 'applicant') throw new DomainError('not-authenticated');
  return asked.session;
}

export function reviewerOf(asked: Asked<unknown, unknown>): Session & { kind: 'reviewer' } {
  if (asked.session?.kind !== 'reviewer') throw new DomainError('not-authenticated');
  return asked.session;
}

/** As whom the trail names them. Throws `role-not-enough` for a reviewer who is none. */
export function operatorOf(asked: Asked<unknown, unknown>): { kind: 'reviewer'; reviewerId: string } {
  const { reviewer } = reviewerOf(asked);
  if (reviewer.role !== 'operator') throw new DomainError('role-not-enough', { role: 'operator' });
  return { kind: 'reviewer', reviewerId: reviewer.id };
}

export function marketplaceOf(asked: Asked<unknown, unknown>): Session & { kind: 'marketplace' } {
  if (asked.session?.kind !== 'marketplace') throw new DomainError('not-authenticated');
  return asked.session;
}
