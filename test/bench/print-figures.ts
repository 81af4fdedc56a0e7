// Figures as lines of text, nested by indentation.

export function printFigures(figures: unknown, indent = ''): void {
  for (const [name, value] of Object.entries(figures as Record<string, unknown>)) {
    if (typeof value === 'object' && value !== null) {
      console.log(`${indent}${name}`);
      printFigures(value, `${indent}  `);
    } else {
      const shown = typeof value === 'number' ? String(Math.round(value * 10) / 10) : String(value);
      console.log(`${indent}${name.padEnd(32 - indent.length)} ${shown}`);
    }
  }
}
