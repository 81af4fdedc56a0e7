// Starts the applicant's page.
import '../shared/styles/base.css';
import './styles/applicant.css';
import './styles/capture.css';
import { openAnew } from '../shared/open-anew.ts';
import { renderPage } from '../shared/ui/render.tsx';
import { App } from './app.tsx';
import { hasResumeToken } from './resume-token.ts';

openAnew(window, hasResumeToken);
renderPage(<App />);
