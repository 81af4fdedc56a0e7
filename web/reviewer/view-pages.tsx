// Which page each view of the desk shows; a new page is one row.
import type { ComponentType } from 'preact';
import type { ReviewerView } from '../../server/contract/review.ts';
import type { Problem } from '../shared/api.ts';
import { AccountPage } from './account-page.tsx';
import { GatePage } from './gate-page.tsx';
import { deskViews, type DeskView } from './desk-views.ts';
import { LegalHoldsPage } from './legal-holds-page.tsx';
import { MarketplacePage } from './marketplace-page.tsx';
import { QualityPage } from './quality-page.tsx';
import { QueuePage } from './queue-page.tsx';
import { ServicesPage } from './services-page.tsx';

export interface ViewPageProps {
  readonly reviewer: ReviewerView;
  /** The case in the address. */
  readonly openId: string | null;
  /** Shows the queue with this case open. */
  readonly onOpen: (applicationId: string | null) => void;
  /** To be called when something changed that the head shows: the gate, or who is signed in. */
  readonly onHeadChanged: () => void;
  readonly onSignedOut: (problem: Problem) => void;
}

export const viewPages: Partial<Record<DeskView, ComponentType<ViewPageProps>>> = {
  queue: QueuePage,
  gate: GatePage,
  quality: QualityPage,
  account: AccountPage,
  marketplace: MarketplacePage,
  services: ServicesPage,
  holds: LegalHoldsPage,
};

export const existingViews: readonly DeskView[] = deskViews.filter((view) => Object.hasOwn(viewPages, view));

/** Views that are not for everybody. Their addresses open for everybody and say whom they are for. */
const viewRoles: Partial<Record<DeskView, readonly ReviewerView['role'][]>> = {
  marketplace: ['operator'],
  services: ['lead', 'operator'],
  holds: ['operator'],
};

/** What the way to the views leads this person to. */
export const viewsFor = (role: ReviewerView['role']): readonly DeskView[] =>
  existingViews.filter((view) => viewRoles[view]?.includes(role) ?? true);
