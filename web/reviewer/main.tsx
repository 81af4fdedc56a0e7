// Starts the reviewers' desk.
import '../shared/styles/base.css';
import './styles/desk.css';
import './styles/case.css';
import './styles/drawer.css';
import { renderPage } from '../shared/ui/render.tsx';
import { DeskPage } from './desk-page.tsx';
import { takeSignInToken } from './sign-in-link.ts';

renderPage(<DeskPage signInToken={takeSignInToken(location, history)} />);
