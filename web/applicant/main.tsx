// Starts the applicant's page.
import '../shared/styles/base.css';
import './styles/applicant.css';
import './styles/capture.css';
import { renderPage } from '../shared/ui/render.tsx';
import { App } from './app.tsx';

renderPage(<App />);
