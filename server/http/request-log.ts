// One line per request, for operators: no names, numbers, bodies or tokens.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { shownPath } from './shown-path.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Names this request in logs and in problem documents. */
    requestId: string;
  }
}

export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    request.requestId = `r_${randomUUID()}`;
    const startedMs = performance.now();
    response.once('close', () => {
      const line = {
        event: 'request.finished',
        requestId: request.requestId,
        method: request.method,
        path: shownPath(request.path),
        status: response.statusCode,
        wasCutOff: !response.writableFinished,
        durationMs: Math.round(performance.now() - startedMs),
      };
      if (request.path.startsWith('/api/')) log.info(line);
      else log.debug(line);
    });
    next();
  };
}
