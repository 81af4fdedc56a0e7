// The desk's figures in a table, and what they are held against.
import type { Aim } from '../aims.ts';
import type { DeskFigures } from './measure.ts';

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);

function line(figures: DeskFigures): Record<string, string> {
  const { database, size, claim, crowd, queue, queuePage, caseView, casePage, peer } = figures;
  return {
    database,
    applications: `${size.all} (${size.open} open)`,
    'claim p50 / p95': `${ms(claim.p50Ms)} / ${ms(claim.p95Ms)}`,
    'to pg-boss, p50': `${(claim.p50Ms / peer.p50Ms).toFixed(1)} x`,
    [`${crowd.claimers} at once p50 / p95`]: `${ms(crowd.p50Ms)} / ${ms(crowd.p95Ms)}`,
    'claimed twice': `${crowd.claimedTwice} of ${crowd.count}`,
    'queue p95': ms(queue.p95Ms),
    'queue page p50 / p95': `${ms(queuePage.p50Ms)} / ${ms(queuePage.p95Ms)}`,
    'case p95': ms(caseView.p95Ms),
    'case page p50 / p95': `${ms(casePage.p50Ms)} / ${ms(casePage.p95Ms)}`,
  };
}

function aimsOf({ database, size, claim, crowd, queuePage, casePage }: DeskFigures): Aim[] {
  const remark = `${database}, ${size.all}`;
  return [
    { what: 'claim, p95 ms', measured: claim.p95Ms, below: 20, remark },
    { what: 'queue page to its first row, p95 ms', measured: queuePage.p95Ms, below: 300, remark },
    { what: 'case page to its last picture, p95 ms', measured: casePage.p95Ms, below: 500, remark },
    { what: 'cases claimed twice', measured: crowd.claimedTwice, below: 1, remark },
  ];
}

export const deskAims = (all: readonly DeskFigures[]): Aim[] => all.flatMap(aimsOf);

export function printDesks(all: readonly DeskFigures[]): void {
  console.log('\nthe desk at size, ms');
  for (const figures of all) {
    console.log('');
    for (const [name, value] of Object.entries(line(figures))) console.log(`  ${name.padEnd(28)} ${value}`);
    console.log('  the next case is found by');
    for (const read of figures.plan) console.log(`    ${read}`);
  }
}
