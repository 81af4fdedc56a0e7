// A decision that can still be undone: where it was made, and from the case that the desk went on to.
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { deskEn as en } from '../../../web/shared/strings/desk.en.ts';
import { axeViolations } from './axe.ts';
import { casePath, openCase, press } from './desk-hand.tsx';
import { useDeskInTests, type Answers } from './open-desk.tsx';
import { caseId, makeCase, makeDecided, makeEntry, makeQueue, myClaim, otherId } from './fixtures.ts';

useDeskInTests();

const claimed = makeCase({ claim: myClaim });
const hourMs = 3_600_000;
const parkedFor = (undoMs: number) => makeCase({ parked: { decision: 'approve', undoMs } });
const inQueue = makeQueue([makeEntry(), makeEntry({ applicationId: otherId })]);
const otherPath = `/api/review/cases/${otherId}`;

async function approve(): Promise<void> {
  await screen.findByText(en.case.release);
  press('a');
  const drawer = await screen.findByRole('dialog');
  fireEvent.keyDown(drawer, { key: '1' });
  fireEvent.keyDown(drawer, { key: 'Enter', ctrlKey: true });
  await screen.findByText(en.undo.title(en.decisions.approve));
}

async function decide(undoMs: number, answers: Answers = {}) {
  const server = openCase(claimed, {
    'GET /api/review/queue': { json: inQueue },
    [`POST ${casePath}/decision`]: { json: parkedFor(undoMs) },
    [`POST ${casePath}/decision/undo`]: { json: claimed },
    [`GET ${otherPath}`]: { json: makeCase({ applicationId: otherId, claim: myClaim }) },
    'POST /api/review/next': { json: { applicationId: otherId } },
    ...answers,
  });
  await approve();
  return server;
}

async function goOn(): Promise<void> {
  press('n');
  await screen.findByText(en.case.heading('9QX2'));
}

const asked = (server: Awaited<ReturnType<typeof decide>>, path: string) =>
  server.asked.filter((one) => one.path === path).length;

it('is gone on from at once, though the queue does not know yet', async () => {
  const mine = makeEntry({ isMine: true });
  openCase(claimed, {
    'GET /api/review/queue': { json: makeQueue([mine, makeEntry({ applicationId: otherId })]) },
    [`POST ${casePath}/decision`]: { json: parkedFor(hourMs) },
    [`GET ${otherPath}`]: { json: makeCase({ applicationId: otherId, claim: myClaim }) },
    'POST /api/review/next': { json: { applicationId: otherId } },
  });
  await screen.findByText(en.case.release);
  press('j'); // and back: the case that is shown then came later than the list
  await screen.findByText(en.case.heading('9QX2'));
  press('k');
  await screen.findByText(en.case.heading('7F3K'));
  await approve();
  await goOn();
  expect(screen.queryByText(en.queue.decideFirst)).toBeNull();
});

describe('undoing', () => {
  it('gives the case back, and says so', async () => {
    await decide(hourMs);
    press('z');
    await screen.findByText(en.undo.undone);
    await screen.findByText(en.case.release);
    expect(screen.queryByText(en.undo.title(en.decisions.approve))).toBeNull();
  });

  it('is still possible from the next case, and leads back', async () => {
    const server = await decide(hourMs);
    await goOn();
    await screen.findByText(en.undo.of('7F3K', en.decisions.approve));
    expect(await axeViolations()).toEqual([]);
    press('z');
    await screen.findByText(en.undo.undone);
    await screen.findByText(en.case.heading('7F3K'));
    expect(location.search).toBe(`?case=${caseId}`);
    expect(asked(server, `${casePath}/decision/undo`)).toBe(1);
    expect(screen.queryByText(en.undo.of('7F3K', en.decisions.approve))).toBeNull();
  });

  it('is not offered any more once the time is over', async () => {
    // the server lets it count by itself; the case that is open now is none of its business
    const server = await decide(hourMs, {
      [`GET ${casePath}`]: { json: claimed },
      [`POST ${casePath}/decision`]: { json: parkedFor(1500) },
      [`POST ${casePath}/decision/settle`]: { json: makeDecided() },
    });
    await goOn();
    await waitFor(() => expect(screen.queryByText(en.undo.of('7F3K', en.decisions.approve))).toBeNull());
    press('z');
    expect(asked(server, `${casePath}/decision/undo`)).toBe(0);
    expect(screen.getByText(en.case.heading('9QX2'))).toBeTruthy();
  });

  it('that comes too late says so and stays where one is', async () => {
    await decide(hourMs, {
      [`POST ${casePath}/decision/undo`]: { problem: 'nothing-to-undo', status: 409 },
    });
    await goOn();
    press('z');
    await screen.findByText(en.problems['nothing-to-undo'].says);
    expect(screen.getByText(en.case.heading('9QX2'))).toBeTruthy();
  });
});
