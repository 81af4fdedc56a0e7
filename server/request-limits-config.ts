// The settings of how much may be asked in a minute or a day and sent at once; a part of the configuration's schema.
import { z } from 'zod';

const perMinute = (normal: number) => z.coerce.number().int().min(1).default(normal);
const perDay = (normal: number) => z.coerce.number().int().min(1).default(normal);
const atOnce = (normal: number) => z.coerce.number().int().min(1).max(10_000).default(normal);

export const requestLimitSettings = {
  ADDRESS_REQUESTS_PER_MINUTE: perMinute(3000).describe(
    'Requests that one network address may make; a whole team may sit behind one. TRUSTED_PROXIES says whose word counts',
  ),
  APPLICANT_REQUESTS_PER_MINUTE: perMinute(600).describe(
    'Requests about one application, from all the devices it is open on',
  ),
  REVIEWER_REQUESTS_PER_MINUTE: perMinute(1200).describe('Requests that one reviewer may make'),
  DEVICE_OPENINGS_PER_DAY: perDay(20).describe(
    'Applications that one browser may open; raise it where many sellers are helped at one computer',
  ),
  DEVICE_RESUMES_PER_DAY: perDay(100).describe('Links to continue that one browser may open'),
  UPLOADS_AT_ONCE: atOnce(32).describe('Uploads that are taken at the same time; each is held in memory'),
  UPLOADS_AT_ONCE_EACH: atOnce(4).describe(
    'Of these, from one application or reviewer, or address without a session',
  ),
} as const;
