// A client certificate for mutual TLS, from files that may change while we run.
import { readFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { createSecureContext } from 'node:tls';

export interface ClientTlsFiles {
  /** PEM; the certificate with what leads from it to its authority, and the private key to it: both or neither. */
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
  /** PEM; authorities that the service's certificate may come from, in place of those that this machine trusts. */
  readonly caFile: string | undefined;
}

/** As Node's TLS takes them; nothing in it is printed by us. */
export interface ClientTls {
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
}

export type ReadClientTls = () => Promise<ClientTls>;

/** What is wrong with the files, for the operator; says which file, and nothing of what stands in it. */
export class CertificateAtFault extends Error {}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => {
    throw new CertificateAtFault(`${path} cannot be read`);
  });
}

/** Rejects with `CertificateAtFault`. */
async function read({ certFile, keyFile, caFile }: ClientTlsFiles): Promise<ClientTls> {
  const tls: ClientTls = {
    ...(certFile === undefined ? {} : { cert: await textOf(certFile) }),
    ...(keyFile === undefined ? {} : { key: await textOf(keyFile) }),
    ...(caFile === undefined ? {} : { ca: await textOf(caFile) }),
  };
  if (tls.ca !== undefined && !tls.ca.includes('-----BEGIN CERTIFICATE-----'))
    throw new CertificateAtFault(`${String(caFile)} holds no certificate in PEM`);
  try {
    createSecureContext(tls);
  } catch {
    const files = [certFile, keyFile, caFile].filter((path) => path !== undefined).join(', ');
    throw new CertificateAtFault(`${files}: no certificate with its key, unencrypted, in PEM`);
  }
  return tls;
}

/**
 * Read for each question, so that new files hold at once. While they are exchanged, one after the other, they do not
 * fit: then the last that did are used. Rejects with `CertificateAtFault` when they do not fit now. Null without files.
 */
export async function openClientTls(files: ClientTlsFiles): Promise<ReadClientTls | null> {
  if (Object.values(files).every((path) => path === undefined)) return null;
  let good = await read(files);
  return async () => {
    good = await read(files).catch(() => good);
    return good;
  };
}

/** When our certificate ends; null without one. */
export async function certificateEnds(tls: ReadClientTls | null): Promise<Date | null> {
  const { cert } = tls === null ? {} : await tls();
  return cert === undefined ? null : new Date(new X509Certificate(cert).validTo);
}
