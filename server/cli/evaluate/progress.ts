// Shows how far a long piece of work has come: a bar on a terminal, else a line every tenth.

export interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const barWidth = 30;

/** `nowMs`: any clock that goes forward; `of`: the pieces, in plural. Answers what to call after each piece. */
export function createProgress(
  total: number,
  { screen, nowMs, of }: { screen: Screen; nowMs: () => number; of: string },
): () => void {
  const startedMs = nowMs();
  let done = 0;
  let shownTenth = 0;
  return () => {
    done++;
    const share = done / total;
    if (screen.isTTY === true) {
      const full = Math.round(share * barWidth);
      const leftSeconds = Math.ceil(((nowMs() - startedMs) / 1000 / done) * (total - done));
      const bar = `${'#'.repeat(full)}${'.'.repeat(barWidth - full)}`;
      screen.write(
        `\r[${bar}] ${done}/${total} ${of}, ${leftSeconds} s left   ${done === total ? '\n' : ''}`,
      );
      return;
    }
    const tenth = Math.floor(share * 10);
    if (tenth === shownTenth) return;
    shownTenth = tenth;
    screen.write(`${tenth * 10} %: ${done} of ${total} ${of}\n`);
  };
}
