// What the settings of every outside service have in common: its address, and our certificate there.
import { z } from 'zod';

export const address = z.url({ protocol: /^https?$/ });

const isHttps = (url: unknown): boolean => new URL(String(url)).protocol === 'https:';
const isLoopback = (url: unknown): boolean =>
  /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(String(url)).hostname);

/** `GOVERNMENT_RECORDS`, …: what chooses a service, which the names of its other settings begin with. */
type TlsName<Place extends string> = `${Place}_TLS_${'CERT' | 'KEY' | 'CA'}_FILE`;
type UrlName<Place extends string> = `${Place}_URL`;

const file = z.string().optional();

export function tlsSettings<Place extends string>(place: Place): Record<TlsName<Place>, typeof file> {
  return {
    [`${place}_TLS_CERT_FILE`]: file.describe(
      'With signed-http, for mutual TLS: our certificate with its chain, PEM; read for each question',
    ),
    [`${place}_TLS_KEY_FILE`]: file.describe('The private key to it, PEM'),
    [`${place}_TLS_CA_FILE`]: file.describe(
      'With signed-http: authorities of the service, PEM. Default: those that this machine trusts',
    ),
  } as Record<TlsName<Place>, typeof file>;
}

/** What an operator can find out about a service before anybody is asked about. */
export interface ServiceCheck {
  /** How far our clock may be from its own. */
  readonly allowedSkewMs: number;
  /** By how much ours is ahead; null when it could not be measured. */
  readonly measureClock: (signal: AbortSignal) => Promise<number | null>;
  /** When our certificate there ends; null without one. */
  readonly certificateEnds: () => Promise<Date | null>;
  /** Whether a question about nobody is known to cost nothing. */
  readonly isNobodyFree: boolean;
}

interface TlsFiles {
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  readonly caFile: string | undefined;
}

export const tlsFilesOf = <Place extends string>(
  config: Readonly<Partial<Record<TlsName<Place>, string | undefined>>>,
  place: Place,
): TlsFiles => ({
  certFile: config[`${place}_TLS_CERT_FILE`],
  keyFile: config[`${place}_TLS_KEY_FILE`],
  caFile: config[`${place}_TLS_CA_FILE`],
});

/** As the other rules of the configuration: looked at when `needs` are right in themselves. */
interface Rule<Name extends string> {
  readonly name: Name;
  readonly message: string;
  readonly needs: readonly (Name | 'NODE_ENV')[];
  readonly isKept: (given: Readonly<Record<string, unknown>>) => boolean;
}

export function urlRules<Place extends string>(place: Place): readonly Rule<UrlName<Place>>[] {
  const name = `${place}_URL` as const;
  return [
    {
      name,
      message: 'the service is reached by https, but for a loopback address',
      needs: [name],
      isKept: ({ [name]: url }) => url === undefined || isHttps(url) || isLoopback(url),
    },
    {
      name,
      message: 'a service on this machine is a stand-in; refused with NODE_ENV=production',
      needs: [name, 'NODE_ENV'],
      isKept: ({ [name]: url, NODE_ENV: kind }) =>
        kind !== 'production' || url === undefined || !isLoopback(url),
    },
  ];
}

export function tlsRules<Place extends string>(place: Place): readonly Rule<Place | TlsName<Place>>[] {
  const [cert, key, ca] = [
    `${place}_TLS_CERT_FILE`,
    `${place}_TLS_KEY_FILE`,
    `${place}_TLS_CA_FILE`,
  ] as const;
  return [
    ...([cert, key, ca] as const).map((name) => ({
      name,
      message: `is set with ${place}=signed-http, and with nothing else`,
      needs: [place, name],
      isKept: (given: Readonly<Record<string, unknown>>) =>
        given[name] === undefined || given[place] === 'signed-http',
    })),
    {
      name: key,
      message: `is set together with ${cert}, or neither`,
      needs: [cert, key],
      isKept: (given) => (given[cert] === undefined) === (given[key] === undefined),
    },
  ];
}
