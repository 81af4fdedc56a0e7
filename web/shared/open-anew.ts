// A link of ours, opened in a tab that shows its page already, only changes what stands behind `#`: nothing is loaded.

/** Loads the page anew when such a link is opened in it. `isLink`: of what stands behind `#`, with the `#`. */
export function openAnew(window: Window, isLink: (hash: string) => boolean): void {
  window.addEventListener('hashchange', () => {
    if (isLink(window.location.hash)) window.location.reload();
  });
}
