// Finds reasons by what is typed. Pure.

/** Whether a label holds every typed word, in any order and case; nothing typed fits everything. */
export function fits(label: string, typed: string): boolean {
  const text = label.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => text.includes(word));
}
