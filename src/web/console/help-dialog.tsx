import { Facts } from '../ui/facts.js'
import { ModalDialog } from '../ui/modal-dialog.js'
import { shortcutDescriptions } from './shortcuts.js'

/** The keys of the console. */
export const HelpDialog = ({ onClose }: { readonly onClose: () => void }) => (
  <ModalDialog label="Keyboard" onClose={onClose}>
    <h2>Keyboard</h2>
    <Facts
      entries={Object.fromEntries(shortcutDescriptions.map(([keys, effect]) => [keys, effect]))}
    />
    <div class="buttons">
      <button type="submit">Close</button>
    </div>
  </ModalDialog>
)
