// The camera that the person chose by hand, remembered for this visit: recording again or a reload keeps it.

const storageKey = 'portcullis-camera';
let choice: string | null = readRemembered();

/** The browser's own name for a camera, which other sites do not get; null leaves the choice to the browser. */
export function chosenCamera(): string | null {
  return choice;
}

export function chooseCamera(deviceId: string | null): void {
  choice = deviceId;
  try {
    if (deviceId === null) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, deviceId);
  } catch {
    // storage is closed in some in-app browsers; the choice then lasts as long as the page
  }
}

function readRemembered(): string | null {
  try {
    return sessionStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
