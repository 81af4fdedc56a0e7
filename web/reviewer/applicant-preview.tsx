// What the applicant will read, in the applicant's language, before it is sent.
import type { Language } from '../shared/strings/language.ts';
import { drawerRules, type DecisionDraft } from './decision-draft.ts';
import { tables } from '../shared/strings/tables.ts';
import { applicantReasons, useWords } from './words.ts';

export function ApplicantPreview({ language, draft }: { language: Language; draft: DecisionDraft }) {
  const words = useWords();
  const theirs = tables[language];
  const { hasItems } = drawerRules[draft.decision];
  return (
    <section class="preview" aria-labelledby="preview-title">
      <h3 id="preview-title">{words.decide.preview}</h3>
      {draft.reasons.length === 0 ? (
        <p class="soft">{words.decide.previewEmpty}</p>
      ) : (
        <div lang={language}>
          <ul>
            {draft.reasons.map((reason) => (
              <li key={reason}>{applicantReasons[language][reason]}</li>
            ))}
          </ul>
          {hasItems && draft.items.length > 0 && (
            <p>→ {draft.items.map((item) => theirs.steps[item]).join(' · ')}</p>
          )}
          {draft.message.trim() !== '' && <p class="preview-message">{draft.message}</p>}
        </div>
      )}
    </section>
  );
}
