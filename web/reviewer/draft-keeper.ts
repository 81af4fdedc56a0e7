// Takes what is being written to the server: a moment after the last change, one request at a time, the newest last.

/** `waiting`: not sent yet, or on its way. `not-kept`: the server did not take it; it is tried again with the next change. */
export type DraftFate = 'unchanged' | 'waiting' | 'kept' | 'not-kept';

export interface DraftKeeper<Draft> {
  readonly write: (draft: Draft) => void;
  /** Sends at once what waits. */
  readonly flush: () => void;
  /** Sends nothing more of what was written so far. */
  readonly drop: () => void;
}

/** Long enough not to send each letter, short enough to lose nothing worth missing. */
const pauseMs = 800;

export function createDraftKeeper<Draft>(options: {
  readonly save: (draft: Draft) => Promise<unknown>;
  readonly onFate: (fate: DraftFate) => void;
}): DraftKeeper<Draft> {
  let newest: { readonly draft: Draft } | null = null;
  let isSending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isNewest = (sent: typeof newest): boolean => newest === sent;

  const send = async (): Promise<void> => {
    clearTimeout(timer);
    if (isSending || newest === null) return;
    const sent = newest;
    isSending = true;
    const isSaved = await options.save(sent.draft).then(
      () => true,
      () => false,
    );
    isSending = false;
    if (isNewest(sent)) {
      if (isSaved) newest = null;
      options.onFate(isSaved ? 'kept' : 'not-kept');
    } else await send();
  };

  return {
    write: (draft) => {
      newest = { draft };
      options.onFate('waiting');
      clearTimeout(timer);
      timer = setTimeout(() => void send(), pauseMs);
    },
    flush: () => void send(),
    drop: () => {
      clearTimeout(timer);
      newest = null;
    },
  };
}
