import { type Connection, queryOf } from './connection.js'
import type { Json, PageRequest } from './contract.js'
import type {
  AssignmentPage,
  HITFilter,
  HITPage,
  HITView,
  HITTypePage,
  HITTypeView,
  QualificationPage,
  QualificationRequestPage,
  QualificationTypeFilter,
  QualificationTypePage,
  QualificationTypeView,
} from './market-contract.js'

/** What is on the marketplace, for whoever looks on. */
export class MarketClient {
  readonly #at: Connection

  constructor(at: Connection) {
    this.#at = at
  }

  /** The HITs of all requesters. */
  hits = (filter: HITFilter & PageRequest = {}) =>
    this.#at.json<Json<HITPage>>(`/_mturk/hits${queryOf(filter)}`)

  hit = (id: string) => this.#at.json<Json<HITView>>(`/_mturk/hits/${encodeURIComponent(id)}`)

  assignments = (id: string, page: PageRequest = {}) =>
    this.#at.json<Json<AssignmentPage>>(
      `/_mturk/hits/${encodeURIComponent(id)}/assignments${queryOf(page)}`,
    )

  /** With their notification settings. */
  hitTypes = (filter: Pick<HITFilter, 'account' | 'text'> & PageRequest = {}) =>
    this.#at.json<Json<HITTypePage>>(`/_mturk/hit-types${queryOf(filter)}`)

  hitType = (id: string) =>
    this.#at.json<Json<HITTypeView>>(`/_mturk/hit-types/${encodeURIComponent(id)}`)

  qualificationTypes = (filter: QualificationTypeFilter & PageRequest = {}) =>
    this.#at.json<Json<QualificationTypePage>>(`/_mturk/qualification-types${queryOf(filter)}`)

  qualificationType = (id: string) =>
    this.#at.json<Json<QualificationTypeView>>(qualificationTypeAt(id))

  /** Who has it, or had it. */
  qualifications = (id: string, page: { readonly status?: string } & PageRequest = {}) =>
    this.#at.json<Json<QualificationPage>>(
      `${qualificationTypeAt(id)}/qualifications${queryOf(page)}`,
    )

  /** Who asked for it. */
  qualificationRequests = (id: string, page: { readonly status?: string } & PageRequest = {}) =>
    this.#at.json<Json<QualificationRequestPage>>(
      `${qualificationTypeAt(id)}/requests${queryOf(page)}`,
    )
}

const qualificationTypeAt = (id: string) => `/_mturk/qualification-types/${encodeURIComponent(id)}`
