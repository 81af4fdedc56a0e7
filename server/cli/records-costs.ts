// `portcullis records costs`: how many questions each service of the government record was asked, by month and billing.
import { recordCosts } from '../compose-records.ts';
import { atTheDatabase } from './at-the-database.ts';

/** A line for each month and service, newest first. With the embedded database, the server must not be running. */
export async function printCosts(
  environment: Readonly<Record<string, string | undefined>>,
  print: (line: string) => void,
): Promise<void> {
  const months = await atTheDatabase(environment, ({ database }) => recordCosts(database));
  for (const { month, provider, questions } of months)
    print(
      `${month}  ${provider}  ${questions.billed} billed, ${questions.unstated} perhaps billed, ${questions.free} free`,
    );
  if (months.length === 0) print('no service was asked yet');
}
