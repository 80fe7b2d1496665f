import { iso31661 } from 'iso-3166/1.js'
import { iso31662 } from 'iso-3166/2.js'
import { countryNotKnown, valueNotValid } from './errors.js'
import type { Locale } from './shapes/QualificationRequirement.js'

/** Codes that ISO has withdrawn and the service still lists (captured: simple-amt#23). */
const withdrawnCountries = ['AN', 'CS']

const countries: readonly string[] = [
  ...iso31661.map(({ alpha2 }) => alpha2),
  ...withdrawnCountries,
].sort()

const knownCountries = new Set(countries)

/**
 * Refuses a place that the service does not know: a country by ISO 3166-1, and in the United States
 * a subdivision by ISO 3166-2. "Subdivisions are only available for the United States at this time."
 *
 * @throws ParameterValidationError
 */
export function checkLocale({ Country, Subdivision }: Locale): void {
  if (!knownCountries.has(Country)) throw countryNotKnown(Country, countries)
  if (Subdivision === undefined) return
  if (Country !== 'US')
    throw valueNotValid(Subdivision, 'Subdivision', {
      reason: 'Subdivisions are only available for the United States',
    })
  if (!isSubdivisionOfUnitedStates(Subdivision))
    throw valueNotValid(Subdivision, 'Subdivision', {
      reason: 'It is not an ISO 3166-2 subdivision of the United States',
    })
}

/** Whether a worker can live there: every place that a requirement can name. */
export const isKnownLocale = ({ Country, Subdivision }: Locale): boolean =>
  knownCountries.has(Country) &&
  (Subdivision === undefined || (Country === 'US' && isSubdivisionOfUnitedStates(Subdivision)))

const isSubdivisionOfUnitedStates = (subdivision: string): boolean =>
  iso31662.some(({ code }) => code === `US-${subdivision}`)

/** What is said of a place that is not known. */
export const localeRule =
  'must be a country of ISO 3166-1, such as GB, or a subdivision of the United States, such as US and CA'
