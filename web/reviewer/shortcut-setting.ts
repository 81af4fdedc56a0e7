// Whether single keys act; some people (and speech input) need them off. Remembered in this browser.

const key = 'portcullis-desk-keys';

let isOn = readRemembered();

export function areShortcutsOn(): boolean {
  return isOn;
}

export function setShortcuts(on: boolean): void {
  isOn = on;
  try {
    localStorage.setItem(key, on ? 'on' : 'off');
  } catch {
    // storage closed: the choice lasts as long as the page
  }
}

function readRemembered(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}
