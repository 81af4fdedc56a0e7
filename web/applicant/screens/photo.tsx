// One photo of a document: taken or chosen, looked at, sent; what is wrong with it said on it and in words.
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { PhotoFinding, PhotoKind } from '../../../server/contract/words.ts';
import type { Problem } from '../../shared/api.ts';
import { useStrings } from '../../shared/strings/tables.ts';
import { Button } from '../../shared/ui/Button.tsx';
import { FileChoice } from '../../shared/ui/FileChoice.tsx';
import { Icon } from '../../shared/ui/Icon.tsx';
import { addPhoto, photoAddress } from '../applicant-api.ts';
import { useCamera } from '../capture/use-camera.ts';
import { sendable } from '../photo-file.ts';
import { CameraProblemNotice } from './camera-problem.tsx';
import type { JourneyProps } from './journey.ts';
import { PhotoCamera } from './photo-camera.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { ScreenTitle } from './screen-title.tsx';

/** Without HEIC in the list, iPhones convert by themselves. */
const photoTypes = 'image/jpeg,image/png,image/webp';

type Stage =
  | { readonly name: 'kept' }
  | { readonly name: 'choosing' }
  | { readonly name: 'camera' }
  | { readonly name: 'preview'; readonly photo: Blob }
  | { readonly name: 'found'; readonly photo: Blob; readonly findings: readonly PhotoFinding[] };

export function Photo({ view, act, open, isChanging, kind }: JourneyProps & { kind: PhotoKind }) {
  const strings = useStrings();
  const words = strings.photo;
  const kept = view.photos.find((photo) => photo.kind === kind);
  const [stage, setStage] = useState<Stage>(isChanging && kept ? { name: 'kept' } : { name: 'choosing' });
  const [sending, setSending] = useState<'no' | 'yes' | 'retrying'>('no');
  const [problem, setProblem] = useState<Problem | null>(null);
  const toChoosing = useCallback(() => setStage({ name: 'choosing' }), []);
  const camera = useCamera('document', stage.name === 'camera', toChoosing);
  const photo = 'photo' in stage ? stage.photo : null;
  const url = useObjectUrl(photo);

  const choose = async (file: File): Promise<void> => {
    setProblem(null);
    setStage({ name: 'preview', photo: await sendable(file) });
  };
  const send = async (insists: boolean): Promise<void> => {
    if (!photo) return;
    setProblem(null);
    setSending('yes');
    const onRetry = (): void => setSending('retrying');
    const failed = await act(() => addPhoto(view.applicationId, kind, photo, insists, { onRetry }));
    setSending('no');
    if (!failed) {
      open(null);
      return;
    }
    const findings = findingsOf(failed, strings.findings);
    if (findings.length > 0) setStage({ name: 'found', photo, findings });
    else setProblem(failed);
  };

  return (
    <>
      <div class="intro">
        <ScreenTitle text={strings.photos[kind].title} />
        <p class="lead">{strings.photos[kind].lead}</p>
        {isChanging && <p class="soft">{strings.changing[kind]}</p>}
      </div>
      {problem && <ProblemNotice problem={problem} />}

      {stage.name === 'kept' && kept && (
        <>
          <figure class="photo">
            <img
              src={photoAddress(view.applicationId, kind, kept.evidenceId)}
              alt={strings.photos[kind].alt}
            />
            <figcaption class="soft">{words.kept}</figcaption>
          </figure>
          <div class="actions">
            <Button kind="main" onClick={() => open(null)}>
              {words.keep}
            </Button>
            <Button onClick={toChoosing}>{words.replace}</Button>
          </div>
        </>
      )}

      {(stage.name === 'choosing' || (stage.name === 'camera' && camera.status !== 'on')) && (
        <>
          {camera.status === 'refused' ? (
            <CameraProblemNotice
              problem={camera.problem}
              resumeLink={view.resumeLink}
              onTryAgain={toChoosing}
            />
          ) : (
            <CardSketch kind={kind} tips={words.tips} />
          )}
          <p role="status" class="status-line soft small">
            {camera.status === 'opening' ? strings.capture.opening : words.why}
          </p>
          <div class="actions">
            {camera.status !== 'refused' && (
              <Button
                kind="main"
                isBusy={camera.status === 'opening'}
                onClick={() => setStage({ name: 'camera' })}
              >
                <Icon name="camera" /> {words.openCamera}
              </Button>
            )}
            <FileChoice label={words.choose} accept={photoTypes} onFile={(file) => void choose(file)} />
          </div>
        </>
      )}

      {stage.name === 'camera' && camera.status === 'on' && (
        <PhotoCamera
          kind={kind}
          stream={camera.stream}
          onPhoto={(taken) => {
            setProblem(null);
            setStage({ name: 'preview', photo: taken });
          }}
          onClose={toChoosing}
        />
      )}

      {stage.name === 'preview' && url && (
        <>
          <figure class="photo">
            <img src={url} alt={strings.photos[kind].alt} />
          </figure>
          <p role="status" class="status-line">
            {sending === 'no' ? words.preview : sending === 'yes' ? words.sending : strings.common.retrying}
          </p>
          <div class="actions">
            <Button kind="main" isBusy={sending !== 'no'} onClick={() => void send(false)}>
              {words.send}
            </Button>
            <Button isDisabled={sending !== 'no'} onClick={toChoosing}>
              {words.again}
            </Button>
          </div>
        </>
      )}

      {stage.name === 'found' && url && (
        <>
          <figure class="photo">
            <img src={url} alt={strings.photos[kind].alt} />
            <ul class="marks" aria-hidden="true">
              {stage.findings.map((finding) => (
                <li key={finding}>
                  <Icon name="cross" size={16} /> {strings.findings[finding]}
                </li>
              ))}
            </ul>
          </figure>
          <div class="notice notice-warn" role="alert">
            <h2>{words.foundTitle}</h2>
            <ul class="plain-list">
              {stage.findings.map((finding) => (
                <li key={finding}>
                  <strong>{strings.problems[finding].says}</strong> {strings.problems[finding].next}
                </li>
              ))}
            </ul>
          </div>
          <div class="actions">
            <Button kind="main" isDisabled={sending !== 'no'} onClick={toChoosing}>
              {words.again}
            </Button>
            <Button isBusy={sending !== 'no'} onClick={() => void send(true)}>
              {words.insist}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

/** All findings that the problem names; empty when it is about something else. */
function findingsOf(problem: Problem, names: Record<PhotoFinding, string>): readonly PhotoFinding[] {
  if (!(problem.type in names)) return [];
  const { findings } = problem.details as { findings?: unknown };
  const listed = Array.isArray(findings) ? findings.filter((one: unknown) => String(one) in names) : [];
  return listed.length > 0 ? (listed as PhotoFinding[]) : [problem.type as PhotoFinding];
}

function CardSketch({ kind, tips }: { kind: PhotoKind; tips: readonly string[] }) {
  return (
    <div class="sketch">
      <svg viewBox="0 0 240 152" aria-hidden="true" focusable="false">
        <rect x="4" y="4" width="232" height="144" rx="12" />
        {kind === 'id-front' && (
          <path d="M28 40h72M28 64h56M28 88h72M28 120h150M176 92a26 26 0 1 0 0-52 26 26 0 0 0 0 52zM136 112c4-16 20-20 40-20s36 4 40 20" />
        )}
        {kind === 'id-back' && (
          <path d="M52 66a24 24 0 1 0 0-48 24 24 0 0 0 0 48zM100 34h104M100 54h80M64 104h28M108 104h100M64 126h28M108 126h84" />
        )}
        {kind === 'business-licence' && (
          <path d="M84 32h72M36 60h120M36 80h120M36 100h88M36 120h64M196 96v32h-32v-32z" />
        )}
      </svg>
      <ul class="ticks">
        {tips.map((tip) => (
          <li key={tip}>
            <Icon name="check" size={20} /> {tip}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An address for the blob, freed when it is no longer shown. */
function useObjectUrl(blob: Blob | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
