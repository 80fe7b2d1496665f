import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { OverviewView } from '../../../server/control/views.js'
import { type QueryResult, useLiveQuery } from '../../ui/use-query.js'
import { control } from '../control.js'

/** The overview, loaded once for the first page and the badges of the navigation. */
export const useLoadedOverview = (): QueryResult<OverviewView> =>
  useLiveQuery('overview', () => control.request('GET /_mturk/overview'), [
    'assignment',
    'call',
    'delivery',
    'hit',
    'hit-type',
    'mail',
    'mailbox',
  ])

export const OverviewContext = createContext<QueryResult<OverviewView>>({ refresh() {} })

export const useOverview = (): QueryResult<OverviewView> => useContext(OverviewContext)
