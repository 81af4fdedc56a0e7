// Who is signed in, where, and for leads and operators everybody else.
import { MySessions } from './my-sessions.tsx';
import { PageFrame } from './page-frame.tsx';
import { People } from './people.tsx';
import type { ViewPageProps } from './view-pages.tsx';
import { useWords } from './words.ts';

export function AccountPage({ reviewer, onSignedOut }: ViewPageProps) {
  const words = useWords();
  return (
    <PageFrame title={words.account.title}>
      <dl class="facts">
        <dt>{words.account.name}</dt>
        <dd>{reviewer.name}</dd>
        <dt>{words.account.role}</dt>
        <dd>{words.roles[reviewer.role]}</dd>
        <dt>{words.account.id}</dt>
        <dd>
          <code>{reviewer.reviewerId}</code>
        </dd>
      </dl>
      <MySessions onSignedOut={onSignedOut} />
      {reviewer.role !== 'reviewer' && (
        <People mayBar={reviewer.role === 'operator'} onSignedOut={onSignedOut} />
      )}
    </PageFrame>
  );
}
