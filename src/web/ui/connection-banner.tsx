import { useConnectionState } from './live-events.js'

/** Says that the emulator cannot be reached; what was loaded before stays in view. */
export const ConnectionBanner = () =>
  useConnectionState() === 'lost' ? (
    <p class="banner" role="alert">
      Connection lost, retrying. The data below may be out of date.
    </p>
  ) : null
