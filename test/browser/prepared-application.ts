// An application brought as far as the test needs it over HTTP, to be gone on with in the browser.
import {
  answerConsents,
  declareSubject,
  openApplication,
  readApplication,
} from '../../server/contract/application.ts';
import { addPhoto } from '../../server/contract/evidence.ts';
import { consentTextVersion, type ConsentAnswer } from '../../server/domain/consent.ts';
import type { Language } from '../../server/domain/application.ts';
import type { Still } from '../puppet/still.ts';
import { createApiClient } from '../try/http-client.ts';
import { puppetApplicant } from '../try/puppet-applicant.ts';

export interface Prepared {
  readonly applicationId: string;
  readonly resumeLink: string;
}

const text = 'Shown by a test; not the wording of the pages.';
const texts = { 'id-document': text, face: text, 'government-query': text, retention: text };

/** Everything but the capture (`granted`), or all there is to do but sending (`refused`). */
export async function prepareApplication(
  baseUrl: string,
  still: Still,
  wishes: { face: ConsentAnswer; language: Language },
): Promise<Prepared> {
  const client = createApiClient({ baseUrl });
  const { declaration, photos } = await puppetApplicant(client, still);
  const { language, face } = wishes;
  const opened = await client.call(openApplication, { body: { language } });
  const params = { applicationId: opened.applicationId };
  const answers = {
    'id-document': 'granted',
    face,
    'government-query': 'granted',
    retention: 'granted',
  } as const;
  await client.call(answerConsents, {
    params,
    body: { language, textVersion: consentTextVersion, answers, texts },
  });
  await client.call(declareSubject, { params, body: declaration });
  for (const kind of ['id-front', 'id-back'] as const) {
    const file = { bytes: photos[kind], name: `${kind}.jpg`, mediaType: 'image/jpeg' };
    await client.call(addPhoto, { params: { ...params, kind }, body: { insist: 'no' }, files: [file] });
  }
  const view = await client.call(readApplication, { params });
  return { applicationId: view.applicationId, resumeLink: opened.resumeLink ?? '' };
}
