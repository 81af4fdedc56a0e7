// What somebody needs to take part: more time, other movements. Quiet, before the camera opens; nobody asks why.
import { useState } from 'preact/hooks';
import type { CaptureNeeds, LivenessAction } from '../../../server/contract/words.ts';
import { useStrings } from '../../shared/strings/tables.ts';

/** The server draws from what is left: two at least. */
export const mostLeftOut = 3;

export const noNeeds: CaptureNeeds = { isLongerTime: false, without: [] };

export function CaptureNeedsForm(props: { needs: CaptureNeeds; onNeeds: (needs: CaptureNeeds) => void }) {
  const { needs: words } = useStrings().capture;
  const { needs, onNeeds } = props;
  const { isLongerTime, without } = needs;
  const [isOpenAtFirst] = useState(isLongerTime || without.length > 0);
  const isFull = without.length >= mostLeftOut;
  const actions = Object.keys(words.actions) as LivenessAction[];
  return (
    <details class="disclosure needs" open={isOpenAtFirst}>
      <summary>{words.title}</summary>
      <div class="disclosure-body">
        <p class="soft">{words.lead}</p>
        <label class={isLongerTime ? 'option option-chosen' : 'option'}>
          <input
            type="checkbox"
            checked={isLongerTime}
            onChange={(event) => onNeeds({ ...needs, isLongerTime: event.currentTarget.checked })}
          />
          <span>
            {words.longerTime}
            <small>{words.longerTimeHint}</small>
          </span>
        </label>
        <fieldset class="choice" aria-describedby="needs-limit">
          <legend>{words.legend}</legend>
          <div class="choice-options">
            {actions.map((action) => {
              const isChosen = without.includes(action);
              return (
                <label key={action} class={isChosen ? 'option option-chosen' : 'option'}>
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={isFull && !isChosen}
                    onChange={() =>
                      onNeeds({
                        ...needs,
                        without: isChosen ? without.filter((one) => one !== action) : [...without, action],
                      })
                    }
                  />
                  <span>{words.actions[action]}</span>
                </label>
              );
            })}
          </div>
        </fieldset>
        <p id="needs-limit" class="soft small" role="status">
          {isFull ? words.most : words.otherwise}
        </p>
      </div>
    </details>
  );
}
