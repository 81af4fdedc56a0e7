// The Express application: middleware in order, then one set of routes per feature.
import compression from 'compression';
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Endpoint } from './contract/endpoint.ts';
import { openApplication, resumeApplication } from './contract/application.ts';
import { issueCitizen } from './contract/sandbox.ts';
import {
  endProviderSession,
  finishProviderSignIn,
  signIn,
  startProviderSignIn,
} from './contract/accounts.ts';
import { DomainError } from './domain/errors.ts';
import { problemTypes } from './domain/problem-type.ts';
import { openApiDocument } from './http/openapi.ts';
import { arePagesBuilt, mountPages } from './http/pages.ts';
import { problemDocumentOf, toDomainError } from './http/problems.ts';
import { mountProblemPages } from './http/problem-pages.ts';
import { requestLog } from './http/request-log.ts';
import type { RequestLimits } from './http/request-limits.ts';
import { mount, type Askers, type Route } from './http/route.ts';
import { securityHeaders } from './http/security-headers.ts';
import { shownPath } from './http/shown-path.ts';

export interface AppDeps {
  readonly log: Logger;
  readonly routes: readonly Route[];
  readonly askers: Askers;
  readonly version: string;
  readonly pagesDirectory: string;
  readonly problemPagesDirectory: string;
  readonly isSecure: boolean;
  readonly trustedProxies: readonly string[];
  readonly openingsPerHour: number;
  readonly addressPerMinute: number;
  readonly limits: RequestLimits;
  readonly hasSandbox: boolean;
}

const jsonLimitBytes = 32 * 1024;
const minuteMs = 60_000;
const hourMs = 3_600_000;
/** Whoever looks after us asks these, however much is asked by others at the same address. */
const unlimitedPaths: readonly string[] = ['/healthz', '/readyz'];
/** A whole team may sit behind one address. */
const signInsPerHour = 60;

/** Addresses that anybody may call and that cost us something, with how often one network address may in an hour. */
function limited(openingsPerHour: number): readonly { endpoint: Endpoint; perHour: number }[] {
  return [
    { endpoint: openApplication, perHour: openingsPerHour },
    { endpoint: resumeApplication, perHour: openingsPerHour },
    { endpoint: signIn, perHour: signInsPerHour },
    { endpoint: startProviderSignIn, perHour: signInsPerHour },
    { endpoint: finishProviderSignIn, perHour: signInsPerHour },
    { endpoint: endProviderSession, perHour: signInsPerHour },
    { endpoint: issueCitizen, perHour: openingsPerHour },
  ];
}

function byAddress(windowMs: number, limit: number, skip: (request: Request) => boolean = () => false) {
  return rateLimit({
    windowMs,
    limit,
    skip,
    standardHeaders: false,
    legacyHeaders: false,
    // anybody may send X-Forwarded-For; from a proxy that is not trusted it counts for nothing
    validate: { xForwardedForHeader: false },
    handler: () => {
      throw new DomainError('too-many-attempts', { retryAfterSeconds: Math.min(windowMs / 1000, 600) });
    },
  });
}

/** Where browsers that are led to these addresses read about a problem. */
function problemPages(routes: readonly Route[]): ReadonlyMap<string, string> {
  return new Map(
    routes.flatMap(({ endpoint: { path, problemPage } }) =>
      problemPage === undefined ? [] : [[path, problemPage] as const],
    ),
  );
}

function sendProblems(log: Logger, pages: ReadonlyMap<string, string>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toDomainError(error);
    const { status } = problemTypes[problem.type];
    const { requestId } = request;
    if (status >= 500)
      log.error({ event: 'request.failed', requestId, type: problem.type, err: problem.cause ?? problem });
    else log.info({ event: 'request.refused', requestId, type: problem.type });
    if (response.headersSent) {
      next(error);
      return;
    }
    const page = pages.get(request.path);
    if (page !== undefined) {
      response.setHeader('Cache-Control', 'no-store');
      response.redirect(303, `${page}${problem.type}&reference=${requestId}`);
      return;
    }
    const document = problemDocumentOf(problem, shownPath(request.path), requestId);
    if (document.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(document.retryAfterSeconds));
    // bytes of a refused upload may still be on their way: the connection is of no further use
    if (!request.complete) response.setHeader('Connection', 'close');
    response.status(status).type('application/problem+json').send(JSON.stringify(document));
  };
}

export function createApp(deps: AppDeps): Express {
  const { log, routes, askers, isSecure } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('trust proxy', deps.trustedProxies.length === 0 ? false : [...deps.trustedProxies]);
  app.use(requestLog(log));
  app.use(...securityHeaders({ isSecure }));
  app.use(compression());
  app.use(byAddress(minuteMs, deps.addressPerMinute, (request) => unlimitedPaths.includes(request.path)));
  for (const { endpoint, perHour } of limited(deps.openingsPerHour))
    app[endpoint.method](endpoint.path, byAddress(hourMs, perHour));
  app.use(express.json({ limit: jsonLimitBytes, strict: true }));
  const document = openApiDocument(
    routes.map(({ endpoint }) => endpoint),
    { version: deps.version, isSecure },
  );
  app.get('/openapi.json', (_request, response) => response.json(document));
  mount(app, routes, askers, deps.limits);
  mountProblemPages(app, deps.problemPagesDirectory);
  if (arePagesBuilt(deps.pagesDirectory))
    mountPages(app, { directory: deps.pagesDirectory, hasSandbox: deps.hasSandbox });
  app.use(() => {
    throw new DomainError('not-found');
  });
  app.use(sendProblems(log, problemPages(routes)));
  return app;
}
