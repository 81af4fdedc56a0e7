// Tokens as HS256 JSON Web Tokens, with one derived secret per purpose.
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Clock } from '../../ports/clock.ts';
import type { Keys } from '../../ports/keys.ts';
import type { Tokens } from '../../ports/tokens.ts';

const issuer = 'portcullis';

export function createJoseTokens({ keys, clock }: { keys: Keys; clock: Clock }): Tokens {
  return {
    async issue(purpose, claims, expiresAt) {
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience(purpose)
        .setIssuedAt(clock.now())
        .setExpirationTime(expiresAt)
        .sign(await keys.tokenSecret(purpose));
    },
    async read(purpose, token) {
      try {
        const { payload } = await jwtVerify(token, await keys.tokenSecret(purpose), {
          issuer,
          audience: purpose,
          algorithms: ['HS256'],
          requiredClaims: ['exp'],
          currentDate: clock.now(),
        });
        return { verdict: 'good', claims: payload };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { verdict: 'expired' };
        if (error instanceof errors.JOSEError) return { verdict: 'forged' };
        throw error;
      }
    },
  };
}
