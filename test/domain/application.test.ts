// The table of states: what leads where, whose turn it is, the same as the page that explains it.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  applicationEvents,
  applicationIdPattern,
  applicationStates,
  isEditable,
  nextState,
  turnOf,
  type ApplicationEvent,
  type ApplicationState,
} from '../../server/domain/application.ts';

const possible: readonly [ApplicationState, ApplicationEvent, ApplicationState][] = [
  ['draft', 'submit', 'checking'],
  ['draft', 'withdraw', 'withdrawn'],
  ['draft', 'expire', 'expired'],
  ['checking', 'gateAdmitted', 'admitted'],
  ['checking', 'gateReferred', 'in_review'],
  ['checking', 'gateRefused', 'refused'],
  ['checking', 'gateAskedAgain', 'awaiting_resubmission'],
  ['checking', 'withdraw', 'withdrawn'],
  ['in_review', 'gateAdmitted', 'admitted'],
  ['in_review', 'gateRefused', 'refused'],
  ['in_review', 'reviewerAskedAgain', 'awaiting_resubmission'],
  ['in_review', 'withdraw', 'withdrawn'],
  ['awaiting_resubmission', 'submit', 'checking'],
  ['awaiting_resubmission', 'withdraw', 'withdrawn'],
  ['awaiting_resubmission', 'expire', 'expired'],
  ['admitted', 'revoke', 'revoked'],
  ['refused', 'appeal', 'in_review'],
];
const inTable = applicationStates.flatMap((state) =>
  applicationEvents.flatMap((event) => {
    const next = nextState(state, event);
    return next === null ? [] : [`${state} --> ${next} : ${event}`];
  }),
);
const page = readFileSync(new URL('../../docs/application-states.md', import.meta.url), 'utf8');

test('exactly these events are possible, and lead to these states', () => {
  expect(inTable.toSorted()).toEqual(
    possible.map(([from, event, to]) => `${from} --> ${to} : ${event}`).toSorted(),
  );
});

test('nobody is admitted but by the gate', () => {
  const ways = possible.filter(([, , to]) => to === 'admitted').map(([, event]) => event);
  expect(new Set(ways)).toEqual(new Set(['gateAdmitted']));
});

test('nothing leads out of a final state', () => {
  const left = new Set(possible.map(([from]) => from));
  expect(applicationStates.filter((state) => !left.has(state))).toEqual(['withdrawn', 'expired', 'revoked']);
});

test('an application can be withdrawn until it is decided', () => {
  for (const state of applicationStates) {
    expect(nextState(state, 'withdraw')).toBe(turnOf[state] === 'nobody' ? null : 'withdrawn');
  }
});

test('an application is editable exactly when it is the applicant’s turn', () => {
  expect(applicationStates.filter(isEditable)).toEqual(['draft', 'awaiting_resubmission']);
  for (const state of applicationStates) expect(nextState(state, 'submit') !== null).toBe(isEditable(state));
});

test('an application’s id has the form of one', () => {
  expect('a_0123456789abcdefghjkmn').toMatch(applicationIdPattern);
  for (const other of [
    'a_',
    'b_0123456789abcdefghjkmn',
    'a_0123456789abcdefghjkmn0',
    'a_0123456789abcdefghjkm/',
  ]) {
    expect(other).not.toMatch(applicationIdPattern);
  }
});

test('the page draws every transition of the table and no other', () => {
  const diagram = /```mermaid\n([^]*?)```/.exec(page)?.[1] ?? '';
  const arrows = diagram
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.includes('-->'));
  const ends = ['[*] --> draft', 'withdrawn --> [*]', 'expired --> [*]', 'revoked --> [*]'];
  expect(arrows.toSorted()).toEqual([...inTable, ...ends].toSorted());
});

/** The rows of the page's table whose first column is a code and that has this many columns. */
const rowsOf = (columns: number): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').slice(1, -1))
    .filter((cells) => cells.length === columns)
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));

test('the page names every state in both languages, and tells whose turn it is', () => {
  const turns = { applicant: '申请人', system: '系统', reviewer: '审核员', nobody: '无' };
  const rows = rowsOf(5);
  expect(rows.map(([state, , , turn, inChinese]) => [state, turn, inChinese])).toEqual(
    applicationStates.map((state) => [state, turnOf[state], turns[turnOf[state]]]),
  );
  for (const [, english, chinese] of rows) {
    expect(english).toMatch(/^[a-z ]+$/);
    expect(chinese).toMatch(/^\p{Script=Han}+$/u);
  }
});

test('the page explains every event', () => {
  expect(rowsOf(3).map(([event]) => event)).toEqual([...applicationEvents]);
});
