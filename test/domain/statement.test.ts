// The statement of will says who, where and when, in both languages.
import { expect, test } from 'vitest';
import { languages } from '../../server/domain/application.ts';
import { statementOf, statementVersion } from '../../server/domain/statement.ts';

test.each(languages)('in %s it has the name, the marketplace and the day in it', (language) => {
  const statement = statementOf(language, '买买提·吐尔逊', 'Example Market', '2026-11-23');
  for (const part of ['买买提·吐尔逊', 'Example Market', '2026-11-23']) expect(statement).toContain(part);
  expect(statement).not.toBe(statementOf(language, '林试', 'Example Market', '2026-11-23'));
});

test('says that it is done freely, in the words of this version', () => {
  expect(statementVersion).toBe('2026-11-1');
  expect(statementOf('zh-CN', '林试', '市集', '2026-11-23')).toBe(
    '本人林试，自愿申请在“市集”开店经营。此刻操作的是本人，没有人强迫或代替我。2026-11-23',
  );
  expect(statementOf('en', 'Lin Shi', 'Market', '2026-11-23')).toBe(
    'I, Lin Shi, apply of my own will to sell on Market. It is me who does this, nobody forces me or acts in my place. 2026-11-23',
  );
});
