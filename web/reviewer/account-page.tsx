// Who is signed in, as what.
import type { ViewPageProps } from './view-pages.tsx';
import { PageFrame } from './page-frame.tsx';
import { useWords } from './words.ts';

export function AccountPage({ reviewer }: ViewPageProps) {
  const words = useWords();
  return (
    <PageFrame title={words.account.title}>
      <dl class="facts">
        <dt>{words.account.name}</dt>
        <dd>{reviewer.name}</dd>
        <dt>{words.account.role}</dt>
        <dd>{words.roles[reviewer.role]}</dd>
      </dl>
    </PageFrame>
  );
}
