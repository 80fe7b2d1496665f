import { ActionButton } from '../ui/action-button.js'
import { Menu } from '../ui/menu.js'
import { navigate } from '../ui/router.js'
import { control } from './control.js'

/** Clears the messages or resets the emulator, each after a question. */
export const ResetMenu = () => (
  <Menu label="Clear or reset">
    <ActionButton
      variant="quiet"
      confirm={{
        question: 'Clear all messages?',
        text: 'Deletes the mails, the messages in queues and topics, and the finished deliveries.',
        verb: 'Clear',
      }}
      action={() => reset('messages')}
    >
      Clear messages…
    </ActionButton>
    <ActionButton
      variant="quiet"
      confirm={{
        question: 'Reset the emulator?',
        text: 'Deletes all HITs, workers, crowds, queues, topics, messages, deliveries and calls. The clock stays where it is.',
        verb: 'Reset',
      }}
      action={async () => {
        await reset('all')
        navigate('/console')
      }}
    >
      Reset everything…
    </ActionButton>
  </Menu>
)

const reset = (scope: 'messages' | 'all') =>
  control.request('POST /_mturk/reset', { body: { scope } })
