// The link that continues on another device: to copy, or to scan.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { Disclosure } from '../../shared/ui/Disclosure.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';

/** `isOpen`: where it is the way on, and not one of several. */
export function ResumeLink({ link, isOpen = false }: { link: string; isOpen?: boolean }) {
  const { status } = useStrings();
  const [copied, setCopied] = useState<'yes' | 'no' | null>(null);
  const [showsQr, setShowsQr] = useState(isOpen);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      setCopied('yes');
    } catch {
      setCopied('no'); // in-app browsers often refuse; the link itself is there to select
    }
  };
  return (
    <Disclosure title={status.resumeTitle} isOpen={isOpen}>
      <p class="soft">{status.resumeText}</p>
      <input class="input figures" readOnly value={link} aria-label={status.resumeLinkLabel} />
      <div class="row">
        <Button onClick={() => void copy()}>
          <Icon name="copy" size={20} /> {status.resumeCopy}
        </Button>
        {!showsQr && <Button onClick={() => setShowsQr(true)}>{status.resumeShowQr}</Button>}
      </div>
      <p role="status">
        {copied === 'yes' && status.resumeCopied}
        {copied === 'no' && status.resumeNotCopied}
      </p>
      {showsQr && <QrCode text={link} label={status.resumeQrAlt} />}
    </Disclosure>
  );
}

/** Drawn in the page: the link goes to nobody. */
function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    void import('qrcode').then(({ toCanvas }) => {
      // quiet zone and black on white in both colour schemes, or scanners give up
      if (canvas.current) return toCanvas(canvas.current, text, { width: 232, margin: 4 });
      return undefined;
    });
  }, [text]);
  return <canvas ref={canvas} class="qr" role="img" aria-label={label} width={232} height={232} />;
}
