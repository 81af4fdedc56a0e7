// Waits for a page as long as a busy machine may need: a bound for what hangs, not for what is slow.
import { configure } from '@testing-library/preact';

configure({ asyncUtilTimeout: 20_000 });
