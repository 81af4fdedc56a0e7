// What browsers are told to refuse: other origins, frames, inline code, devices.
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** `isSecure`: people reach us by https, so browsers may be told to insist on it. */
export function securityHeaders({ isSecure }: { isSecure: boolean }): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'script-src': ["'self'", "'wasm-unsafe-eval'"], // face guidance in the page runs as WebAssembly
          'style-src': ["'self'"],
          'img-src': ["'self'", 'blob:', 'data:'],
          'media-src': ["'self'", 'blob:'],
          'connect-src': ["'self'"],
          'worker-src': ["'self'"],
          'object-src': ["'none'"],
          'base-uri': ["'none'"],
          'form-action': ["'self'"],
          'frame-ancestors': ["'none'"],
          'require-trusted-types-for': ["'script'"],
          'trusted-types': ['guide-worker'],
        },
      },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    }),
    (request, response, next) => {
      const hasCamera = request.path === '/apply' || request.path === '/sandbox';
      response.setHeader(
        'Permissions-Policy',
        `camera=(${hasCamera ? 'self' : ''}), microphone=(), geolocation=(), payment=(), usb=()`,
      );
      next();
    },
  ];
}
