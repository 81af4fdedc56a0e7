// The way from one view of the desk to another: real links, so that a view also opens in a tab of its own.
import { deskAddress, viewKeys, type DeskView } from './desk-views.ts';
import { useWords } from './words.ts';

export interface ViewNavProps {
  readonly views: readonly DeskView[];
  readonly shown: DeskView;
  readonly openId: string | null;
  readonly onShow: (view: DeskView) => void;
}

export function ViewNav({ views, shown, openId, onShow }: ViewNavProps) {
  const words = useWords();
  return (
    <nav class="view-nav" aria-label={words.viewsLabel}>
      {views.map((view) => (
        <a
          key={view}
          href={location.pathname + deskAddress({ view, openId })}
          aria-current={view === shown ? 'page' : undefined}
          onClick={(event) => {
            // anything but a plain click asks the browser for a tab, a window or a download
            if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
              return;
            event.preventDefault();
            onShow(view);
          }}
        >
          {words.views[view]} <kbd aria-hidden="true">{viewKeys[view]}</kbd>
        </a>
      ))}
    </nav>
  );
}
