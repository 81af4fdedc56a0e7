// Changes the language; each one is named in itself.
import type { Language } from '../strings/language.ts';

const names = { 'zh-CN': '中文', en: 'English' } as const satisfies Record<Language, string>;

export function LanguageSwitch(props: {
  language: Language;
  label: string;
  onChoose: (language: Language) => void;
}) {
  return (
    <div class="language-switch" role="group" aria-label={props.label}>
      {(Object.keys(names) as Language[]).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={props.language === language}
          onClick={() => props.onChoose(language)}
        >
          {names[language]}
        </button>
      ))}
    </div>
  );
}
