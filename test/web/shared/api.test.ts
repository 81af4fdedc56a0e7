// How requests end: an answer, a typed problem, another try after a lost connection.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callApi, Problem } from '../../../web/shared/api.ts';

const answers = vi.fn<typeof fetch>();
const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('fetch', answers);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  answers.mockReset();
});

async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const settled = call.then(
    () => null,
    (error: unknown) => error,
  );
  await vi.runAllTimersAsync();
  const error = await settled;
  if (!(error instanceof Problem)) throw new Error('expected a problem');
  return error;
}

describe('a request', () => {
  it('answers with what the server sent', async () => {
    answers.mockResolvedValue(json(200, { state: 'draft' }));
    await expect(callApi({ path: '/api/x' })).resolves.toEqual({ state: 'draft' });
  });

  it('turns a problem document into a typed problem with its fields', async () => {
    const errors = [{ pointer: '/citizenId', code: 'check-digit' }];
    answers.mockResolvedValue(json(422, { type: '/problems/citizen-id-invalid', status: 422, errors }));
    const problem = await problemOf(callApi({ method: 'PUT', path: '/api/x', json: {} }));
    expect(problem.type).toBe('citizen-id-invalid');
    expect(problem.details.errors).toEqual(errors);
  });

  it('is internal when the server answers with something else than a problem document', async () => {
    answers.mockResolvedValue(new Response('<html>', { status: 502 }));
    expect((await problemOf(callApi({ path: '/api/x' }))).type).toBe('internal');
  });

  it('is sent again, the same, after the connection was lost', async () => {
    answers.mockRejectedValueOnce(new TypeError('network')).mockResolvedValueOnce(json(200, { ok: true }));
    const form = new FormData();
    const onRetry = vi.fn();
    const call = callApi({ method: 'POST', path: '/api/x', form, isRepeatable: true, onRetry });
    await vi.runAllTimersAsync();
    await expect(call).resolves.toEqual({ ok: true });
    expect(answers.mock.calls.map(([, init]) => init?.body)).toEqual([form, form]);
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('is not sent again when sending twice could do harm', async () => {
    answers.mockRejectedValue(new TypeError('network'));
    expect((await problemOf(callApi({ method: 'POST', path: '/api/x', json: {} }))).type).toBe(
      'connection-lost',
    );
    expect(answers).toHaveBeenCalledOnce();
  });

  it('gives up after a while and says that the connection is lost', async () => {
    answers.mockRejectedValue(new TypeError('network'));
    expect((await problemOf(callApi({ path: '/api/x' }))).type).toBe('connection-lost');
    expect(answers.mock.calls.length).toBeGreaterThan(3);
  });

  it('waits as long as a busy server asks, then tries again', async () => {
    answers
      .mockResolvedValueOnce(json(429, { type: '/problems/temporarily-busy', retryAfterSeconds: 2 }))
      .mockResolvedValueOnce(json(200, {}));
    const call = callApi({ path: '/api/x' });
    await vi.advanceTimersByTimeAsync(1900);
    expect(answers).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(200);
    await expect(call).resolves.toEqual({});
  });

  describe('that is never answered', () => {
    /** Hangs until it is ended, as fetch does. */
    const hang: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) => {
        const end = (): void => reject(new DOMException('ended', 'AbortError'));
        if (init?.signal?.aborted) end();
        init?.signal?.addEventListener('abort', end);
      });

    it.each([
      ['is lost after 20 seconds', { json: {} }, 20_000],
      ['with an upload is lost after a minute', { form: new FormData() }, 60_000],
    ])('%s', async (_, content, limitMs) => {
      answers.mockImplementation(hang);
      const call = callApi({ method: 'POST', path: '/api/x', ...content }).catch((error: unknown) => error);
      const seen = vi.fn();
      void call.then(seen);
      await vi.advanceTimersByTimeAsync(limitMs - 1);
      expect(seen).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      await expect(call).resolves.toMatchObject({ type: 'connection-lost' });
    });

    it('is sent again as after a lost connection, and the person is told', async () => {
      answers.mockImplementationOnce(hang).mockResolvedValueOnce(json(200, { ok: true }));
      const onRetry = vi.fn();
      const call = callApi({ path: '/api/x', onRetry });
      await vi.runAllTimersAsync();
      await expect(call).resolves.toEqual({ ok: true });
      expect(onRetry).toHaveBeenCalledOnce();
    });

    it('is given up for good when the screen is left meanwhile', async () => {
      answers.mockImplementation(hang);
      const left = new AbortController();
      const call = callApi({ path: '/api/x', signal: left.signal }).catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(10);
      left.abort();
      await expect(call).resolves.toMatchObject({ name: 'AbortError' });
      await vi.runAllTimersAsync();
      expect(answers).toHaveBeenCalledOnce();
    });

    it('leaves no timer behind once it is answered', async () => {
      answers.mockResolvedValue(json(200, {}));
      await callApi({ path: '/api/x' });
      expect(vi.getTimerCount()).toBe(0);
    });
  });

  it('stops trying when the screen is left', async () => {
    answers.mockRejectedValue(new TypeError('network'));
    const left = new AbortController();
    const call = callApi({ path: '/api/x', signal: left.signal }).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    left.abort();
    await expect(call).resolves.toMatchObject({ name: 'AbortError' });
    expect(answers).toHaveBeenCalledOnce();
  });
});
