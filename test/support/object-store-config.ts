// How the object store's stand-in is asked: as the real one, with less patience.
import type { S3Config, S3Limits } from '../../server/adapters/evidence-store/s3-client.ts';
import { Sensitive } from '../../server/domain/sensitive.ts';
import { storeBucket, storeKey, storeRegion, type ObjectStore } from './object-store.ts';

export const s3ConfigOf = ({ url }: Pick<ObjectStore, 'url'>, limits: Partial<S3Limits> = {}): S3Config => ({
  endpoint: url,
  region: storeRegion,
  bucket: storeBucket,
  prefix: 'gate/',
  hasPathStyle: true,
  key: { id: new Sensitive(storeKey.id), secret: new Sensitive(storeKey.secret) },
  limits: { connectMs: 2000, answerMs: 5000, altogetherMs: 15_000, attempts: 3, ...limits },
});
