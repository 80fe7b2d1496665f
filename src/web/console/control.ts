import { pageClient } from '../ui/session.js'
import { useLiveQuery } from '../ui/use-query.js'

/** The control API of the emulator that served this page. */
export const control = pageClient

/** Version, endpoint and operations of the emulator, which do not change while it runs. */
export const useInfo = () => useLiveQuery('info', () => control.request('GET /_mturk/info'))
