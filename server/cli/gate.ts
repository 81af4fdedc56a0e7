// `portcullis gate …`: the gate of a running server, asked over HTTP by a person who has signed in.
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { GateView } from '../contract/go-live.ts';

/** Exit codes: 0 done, 1 refused by the gate (the sentence says why), 2 it was not asked: no session, no answer, no number. */
export const gateExit = { done: 0, refused: 1, notAsked: 2 } as const;

export interface GateOptions {
  readonly baseUrl: string;
  /** File with this person's session; readable by its owner alone. */
  readonly session: string;
}

export interface ProposeOptions extends GateOptions {
  readonly share: string;
  readonly hours: string;
  readonly evidence: string;
  readonly note: string;
}

export interface ConfirmOptions extends GateOptions {
  readonly proposal: string;
  readonly evidence: string;
}

export interface Voices {
  readonly print: (line: string) => void;
  readonly complain: (line: string) => void;
}

class NotAsked extends Error {}
class RefusedByGate extends Error {}

interface ProblemLike {
  readonly type?: string;
  readonly title?: string;
}

async function send(
  { baseUrl, session }: GateOptions,
  method: 'GET' | 'POST',
  path: string,
  body?: object,
): Promise<Response> {
  const cookie = existsSync(session) ? readFileSync(session, 'utf8').trim() : '';
  const response = await fetch(new URL(path, baseUrl), {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new NotAsked(`${baseUrl} cannot be reached`, { cause: error });
  });
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as ProblemLike;
  const sentence = `${problem.title ?? `status ${response.status}`} (${problem.type ?? 'unknown'})`;
  if (response.status === 401) throw new NotAsked(`${sentence}; sign in: portcullis gate sign-in`);
  throw new RefusedByGate(sentence);
}

const ask = async (options: GateOptions, path: string, body?: object): Promise<GateView> =>
  (await (await send(options, body === undefined ? 'GET' : 'POST', path, body)).json()) as GateView;

const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;

export function gateLines({ mode, live, from, evidence, proposal }: GateView): readonly string[] {
  const { errors, trials, upper95 } = evidence.falseAdmits;
  const who = from === null ? 'never live' : `${from.kind} by ${from.by ?? 'the gate itself'} at ${from.at}`;
  return [
    `${mode}: ${who}`,
    ...(live === null ? [] : [`  ${percent(live.share)} of the applicants until ${live.expiresAt}`]),
    ...(from?.reasons ?? []).map(
      ({ code, of, measured, limit }) =>
        `  because ${code}${of === null ? '' : ` (${of})`}: ${measured}, limit ${limit}`,
    ),
    `false admits: ${errors} of ${trials} refusals, below ${percent(upper95)} (95 %)`,
    `required: ${percent(evidence.requiredBound)}; missing refusals: ${evidence.moreRefusals}`,
    `evidence: ${evidence.sha256}`,
    ...(proposal === null
      ? []
      : [
          `proposal ${proposal.seq} by ${proposal.by ?? ''}: ${percent(proposal.share ?? 0)} until ${proposal.expiresAt ?? ''}`,
          `  on evidence ${proposal.evidenceSha256 ?? ''}`,
        ]),
  ];
}

/** Prints the gate after the work, or says why not; answers the exit code. */
async function run({ print, complain }: Voices, work: () => Promise<GateView>): Promise<number> {
  try {
    for (const line of gateLines(await work())) print(line);
    return gateExit.done;
  } catch (error) {
    if (!(error instanceof NotAsked || error instanceof RefusedByGate)) throw error;
    complain(error.message);
    return error instanceof NotAsked ? gateExit.notAsked : gateExit.refused;
  }
}

/** `link`: a one-time sign-in link, or the part after #sign-in=. Each person uses a session file of their own. */
export function signInToGate(options: GateOptions, link: string, voices: Voices): Promise<number> {
  return run(voices, async () => {
    const token = link.split('#sign-in=').at(-1) ?? '';
    const response = await send(options, 'POST', '/api/review/sign-in', { token });
    const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
    writeFileSync(options.session, `${cookies.join('; ')}\n`, { mode: 0o600 });
    chmodSync(options.session, 0o600); // the file of an earlier session keeps the mode that it had
    return ask(options, '/api/gate');
  });
}

export const printGate = (options: GateOptions, voices: Voices): Promise<number> =>
  run(voices, () => ask(options, '/api/gate'));

function numberIn(text: string, option: string): number {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw new NotAsked(`${option} takes a number; this is none: ${text}`);
}

/** `evidence`: the hash that `status` showed. Naming it says that one has looked. */
export function proposeByCommand(options: ProposeOptions, voices: Voices): Promise<number> {
  return run(voices, async () => {
    const share = numberIn(options.share.replace(/%$/, ''), '--share') / 100;
    const liveMs = numberIn(options.hours, '--hours') * 3_600_000;
    const { evidence } = await ask(options, '/api/gate');
    if (evidence.sha256 !== options.evidence)
      throw new RefusedByGate('The evidence is not what you name: look at `portcullis gate status` again');
    return ask(options, '/api/gate/proposals', {
      share,
      expiresAt: new Date(Date.now() + liveMs).toISOString(),
      throughSeq: evidence.throughSeq,
      evidenceSha256: evidence.sha256,
      note: options.note,
    });
  });
}

export const confirmByCommand = (options: ConfirmOptions, voices: Voices): Promise<number> =>
  run(voices, () =>
    ask(options, `/api/gate/proposals/${options.proposal}/confirmation`, {
      evidenceSha256: options.evidence,
    }),
  );

export const refuseByCommand = (
  options: GateOptions & { readonly proposal: string; readonly note: string },
  voices: Voices,
): Promise<number> =>
  run(voices, () => ask(options, `/api/gate/proposals/${options.proposal}/refusal`, { note: options.note }));

export const holdByCommand = (
  options: GateOptions & { readonly note: string },
  voices: Voices,
): Promise<number> => run(voices, () => ask(options, '/api/gate/hold', { note: options.note }));
