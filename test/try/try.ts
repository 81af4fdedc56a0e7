// npm run try: takes a photo through a whole application on a running server, prints every step's answer.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { magicNumbers } from '../../server/adapters/government-records/magic-numbers.ts';
import { hasBusiness, subjectKinds, type SubjectKind } from '../../server/domain/subject.ts';
import { briskTiming, usualTiming } from '../puppet/motion.ts';
import { preparedStill, sampleStill } from '../puppet/sample.ts';
import { UnsuitablePhoto, type Still } from '../puppet/still.ts';
import { driveApplication, NotGettingOn, untilChecked } from './drive-application.ts';
import { createApiClient, Refused, type ApiClient } from './http-client.ts';
import { issuePuppet, puppetApplicant } from './puppet-applicant.ts';

const usage = `npm run try -- --base-url URL [--portrait PHOTO] [options]

  --base-url URL       a running server with the sandbox record or a stand-in, e.g. http://localhost:3000
  --portrait PHOTO     whose face acts; a sample photo's unless given
  --id-photo PHOTO     front of the card; a specimen card with the portrait unless given
  --citizen-id NUMBER  declare this number instead of having a citizen issued; with a stand-in, which
                       issues none, one that it answers for with a yes unless given
  --name NAME          declare this name
  --kind KIND          ${subjectKinds.join(', ')}
  --business-code CODE declare this business, as \`npx portcullis sandbox list\` has it; an active one unless given
  --business-name NAME under this name
  --no-face            refuse the consent for the face
  --fast               act as quickly as people can; a capture takes its time all the same, about ten seconds
`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

function isSubjectKind(text: string): text is SubjectKind {
  return (subjectKinds as readonly string[]).includes(text);
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      'base-url': { type: 'string' },
      portrait: { type: 'string' },
      'id-photo': { type: 'string' },
      'citizen-id': { type: 'string' },
      name: { type: 'string' },
      'business-code': { type: 'string' },
      'business-name': { type: 'string' },
      kind: { type: 'string', default: 'individual' },
      'no-face': { type: 'boolean', default: false },
      fast: { type: 'boolean', default: false },
    },
  });
  const baseUrl = values['base-url'];
  if (!baseUrl || !isSubjectKind(values.kind)) {
    process.stderr.write(usage);
    return 64;
  }
  const still = values.portrait
    ? await preparedStill(readFileSync(values.portrait))
    : await sampleStill('sample1');
  const client = createApiClient({
    baseUrl,
    onAnswer: ({ method, path, status, ms, problem }) =>
      say(`  ${method} ${path} → ${status}${problem ? ` ${problem}` : ''} (${ms.toFixed(0)} ms)`),
  });
  const known = registeredBusiness[values.kind];
  const business = {
    code: values['business-code'] ?? known.code,
    name: values['business-name'] ?? known.name,
  };
  const name = values.name ?? (hasBusiness[values.kind] ? known.representative : '林试');
  const citizenId = values['citizen-id'] ?? (await issuedOrKnown(client, baseUrl, still, name));
  const applicant = await puppetApplicant(client, still, {
    subjectKind: values.kind,
    consentsToFace: !values['no-face'],
    timing: values.fast ? briskTiming : usualTiming,
    name,
    citizenId,
    business,
    ...(values['id-photo'] && { idFront: readFileSync(values['id-photo']) }),
    capture: {
      onVerdict: ({ kind }, verdict) => say(`    ${kind}: ${JSON.stringify(verdict, withoutTokens)}`),
    },
  });
  const submitted = await driveApplication({
    client,
    applicant,
    onStep: (step, view) => say(`${step}: done; ${view.state}, next: ${view.nextStep ?? 'nothing'}`),
  });
  const checked = await untilChecked(client, submitted.applicationId);
  say(`\n${checked.applicationId}: ${checked.state}, ${checked.turn}'s turn`);
  return checked.state === 'in_review' ? 0 : 1;
}

/** Active on the sandbox's register, and a stand-in's; the applicant takes the representative's name. */
const company = { code: '91990000MA0000015Q', name: '沙盒晨光贸易有限公司', representative: '张伟' };
const registeredBusiness: Record<SubjectKind, typeof company> = {
  individual: company,
  company,
  'sole-proprietor': { code: '92990000MA0000023G', name: '沙盒张伟百货店', representative: '张伟' },
};

/** Only the sandbox issues citizens; a stand-in knows the sandbox's numbers, whatever name goes with them. */
async function issuedOrKnown(
  client: ApiClient,
  baseUrl: string,
  still: Still,
  name: string,
): Promise<string> {
  const office = await fetch(new URL('/sandbox', baseUrl));
  if (office.ok) return issuePuppet(client, still, { name, birthDate: '1990-05-17' });
  const agrees = magicNumbers.find(({ outcome }) => outcome === 'match');
  if (agrees === undefined) throw new Error('no number is known to agree');
  say('  no citizens are issued here: a number that stand-ins know');
  return agrees.citizenId;
}

/** Tokens are long and nobody reads them. */
function withoutTokens(key: string, value: unknown): unknown {
  return key === 'token' ? '…' : value;
}

function explain(error: unknown): string {
  if (error instanceof Refused) return JSON.stringify(error.problem, null, 2);
  if (error instanceof UnsuitablePhoto || error instanceof NotGettingOn) return error.message;
  if (error instanceof TypeError && error.cause instanceof Error)
    return `The server cannot be reached: ${error.cause.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  return 1;
});
