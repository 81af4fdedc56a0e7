// npm run try: takes a photo through a whole application on a running server, prints every step's answer.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { subjectKinds, type SubjectKind } from '../../server/domain/subject.ts';
import { briskTiming, usualTiming } from '../puppet/motion.ts';
import { preparedStill, sampleStill } from '../puppet/sample.ts';
import { UnsuitablePhoto } from '../puppet/still.ts';
import { driveApplication, NotGettingOn, untilChecked } from './drive-application.ts';
import { createApiClient, Refused } from './http-client.ts';
import { puppetApplicant } from './puppet-applicant.ts';

const usage = `npm run try -- --base-url URL [--portrait PHOTO] [options]

  --base-url URL       a running server with the sandbox record, e.g. http://localhost:3000
  --portrait PHOTO     whose face acts; a sample photo's unless given
  --id-photo PHOTO     front of the card; a specimen card with the portrait unless given
  --citizen-id NUMBER  declare this number instead of having a citizen issued
  --name NAME          declare this name
  --kind KIND          ${subjectKinds.join(', ')}
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
  const applicant = await puppetApplicant(client, still, {
    subjectKind: values.kind,
    consentsToFace: !values['no-face'],
    timing: values.fast ? briskTiming : usualTiming,
    ...(values.name && { name: values.name }),
    ...(values['citizen-id'] && { citizenId: values['citizen-id'] }),
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
