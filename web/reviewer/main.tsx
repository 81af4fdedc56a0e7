// Starts the reviewers' desk.
import '../shared/styles/base.css';
import './styles/desk.css';
import './styles/queue.css';
import './styles/photos.css';
import './styles/film.css';
import './styles/case-parts.css';
import './styles/case.css'; // after its parts: they get another shape where there is little room
import './styles/drawer.css';
import './styles/account.css';
import './styles/figures.css';
import './styles/gate.css';
import './styles/quality.css';
import './styles/services.css';
import { openAnew } from '../shared/open-anew.ts';
import { renderPage } from '../shared/ui/render.tsx';
import { hasArrival, takeArrival } from './arrival.ts';
import { DeskPage } from './desk-page.tsx';

openAnew(window, hasArrival);
renderPage(<DeskPage {...takeArrival(location, history)} />);
