// Starts the sandbox registry office.
import '../shared/styles/base.css';
import './sandbox.css';
import { renderPage } from '../shared/ui/render.tsx';
import { OfficePage } from './office-page.tsx';

renderPage(<OfficePage />);
