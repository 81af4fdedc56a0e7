// Starts this page.
import '../shared/styles/base.css';
import { renderPage } from '../shared/ui/render.tsx';

renderPage(<main />);
