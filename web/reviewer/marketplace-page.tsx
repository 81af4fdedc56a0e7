// What an operator sets up for a marketplace's backend: keys to ask with, addresses to be told at.
import { ApiKeys } from './api-keys.tsx';
import { useMarketplaceWords } from './marketplace-words.ts';
import { PageFrame } from './page-frame.tsx';
import type { ViewPageProps } from './view-pages.tsx';
import { Webhooks } from './webhooks.tsx';
import { useWords } from './words.ts';

export function MarketplacePage({ reviewer, onSignedOut }: ViewPageProps) {
  const [words, { problems }] = [useMarketplaceWords(), useWords()];
  if (reviewer.role !== 'operator')
    return (
      <PageFrame title={words.title}>
        <p class="notice">
          <strong>{words.onlyOperators}</strong> {problems['role-not-enough'].next}
        </p>
      </PageFrame>
    );
  return (
    <PageFrame title={words.title}>
      <div class="quality-page">
        <p class="soft">{words.how}</p>
        <ApiKeys onSignedOut={onSignedOut} />
        <Webhooks onSignedOut={onSignedOut} />
      </div>
    </PageFrame>
  );
}
